"""Who sees what, who looked, consents one by one, and everything as a file."""

from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, choices, start_data, to_menu
from bot.features.privacy.contract import contract_text, viewer_names
from bot.features.privacy.export import as_json, as_text, collect
from bot.features.profile.dialog import effects_text
from bot.states import Privacy, Profile
from bot.texts import Texts
from community.chats import queries as chats
from community.core.actor import Actor, Role
from community.core.audit import views_of
from community.core.markdown import to_html
from community.membership.documents import queries as documents
from community.membership.documents import service as document_service
from community.membership.documents.rules import holds
from community.membership.leaving import queries as leaving
from community.membership.leaving import service as leaving_service
from community.membership.people.models import Person

_LOOKED_INTO = ("complaint", "conversation")
_AS_A_GUEST = "event_party"


async def main_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {"text": contract_text(texts)}


async def looked_window(
    context: BotContext, person: Person, texts: Texts, **_: Any
) -> dict[str, Any]:
    """Who looked at my data, from the log itself."""
    async with context.database.read() as session:
        views = await views_of(session, person.id)
    if not views:
        return {
            "text": texts(
                "Nobody has looked at your data so far. If somebody does, here you will see who,"
                " when and why."
            )
        }
    roles = viewer_names(texts)
    lines = [texts("👁 <b>Who looked at your data</b>")]
    for view in views:
        role = roles.get(Role(view.actor_role)) if view.actor_role else None
        line = texts(
            "{moment}: {role}", moment=texts.moment(view.at), role=role or texts("the club")
        )
        why = texts("Why: {reason}", reason=view.reason) if view.reason else ""
        if view.subject_kind in _LOOKED_INTO:
            why = texts("Why: somebody complained about a conversation through the bot")
        if view.subject_kind == _AS_A_GUEST:
            why = texts("Why: they organise an event that you have signed up to")
        lines.append(f"{line}. {why}" if why else line)
    return {"text": "\n".join(lines)}


async def consents_window(
    context: BotContext, person: Person, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        shown = await documents.current_documents(session, person.language)
        accepted = await documents.accepted_numbers(session, person.id)
    items = [
        (document.code, f"{_mark(document, accepted.get(document.code))} {document.title}")
        for document in shown
    ]
    return {
        "text": texts(
            "📄 <b>Documents and consents</b>\n\nEach stands alone, and each consent can be"
            " withdrawn alone."
        ),
        "items": items,
    }


def _mark(document: documents.Shown, accepted_number: int | None) -> str:
    if not documents.is_accepted_by_tap(document):
        return "📖"
    return "✅" if holds(document.current, accepted_number) else "▫️"


async def open_document(
    _query: CallbackQuery, _select: Any, manager: DialogManager, code: str
) -> None:
    manager.dialog_data["code"] = code
    await manager.switch_to(Privacy.document)


async def _chosen(context: BotContext, person: Person, manager: DialogManager) -> documents.Shown:
    code = manager.dialog_data.get("code") or start_data(manager)["code"]
    async with context.database.read() as session:
        return await documents.document(session, code, person.language)


async def document_window(
    context: BotContext, person: Person, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    shown = await _chosen(context, person, dialog_manager)
    async with context.database.read() as session:
        numbers = await documents.accepted_numbers(session, person.id)
    accepted = holds(shown.current, numbers.get(shown.code))
    tappable = documents.is_accepted_by_tap(shown)
    title = Markup("<b>{}</b>").format(shown.title)
    return {
        "text": f"{title}\n\n{to_html(shown.body)}",
        "can_withdraw": tappable and accepted,
        "can_accept": tappable and not accepted,
    }


async def accept(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    shown = await _chosen(context, data["person"], manager)
    async with context.database.write() as session:
        await document_service.accept(session, data["actor"], shown.version_id)


async def withdraw_window(
    context: BotContext,
    person: Person,
    actor: Actor,
    dialog_manager: DialogManager,
    texts: Texts,
    **_: Any,
) -> dict[str, Any]:
    shown = await _chosen(context, person, dialog_manager)
    head = Markup("<b>{}</b>").format(shown.title)
    if not shown.required:
        return {"text": f"{head}\n\n{Markup('{}').format(shown.withdraw_effect)}"}
    async with context.database.read() as session:
        effects = await leaving.effects(session, actor)
        inside = await chats.memberships_of(session, person.id)
    intro = texts("The club cannot keep you as a member without this.")
    return {"text": f"{head}\n\n{intro}\n\n{effects_text(effects, len(inside), texts)}"}


async def withdraw(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    shown = await _chosen(context, data["person"], manager)
    async with context.database.write() as session:
        if shown.required:
            data["person"] = await leaving_service.withdraw_consent(
                session, data["actor"], shown.code
            )
        else:
            await document_service.withdraw_optional(session, data["actor"], shown.code)
    if shown.required:
        await manager.start(Profile.left, mode=StartMode.RESET_STACK)
    else:
        await manager.switch_to(Privacy.consents)


async def send_export(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Two files: one to read, one for machines."""
    data = manager.middleware_data
    context: BotContext = data["context"]
    bot: Bot = data["bot"]
    texts: Texts = data["texts"]
    async with context.database.read() as session:
        collected = await collect(session, data["actor"], texts.language)
    chat_id = data["event_chat"].id
    for content, name, caption in (
        (
            as_text(collected, texts),
            texts("my-data.txt"),
            texts("To read. Only you were sent this; keep it away from strangers."),
        ),
        (as_json(collected), texts("my-data.json"), texts("The same for a computer program.")),
    ):
        await bot.send_document(chat_id, BufferedInputFile(content, str(name)), caption=caption)
    manager.show_mode = ShowMode.DELETE_AND_SEND


_WINDOWS = (
    Window(
        Given("text"),
        SwitchTo(T("👁 Who looked at my data"), id="looked", state=Privacy.looked),
        SwitchTo(T("📄 Documents and consents"), id="consents", state=Privacy.consents),
        Button(T("💾 All my data as a file"), id="export", on_click=send_export),
        to_menu(),
        state=Privacy.main,
        getter=main_window,
    ),
    Window(
        Given("text"),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Privacy.main),
        to_menu(),
        state=Privacy.looked,
        getter=looked_window,
    ),
    Window(
        Given("text"),
        choices("document", "items", open_document),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Privacy.main),
        state=Privacy.consents,
        getter=consents_window,
    ),
    Window(
        Given("text"),
        Button(T("✅ I agree"), id="accept", on_click=accept, when="can_accept"),
        SwitchTo(T("↩️ Withdraw"), id="withdraw", state=Privacy.withdraw, when="can_withdraw"),
        SwitchTo(T("⬅️ Back"), id="to_consents", state=Privacy.consents),
        state=Privacy.document,
        getter=document_window,
    ),
    Window(
        Given("text"),
        SwitchTo(T("⬅️ Keep it as it is"), id="keep", state=Privacy.document),
        Button(T("↩️ Yes, withdraw"), id="withdraw_now", on_click=withdraw),
        state=Privacy.withdraw,
        getter=withdraw_window,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)

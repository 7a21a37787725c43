"""🆘 in two screens: numbers with three ways to call a person, and how the calling stands."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, note, person_of, texts_of, to_menu
from bot.features.sos.words import Calling, calling, numbers, too_long, written
from bot.sentences import sentence
from bot.states import Sos
from bot.texts import Texts
from community.core.actor import Actor
from community.duty import queries, service
from community.duty.errors import CardFull
from community.duty.kinds import Colour
from community.duty.rules import WORDS_LIMIT
from community.membership.documents.queries import document
from community.membership.people.models import Person


async def main_window(
    context: BotContext, person: Person, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        shown = await document(session, "helplines", person.language)
        is_called = await queries.own_signal(session, person.id) is not None
    offer = texts(
        "<b>A person can come, right here in this chat</b>: a parent of the club who is on duty."
        " Your first name, your district and what you write are seen by them alone; if they do not"
        " answer, also by their substitute, the leaders and the activists whom I call. Guardianship"
        " does not hear of it.\n\nHow urgent is it?"
    )
    unseen = Markup("<i>{}</i>").format(shown.summary)
    blocks = [await numbers(context, texts), unseen, *([] if is_called else [offer])]
    return {"text": "\n\n".join(blocks), "is_called": is_called, "not_called": not is_called}


async def call(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    context: BotContext = manager.middleware_data["context"]
    actor: Actor = manager.middleware_data["actor"]
    colour = Colour(button.widget_id or "")
    async with context.database.write() as session:
        await service.call_for_help(session, actor, colour)
    await manager.switch_to(Sos.called)


async def called_window(
    context: BotContext, person: Person, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        signal = await queries.own_signal(session, person.id)
        stands = await Calling.of(session, signal) if signal else None
    if stands is None:
        text = texts("Nobody is being called now. If it gets hard again, I am here: /sos")
        return {"text": text, "is_open": False, "written": False}
    text = calling(stands, texts)
    if not stands.asked and stands.helper is None:
        text = f"{text}\n\n{await numbers(context, texts)}"
    if problem := dialog_manager.dialog_data.get("problem"):
        text = f"{text}\n\n⚠️ {problem}"
    elif dialog_manager.dialog_data.get("written"):
        text = f"{text}\n\n{written(texts)}"
    return {"text": text, "is_open": True}


async def take_words(_message: Message, _input: Any, manager: DialogManager, words: str) -> None:
    """What happened, for whoever comes. Too long a text is not lost: it stands in the chat."""
    context: BotContext = manager.middleware_data["context"]
    data, texts = manager.dialog_data, texts_of(manager)
    data["problem"], data["written"] = None, False
    if len(words) > WORDS_LIMIT:
        data["problem"] = too_long(texts)
        return
    async with context.database.read() as session:
        if await queries.own_signal(session, person_of(manager).id) is None:
            return
    try:
        async with context.database.write() as session:
            await service.add_words(session, manager.middleware_data["actor"], words)
    except CardFull as full:
        data["problem"] = sentence(full, texts)
    else:
        data["written"] = True


async def take_back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    context: BotContext = manager.middleware_data["context"]
    async with context.database.read() as session:
        is_open = await queries.own_signal(session, person_of(manager).id) is not None
    if is_open:
        async with context.database.write() as session:
            await service.take_back(session, manager.middleware_data["actor"])
    texts = texts_of(manager)
    await note(manager, texts("I have told everybody that it is all right."))
    await manager.switch_to(Sos.main)


def _call(label: T, colour: Colour) -> Button:
    return Button(label, id=colour.value, on_click=call, when="not_called")


_WINDOWS = (
    Window(
        Given("text"),
        SwitchTo(T("💛 How the calling stands"), id="called", state=Sos.called, when="is_called"),
        _call(T("🔴 Danger, right now"), Colour.RED),
        _call(T("🟠 I have no strength left"), Colour.ORANGE),
        _call(T("🟡 I want to talk to somebody"), Colour.YELLOW),
        to_menu(),
        state=Sos.main,
        getter=main_window,
    ),
    Window(
        Given("text"),
        TextInput(id="words", on_success=take_words),
        Button(T("🙂 It is all right again"), id="back", on_click=take_back, when="is_open"),
        SwitchTo(T("📞 Numbers"), id="numbers", state=Sos.main),
        to_menu(),
        state=Sos.called,
        getter=called_window,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)

"""✉️ Letters for when the bot is blocked: what comes, agreed to, confirmed, taken away."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, note, texts_of, to_menu
from bot.sentences import sentence
from bot.states import Profile
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.core.errors import InvalidInput
from community.membership.people import emails
from community.membership.people.errors import EmailCodeWrong
from community.membership.people.models import PersonEmail

_PROBLEM = "email_problem"


async def offers_mail(context: BotContext, actor: Actor) -> bool:
    """Also to whoever has an address to take away, though nobody may give one any more."""
    if _may_give(context, actor):
        return True
    async with context.database.read() as session:
        return await emails.own_email(session, actor) is not None


def _may_give(context: BotContext, actor: Actor) -> bool:
    return context.mailer is not None and actor.may_for_oneself(Action.OWN_MAIL)


async def mail(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        row = await emails.own_email(session, actor)
    lines = [
        texts("✉️ <b>E-mail, for when the bot is blocked</b>"),
        texts(
            "If the bot cannot write to you in the messenger, a letter comes instead:"
            " announcements of the club, and reminders, changes and words of the organiser of"
            " events you signed up to. Nothing else, and nothing while the bot reaches you."
        ),
        texts(
            "Nobody in the club sees the address, nor does the guardianship body; the mail service"
            " carries the letters. One tap takes it away, also in each letter."
        ),
        _how_it_stands(row, texts),
    ]
    may_give = _may_give(context, actor)
    return {
        "text": "\n\n".join(lines),
        "agrees": row is None and may_give,
        "waits": row is not None and row.confirmed_at is None and may_give,
        "changes": row is not None and may_give,
        "given": row is not None,
    }


def _how_it_stands(row: PersonEmail | None, texts: Texts) -> str:
    if row is None:
        return texts("Is that all right with you?")
    if row.confirmed_at is None:
        return texts(
            "A letter with a code is on its way to <b>{address}</b>. Not there after a few minutes?"
            " Look into «Spam».",
            address=row.address,
        )
    return texts("✓ Letters go to <b>{address}</b>.", address=row.address)


async def asks(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    problem = dialog_manager.dialog_data.pop(_PROBLEM, "")
    return {"problem": f"\n⚠️ {problem}" if problem else ""}


async def take_address(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    try:
        async with context.database.write() as session:
            await emails.ask(session, data["actor"], text)
    except InvalidInput:
        texts = texts_of(manager)
        words = texts("That does not look like an address. For example: anna@example.org")
        manager.dialog_data[_PROBLEM] = words
        return
    await manager.switch_to(Profile.mail_code)


async def once_more(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A new code to the same address."""
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        if row := await emails.own_email(session, data["actor"]):
            await emails.ask(session, data["actor"], row.address)
    await manager.switch_to(Profile.mail_code)


async def take_code(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    try:
        async with context.database.write() as session:
            await emails.confirm(session, data["actor"], text)
    except EmailCodeWrong as error:
        manager.dialog_data[_PROBLEM] = sentence(error, texts_of(manager))
        return
    await manager.switch_to(Profile.mail)


async def drop(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        await emails.drop(session, data["actor"])
    texts = texts_of(manager)
    await note(manager, texts("Taken away. No letters any more."))


def mail_windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            SwitchTo(
                T("✅ Yes, I give an address"),
                id="agree",
                state=Profile.mail_address,
                when="agrees",
            ),
            SwitchTo(T("⌨️ Type the code"), id="code", state=Profile.mail_code, when="waits"),
            Button(T("🔁 Send a new code"), id="once_more", on_click=once_more, when="waits"),
            SwitchTo(
                T("✏️ Another address"), id="other", state=Profile.mail_address, when="changes"
            ),
            Button(T("🗑 Take the address away"), id="drop", on_click=drop, when="given"),
            SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
            to_menu(),
            state=Profile.mail,
            getter=mail,
        ),
        Window(
            T("To which address? Type it here."),
            Given("problem", when="problem"),
            TextInput(id="address", on_success=take_address),
            SwitchTo(T("⬅️ Back"), id="to_mail", state=Profile.mail),
            state=Profile.mail_address,
            getter=asks,
        ),
        Window(
            T("A letter with six digits comes in a minute or two. Type them here."),
            Given("problem", when="problem"),
            TextInput(id="digits", on_success=take_code),
            SwitchTo(T("⬅️ Back"), id="to_mail", state=Profile.mail),
            state=Profile.mail_code,
            getter=asks,
        ),
    )

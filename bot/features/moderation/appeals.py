"""«Не согласен»: the author asks for another look, in a few words or none."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.dialogs import Given, T, start_data, to_menu
from bot.states import Appealing
from bot.texts import Texts
from community.core.actor import Actor
from moderation.incidents.appealing import WORDS_LIMIT, appeal, require_open_to_appeal


async def begin(
    query: CallbackQuery, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    """The explanation stays where it is, with its text and its button for who thinks again."""
    incident_id = int((query.data or "").split(":")[1])
    async with context.database.read() as session:
        await require_open_to_appeal(session, actor, incident_id)
    await dialog_manager.start(
        Appealing.words,
        data={"incident": incident_id},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )
    if isinstance(query.message, Message):
        # The dialog took the button off what it believes to be its former screen.
        await query.message.edit_reply_markup(reply_markup=query.message.reply_markup)
    await query.answer()


async def words_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    question = texts(
        "🙋 Another moderator than the one who decided will look. If you like, write a few words:"
        " what did we not understand? Only moderators will read them; after a month they are"
        " erased."
    )
    if not dialog_manager.dialog_data.get("too_long"):
        return {"text": question}
    too_long = texts("\n⚠️ That is a little long: up to {limit} characters.", limit=WORDS_LIMIT)
    return {"text": f"{question}\n{too_long}"}


async def with_words(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    manager.dialog_data["too_long"] = len(text.strip()) > WORDS_LIMIT
    if not manager.dialog_data["too_long"]:
        await _appeal(manager, text)


async def without_words(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _appeal(manager, "")


async def _appeal(manager: DialogManager, words: str) -> None:
    context: BotContext = manager.middleware_data["context"]
    actor: Actor = manager.middleware_data["actor"]
    async with context.database.write() as session:
        await appeal(session, actor, start_data(manager)["incident"], words)
    await manager.switch_to(Appealing.sent)


_WINDOWS = (
    Window(
        Given("text"),
        TextInput(id="words", on_success=with_words),
        Button(T("Without words"), id="skip", on_click=without_words),
        to_menu(),
        state=Appealing.words,
        getter=words_window,
    ),
    Window(
        T("🙋 Thank you for saying so. Another moderator will look, and I will write to you."),
        to_menu(),
        state=Appealing.sent,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)


def create_router() -> Router:
    router = Router(name="appeals")
    router.callback_query.register(begin, F.data.regexp(r"^inc:(\d+):appeal$"))
    return router

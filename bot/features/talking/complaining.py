"""⚠️ One side complains about the other, in words of their own."""

from contextlib import suppress
from typing import Any

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import TextInput

from bot.context import BotContext
from bot.dialogs import Given, T, start_data, to_menu
from bot.features.talking.words import name_of
from bot.states import Complaining
from bot.texts import Texts
from community.core.actor import Actor
from community.relay import queries, service
from community.relay.errors import WordsTooLong
from community.relay.rules import COMPLAINT_LIMIT


async def begin(
    query: CallbackQuery, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    conversation_id = int((query.data or "").split(":")[1])
    async with context.database.read() as session:
        await queries.conversation_of(session, actor, conversation_id)
    await dialog_manager.start(
        Complaining.words,
        data={"talk": conversation_id},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )
    if isinstance(query.message, Message):
        # The dialog took the buttons off what it believes to be its former screen.
        with suppress(TelegramBadRequest):  # deleted meanwhile
            await query.message.edit_reply_markup(reply_markup=query.message.reply_markup)
    await query.answer()


async def words_window(
    dialog_manager: DialogManager, context: BotContext, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        talk = await queries.conversation_of(session, actor, start_data(dialog_manager)["talk"])
    side = talk.side_of(actor.person_id)
    assert side is not None
    question = texts(
        "⚠️ What was wrong? Write it in your own words.\n\nTwo people of the club will look into it"
        " together, never one alone: a leader and somebody else. They read the words of this"
        " conversation, but see only «{mine}» and «{name}». {name} is told nothing of it by me; in"
        " /privacy you both can see that it was read.",
        mine=name_of(talk, side, texts),
        name=name_of(talk, side.other, texts),
    )
    if not dialog_manager.dialog_data.get("too_long"):
        return {"text": question}
    too_long = texts("\n⚠️ That is a little long: up to {limit} characters.", limit=COMPLAINT_LIMIT)
    return {"text": f"{question}\n{too_long}"}


async def with_words(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    context: BotContext = manager.middleware_data["context"]
    actor: Actor = manager.middleware_data["actor"]
    try:
        async with context.database.write() as session:
            await service.complain(session, actor, start_data(manager)["talk"], text)
    except WordsTooLong:
        manager.dialog_data["too_long"] = True
        return
    await manager.switch_to(Complaining.sent)


_WINDOWS = (
    Window(
        Given("text"),
        TextInput(id="words", on_success=with_words),
        to_menu(),
        state=Complaining.words,
        getter=words_window,
    ),
    Window(
        T(
            "Thank you for saying so. Two people will look into it, and I will write to you what"
            " came of it. If you need somebody now: /sos"
        ),
        to_menu(),
        state=Complaining.sent,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)

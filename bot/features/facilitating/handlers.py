"""Buttons under what whoever leads a group was sent: after a meeting, and for a new chat."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.chats.rights import check_chat
from bot.states import Facilitate
from bot.tapping import Tap
from bot.texts import Texts
from community.chats.models import Chat
from community.core.actor import Actor
from community.selfhelp.meetings import queries as meetings
from community.selfhelp.members import room


async def mark(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        meeting, _ = await meetings.led_meeting(session, actor, tap.id)
    opened = {"group": meeting.group_id, "meeting": meeting.id}
    await open_at(dialog_manager, Facilitate.marking, opened)
    await tap.say()


async def bind(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    bot: Bot,
    dialog_manager: DialogManager,
) -> None:
    """«This is the chat of …» under the word that the bot is in a new chat."""
    _, group_id, chat_id = (query.data or "").split(":")
    async with context.database.write() as session:
        await room.bind_chat(session, actor, int(group_id), int(chat_id))
    async with context.database.read() as session:
        chat = await session.get_one(Chat, int(chat_id))
    await check_chat(context, bot, chat)
    await open_at(dialog_manager, Facilitate.desk, {"group": int(group_id), "said": "bound"})
    await query.answer()


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="facilitating")
    router.callback_query.register(mark, F.data.regexp(r"^grpd:(\d+):came$"))
    router.callback_query.register(bind, F.data.regexp(r"^grpc:(\d+):(\d+)$"))
    return router

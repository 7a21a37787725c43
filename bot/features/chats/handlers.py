"""Buttons under the messages about chats: binding, raids, doubtful requests."""

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.context import BotContext
from bot.screen import Screen, replace
from bot.states import BindChat
from bot.texts import Texts
from community.chats import joining, queries, raids
from community.core.actor import Actor


async def bind(
    query: CallbackQuery, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    _, chat_id, _ = (query.data or "").split(":")
    async with context.database.read() as session:
        await queries.chat_to_bind(session, actor, int(chat_id))
    await dialog_manager.start(
        BindChat.purpose, data={"chat": int(chat_id)}, mode=StartMode.RESET_STACK
    )


async def end_raid(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    _, raid_id, answer = (query.data or "").split(":")
    async with context.database.write() as session:
        handled = await raids.end_raid(
            session, actor, int(raid_id), decline_strangers=answer == "decline"
        )
    text = texts.plural(
        "The door works as usual again. {count} request was taken up.",
        "The door works as usual again. {count} requests were taken up.",
        handled,
    )
    await replace(query, Screen(text))
    await query.answer()


async def answer_request(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    _, request_id, answer = (query.data or "").split(":")
    async with context.database.write() as session:
        await joining.answer_request(session, actor, int(request_id), admit=answer == "admit")
    await replace(query, Screen(texts("Done, thank you.")))
    await query.answer()


def create_router() -> Router:
    router = Router(name="chats")
    router.callback_query.register(bind, F.data.regexp(r"^chat:(\d+):bind$"))
    router.callback_query.register(end_raid, F.data.regexp(r"^raid:(\d+):(restore|decline)$"))
    router.callback_query.register(answer_request, F.data.regexp(r"^ask:(\d+):(admit|decline)$"))
    return router

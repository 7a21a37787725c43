"""A tap under the letter of the week."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.tapping import Tap
from bot.texts import Texts
from community.announcements import service
from community.core.actor import Actor


async def read(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """The whole of it comes as a message of its own, so that the list stays where it is."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await service.read_whole(session, actor, tap.id)
    await tap.say()


def create_router() -> Router:
    router = Router(name="announcements")
    router.callback_query.register(read, F.data.regexp(r"^announcement:(\d+):read$"))
    return router

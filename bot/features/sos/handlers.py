"""The button under the kind word that somebody got without asking for it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.screen import Screen, replace
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import NotFound
from community.duty import service


async def all_right(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """It was meant otherwise. Nobody is asked to explain."""
    try:
        async with context.database.write() as session:
            await service.take_back(session, actor)
    except NotFound:  # it is over already
        pass
    await replace(query, Screen(texts("I am glad. If it gets hard, I am here at any hour: /sos")))
    await query.answer()


def create_router() -> Router:
    router = Router(name="sos")
    router.callback_query.register(all_right, F.data == "sos:back")
    return router

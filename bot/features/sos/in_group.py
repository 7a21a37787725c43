"""/sos typed into a chat of the club: it goes at once, and the numbers come in private."""

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command
from aiogram.types import Message

from bot.context import BotContext
from bot.features.moderation.commands import vanish
from bot.features.sos.words import numbers
from bot.screen import Screen, link, show
from bot.texts import Texts


async def call_in_group(message: Message, context: BotContext, texts: Texts) -> None:
    """Whoever never spoke to the bot is shown the way, without a word of who that is."""
    await vanish(message)
    assert message.bot is not None
    assert message.from_user is not None
    words = await numbers(context, texts)
    more = texts("Nobody in the chat has seen it. Press /sos here, and I call a person to you.")
    try:
        await show(message.bot, message.from_user.id, Screen(f"{words}\n\n{more}"))
    except (TelegramBadRequest, TelegramForbiddenError):
        await _show_the_way(message, Texts("ru", context.zone))  # a group has many readers


async def _show_the_way(message: Message, texts: Texts) -> None:
    assert message.bot is not None
    me = await message.bot.me()
    way = link(texts("🆘 I need help now"), f"https://t.me/{me.username}?start=sos")
    words = texts("If a life is in danger, dial 112. A person of the club comes in private:")
    await show(message.bot, message.chat.id, Screen(words, [[way]]))


def create_router() -> Router:
    router = Router(name="sos_in_groups")
    in_group = F.chat.type.in_({"group", "supergroup"})
    router.message.register(call_in_group, in_group, ~F.sender_chat, Command("sos"))
    return router

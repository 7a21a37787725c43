"""/events typed into a chat: a few lines that anybody there may read; the rest in private."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import Message
from markupsafe import Markup

from bot.context import BotContext
from bot.features.events.words import seats_line
from bot.screen import Screen, link
from bot.texts import Texts
from community.events.posting.queries import coming_for_chat
from community.events.signing.queries import lines_of

_SHOWN = 5


async def list_in_group(message: Message, context: BotContext) -> None:
    """A chat that hears of no events, a guardianship body's, is not told of them here either."""
    texts = Texts("ru", context.zone)  # a group has many readers; the region speaks Russian
    address = str(message.chat.id)
    async with context.database.read() as session:
        events = await coming_for_chat(session, context.messenger, address, _SHOWN)
        if events is None:
            return
        lines = await lines_of(session, events)
    rows = [
        Markup("• {} · <b>{}</b> · {}").format(
            texts.when(event.starts_at), event.title, seats_line(lines[event.id], texts)
        )
        for event in events
    ]
    assert message.bot is not None
    me = await message.bot.me()
    way = link(texts("📅 All events, and signing up"), f"https://t.me/{me.username}?start=events")
    words = texts("📅 <b>What is coming</b>") if rows else texts("📅 Nothing is planned just now.")
    screen = Screen("\n".join([words, *rows]), [[way]])
    await message.reply(screen.text, reply_markup=screen.keyboard)


def create_router() -> Router:
    router = Router(name="events_in_groups")
    router.message.register(
        list_in_group, F.chat.type.in_({"group", "supergroup"}), Command("events")
    )
    return router

"""«💬 Психолог Ирина»: what can be done in a conversation, and which ones there are.

Reached from `talk:ID:panel`, which the areas above put under their own messages; `talk:0:list` is
all of somebody's conversations.
"""

from collections.abc import Awaitable, Callable, Sequence

from aiogram.types import CallbackQuery, InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.features.talking.words import name_of
from bot.screen import Row, Screen, button, show
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.relay import queries
from community.relay.kinds import Side
from community.relay.models import Conversation

# What an area above offers in a conversation of its own (to end it, to book a time): buttons with
# callbacks of that area. Nothing for conversations that are not its.
MoreRows = Callable[[AsyncSession, Actor, Conversation, Texts], Awaitable[Sequence[Row]]]


class Panel:
    """The screens of conversations, with what the areas above add to them."""

    def __init__(self, more: Sequence[MoreRows] = ()) -> None:
        self._more = more

    async def show(
        self, query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
    ) -> None:
        """In place of the list; else as a message of its own: what stands above is to stay."""
        tap = Tap.of(query, context, actor, texts)
        async with context.database.read() as session:
            talk = await queries.conversation_of(session, actor, tap.id)
            several = len(await queries.mine(session, actor)) > 1
            rows = [
                row for rows_of in self._more for row in await rows_of(session, actor, talk, texts)
            ]
        side = talk.side_of(actor.person_id)
        assert side is not None
        screen = Screen(_words(talk, side, texts), [*_rows(talk, side, texts), *rows])
        if several:
            screen = Screen(screen.text, [*screen.rows, [_to_list(texts)]])
        if tap.verb == "open":
            await tap.show(screen)
        else:
            assert query.bot is not None
            await show(query.bot, query.from_user.id, screen)
        await tap.say()

    async def list(
        self, query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
    ) -> None:
        tap = Tap.of(query, context, actor, texts)
        async with context.database.read() as session:
            talks = await queries.mine(session, actor)
        await tap.show(_list(talks, actor, texts))
        await tap.say()


def _list(talks: Sequence[Conversation], actor: Actor, texts: Texts) -> Screen:
    if not talks:
        return Screen(texts("No conversation is open now. /menu"))
    rows: list[Row] = []
    for talk in talks:
        side = talk.side_of(actor.person_id)
        assert side is not None
        rows.append([button(f"💬 {name_of(talk, side.other, texts)}", f"talk:{talk.id}:open")])
    return Screen(texts("Your conversations"), rows)


def _to_list(texts: Texts) -> InlineKeyboardButton:
    return button(texts("💬 All conversations"), "talk:0:list")


def _words(talk: Conversation, side: Side, texts: Texts) -> str:
    name, mine = name_of(talk, side.other, texts), name_of(talk, side, texts)
    head = texts("💬 <b>{name}</b>", name=name)
    if talk.closed_at is not None:
        over = texts("This conversation is over. What was said is erased later by itself.")
        return f"{head}\n\n{over}"
    how = texts(
        "Just write, right here: {name} alone reads it. If you write with several people, answer"
        " one of their messages.",
        name=name,
    )
    if talk.revealed_at is None:
        known = texts("They see you as «{mine}», and nothing else of you.", mine=mine)
    else:
        known = texts("Names, numbers and links may be sent here.")
    return f"{head}\n\n{how}\n{known}"


def _rows(talk: Conversation, side: Side, texts: Texts) -> list[Row]:
    back = [button(texts("🗑 Take my last message back"), f"talk:{talk.id}:back")]
    complain = [button(texts("⚠️ Complain"), f"talk:{talk.id}:complain")]
    agreed = talk.asker_reveals if side is Side.ASKER else talk.helper_reveals
    if talk.closed_at is not None:
        return [back, complain]
    if talk.revealed_at is not None or agreed:
        return [back, complain]
    return [back, [button(texts("🤝 Open up to each other"), f"talk:{talk.id}:reveal")], complain]

"""Taps on the card of a storm: all of it at once, or one by one in private."""

from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from aiogram import F
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.features.moderation.queue import queue_screen
from bot.features.moderation.storm_cards import storm_screen, sure_screen
from bot.screen import show
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import DomainError
from moderation.incidents.deciding import decide, undo
from moderation.incidents.kinds import Decision
from moderation.incidents.moderators import require_moderator
from moderation.incidents.storm_cards import (
    StormCard,
    decided_in_storm,
    storm_card,
    waiting_in_storm,
)

log = structlog.get_logger()
_AT_ONCE = 100  # each is a decision of its own, with its audit and its undo


async def decide_all(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """The same word on everything that still waits; each can be undone by itself."""
    tap = Tap.of(query, context, actor, texts)
    require_moderator(actor)
    await _own_card(tap, context)
    await tap.say(texts("A moment, please…"))
    async with context.database.read() as session:
        waiting = await waiting_in_storm(session, actor, tap.id, _AT_ONCE)
    word = partial(decide, actor=actor, decision=Decision(tap.verb))
    for incident_id in waiting:
        await _act_on_one(context, incident_id, word)
    await _show(tap, context)


async def undo_all(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Whatever people decided about it is taken back."""
    tap = Tap.of(query, context, actor, texts)
    require_moderator(actor)
    await _own_card(tap, context)
    await tap.say(texts("A moment, please…"))
    async with context.database.read() as session:
        decided = await decided_in_storm(session, actor, tap.id, _AT_ONCE)
    for incident_id in decided:
        await _act_on_one(context, incident_id, partial(undo, actor=actor))
    await _show(tap, context)


async def _act_on_one(
    context: BotContext, incident_id: int, act: Callable[..., Awaitable[object]]
) -> None:
    """What cannot be done (an own message, one that was decided meanwhile) is left."""
    try:
        async with context.database.write() as session:
            await act(session, incident_id=incident_id)
    except DomainError as error:
        log.info("left_in_storm", incident_id=incident_id, code=error.code)


async def be_sure(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    require_moderator(actor)
    await tap.show(sure_screen(await _own_card(tap, context), tap.card_texts))
    await tap.say()


async def show_again(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    await _own_card(tap, context)
    await _show(tap, context)
    await tap.say()


async def one_by_one(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """The queue in private: a chat of moderators is not the place for a hundred cards."""
    tap = Tap.of(query, context, actor, texts)
    await _own_card(tap, context)
    assert query.bot is not None
    try:
        await show(query.bot, query.from_user.id, await queue_screen(context, actor, texts))
    except TelegramForbiddenError:
        await tap.say(texts("Please open a private chat with me first: /start"), alert=True)
    else:
        await tap.say(texts("I have written to you in private."))


async def _own_card(tap: Tap, context: BotContext) -> StormCard:
    """As far as whoever tapped may know of it."""
    async with context.database.read() as session:
        return await storm_card(session, tap.actor, tap.id)


async def _show(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        card = await storm_card(session, tap.reader, tap.id)
    await tap.show(storm_screen(card, tap.card_texts))


def register(taps: TelegramEventObserver) -> None:
    taps.register(decide_all, F.data.regexp(r"^storm:(\d+):(right|innocent)$"))
    taps.register(undo_all, F.data.regexp(r"^storm:(\d+):undo$"))
    taps.register(be_sure, F.data.regexp(r"^storm:(\d+):sure$"))
    taps.register(show_again, F.data.regexp(r"^storm:(\d+):show$"))
    taps.register(one_by_one, F.data.regexp(r"^storm:(\d+):list$"))

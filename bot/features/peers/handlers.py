"""Taps on the cards of both sides, and the ways in from other areas."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.peers.cards import asked_screen
from bot.features.peers.in_talk import end_screen
from bot.features.peers.standing import own_screen
from bot.features.peers.words import situation_name
from bot.screen import Screen
from bot.sentences import sentence
from bot.states import Peers
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.peers.asking import queries, service
from community.peers.asking.errors import PeerRequestOver
from community.peers.asking.service import Ask
from community.relay.queries import conversation_of

_Step = Callable[..., Awaitable[Any]]
_ANSWERS: Mapping[str, _Step] = {
    "yes": service.accept,
    "no": service.decline,
    "never": service.never_again,
}
_STEPS: Mapping[str, _Step] = {
    "open": service.open_talk,
    "others": service.look_on,
    "cancel": service.cancel,
}


async def answer(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Of whoever was asked. Whoever was slower reads on the card that somebody is found."""
    tap = Tap.of(query, context, actor, texts)
    over = None
    try:
        async with context.database.write() as session:
            await _ANSWERS[tap.verb](session, actor, tap.id)
    except PeerRequestOver as error:
        over = sentence(error, texts)
    async with context.database.read() as session:
        asked = await queries.asked_of(session, actor, tap.id)
    await tap.show(asked_screen(asked, texts))
    if over:
        await tap.say(over, alert=True)
    elif tap.verb == "never":
        words = texts(
            "I do not ask you about it any more: «{situation}». To change that: 👤 Profile → 🧩 My"
            " experience.",
            situation=situation_name(asked.situation, texts),
        )
        await tap.say(words, alert=True)
    else:
        await tap.say()


async def step(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Of whoever asks."""
    tap = Tap.of(query, context, actor, texts)
    over = None
    try:
        async with context.database.write() as session:
            await _STEPS[tap.verb](session, actor, tap.id)
    except PeerRequestOver as error:
        over = sentence(error, texts)
    await _show_own(tap, context, tap.id)
    await tap.say(over, alert=over is not None)


async def ask_near(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Nobody was found elsewhere: the same question, to the own district as well."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        before = (await queries.own(session, actor, tap.id)).request
    wanted = Ask(before.situation_id, elsewhere=False)
    async with context.database.write() as session:
        request = await service.ask(session, actor, wanted)
    await _show_own(tap, context, request.id)
    await tap.say()


async def show_own(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    await _show_own(tap, context, tap.id)
    await tap.say()


async def _show_own(tap: Tap, context: BotContext, request_id: int) -> None:
    async with context.database.read() as session:
        screen = await own_screen(session, tap.actor, request_id, tap.texts)
    await tap.show(screen)


async def choose(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """From any card, perhaps with the situation that it is about."""
    tap = Tap.of(query, context, actor, texts)
    if tap.id:
        await open_at(dialog_manager, Peers.ask, {"situation": tap.id})
    else:
        await open_at(dialog_manager, Peers.choose)
    await tap.say()


async def end(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Asked before it is done, as it cannot be undone."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        talk = await conversation_of(session, actor, tap.id)
    await tap.show(end_screen(talk, actor, texts))
    await tap.say()


async def end_now(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await service.end_talk(session, actor, tap.id)
    words = texts(
        "The conversation is over. What was said is erased later by itself. Thank you both! /menu"
    )
    await tap.show(Screen(words))
    await tap.say()


def create_router() -> Router:
    router = Router(name="peers")
    taps = router.callback_query
    taps.register(answer, F.data.regexp(rf"^peer:(\d+):({'|'.join(_ANSWERS)})$"))
    taps.register(step, F.data.regexp(rf"^mypeer:(\d+):({'|'.join(_STEPS)})$"))
    taps.register(ask_near, F.data.regexp(r"^mypeer:(\d+):near$"))
    taps.register(show_own, F.data.regexp(r"^mypeer:(\d+):show$"))
    taps.register(choose, F.data.regexp(r"^peers:(\d+):choose$"))
    taps.register(end, F.data.regexp(r"^peertalk:(\d+):end$"))
    taps.register(end_now, F.data.regexp(r"^peertalk:(\d+):end_now$"))
    return router

"""Taps on the cards of requests: take, decline, suggest to meet, hand on, finish."""

from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.features.helping.cards import card_screen, finish_screen, pass_screen
from bot.sentences import sentence
from bot.tapping import Tap
from bot.texts import Texts
from community.consultations.requests import queries, service
from community.consultations.requests.closing import SAID_BY_SPECIALIST
from community.consultations.requests.errors import LoadReached, RequestClosed, RequestTaken
from community.consultations.requests.kinds import RequestOutcome, RequestState
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.people import queries as people
from community.relay import service as relay
from community.relay.kinds import Medium
from community.relay.service import Said

_Step = Callable[..., Awaitable[Any]]
_STEPS: dict[str, _Step] = {
    "take": service.accept,
    "decline": service.decline,
    "hand_on": service.hand_on,
}
_OVERTAKEN = (LoadReached, RequestTaken, RequestClosed)


async def step(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Whatever stands in the way is said, and the card shows how things are."""
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await _STEPS[tap.verb](session, actor, tap.id)
    except _OVERTAKEN as error:
        await _refresh(tap, context)
        await tap.say(sentence(error, texts), alert=True)
        return
    await _refresh(tap, context)
    await tap.say(_said(tap.verb, texts))


def _said(verb: str, texts: Texts) -> str:
    return {
        "take": texts("Thank you! They hear at once that you are there."),
        "decline": texts("That is all right. I am asking others."),
        "hand_on": texts("I am looking for a colleague. Thank you for what you did."),
    }[verb]


async def finish(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await service.close(session, actor, tap.id, RequestOutcome(tap.verb))
    except _OVERTAKEN as error:
        await _refresh(tap, context)
        await tap.say(sentence(error, texts), alert=True)
        return
    await _refresh(tap, context)
    await tap.say(texts("Written down. Thank you for your help!"))


async def ask(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """How it ended, or whether it is really to be handed on: asked before it is done."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        try:
            card = await queries.offered(session, actor, tap.id)
        except NotFound:
            card = None
    if card is None or card.request.state is not RequestState.TAKEN:
        await _refresh(tap, context)
        await tap.say()
        return
    screen = finish_screen if tap.verb == "finish" else pass_screen
    await tap.show(screen(card, texts))
    await tap.say()


async def suggest(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """A word to the parent, in the parent's language: times are theirs to choose."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        request = (await queries.offered(session, actor, tap.id)).request
        parent = await people.person(session, request.person_id)
    if request.state is not RequestState.TAKEN or request.conversation_id is None:
        await _refresh(tap, context)
        await tap.say()
        return
    words = _shall_we_meet(Texts(parent.language, context.zone))
    async with context.database.write() as session:
        said = Said(Medium.TEXT, words, None)
        once = f"meet:{request.id}:{now(session):%d%H%M}"  # a second tap says it once
        await relay.say(session, actor, request.conversation_id, said, once=once)
    await tap.say(texts("Passed on: «{words}»", words=words), alert=True)


def _shall_we_meet(texts: Texts) -> str:
    said = texts("Shall we meet? Please choose a time that suits you: /consult, then your request.")
    return unescape(said)  # plain words, as if the specialist had typed them


async def show_card(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    await _refresh(tap, context)
    await tap.say()


async def _refresh(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        screen = await card_screen(session, tap.actor, tap.id, tap.texts)
    await tap.show(screen)


def create_router() -> Router:
    router = Router(name="helping")
    taps = router.callback_query
    taps.register(step, F.data.regexp(rf"^srq:(\d+):({'|'.join(_STEPS)})$"))
    taps.register(finish, F.data.regexp(rf"^srq:(\d+):({'|'.join(SAID_BY_SPECIALIST)})$"))
    taps.register(ask, F.data.regexp(r"^srq:(\d+):(finish|pass)$"))
    taps.register(suggest, F.data.regexp(r"^srq:(\d+):suggest$"))
    taps.register(show_card, F.data.regexp(r"^srq:(\d+):show$"))
    return router

"""Taps on the cards of signals, on offered duties, and the answer after a hard night."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.features.duty.cards import OUTCOMES, signal_screen
from bot.features.duty.words import debrief_label, turn_name
from bot.screen import Screen, button, show
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.core.markdown import to_html
from community.duty import debriefs, ending, going, queries, roster, service
from community.duty.errors import SignalClosed, SignalTaken
from community.duty.kinds import DebriefAnswer, Outcome
from community.membership.documents.queries import document

_Step = Callable[..., Awaitable[Any]]
_STEPS: dict[str, _Step] = {
    "take": going.take,
    "decline": going.decline,
    "contact": going.note_contact,
    "hand_on": going.hand_on,
    "reopen": ending.reopen,
}


async def step(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Of two who go at one moment, the second reads who is there already."""
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await _STEPS[tap.verb](session, actor, tap.id)
    except (SignalTaken, SignalClosed):
        await _refresh(tap, context)
        await tap.say(texts("Somebody was a moment faster: the card shows who."), alert=True)
        return
    await _refresh(tap, context)
    await tap.say(_said(tap.verb, texts))


def _said(verb: str, texts: Texts) -> str:
    return {
        "take": texts("Thank you. They know that you are here."),
        "decline": texts("That is all right. I am asking others."),
        "contact": texts("Written down."),
        "hand_on": texts("I am asking others. Thank you for what you did."),
        "reopen": texts("You are with them again."),
    }[verb]


async def end(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await ending.close(session, actor, tap.id, Outcome(tap.verb))
    except SignalClosed:
        await _refresh(tap, context)
        await tap.say(texts("Somebody was a moment faster: the card shows who."), alert=True)
        return
    await _refresh(tap, context)
    await tap.say(texts("Done. The button under the card takes it back."))


async def show_card(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """From a list to the card; that it was opened is logged."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        card = await service.view_card(session, actor, tap.id)
    await tap.show(signal_screen(card, actor, texts))
    await tap.say()


async def danger(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """When somebody must report danger to a child, and who decides: the club's own text."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        await queries.card(session, actor, tap.id)
        shown = await document(session, "danger_to_child", texts.language)
    assert query.bot is not None
    back = [[button(texts("⬅️ To the card"), f"sig:{tap.id}:show")]]
    await show(query.bot, query.from_user.id, Screen(to_html(shown.body), back))
    await tap.say()


async def _refresh(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        card = await queries.card(session, tap.actor, tap.id)
    await tap.show(signal_screen(card, tap.actor, tap.texts))


async def take_over(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """The one tap that helps a colleague out."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        duty = await roster.take_over(session, actor, tap.id)
    turn = turn_name(duty.day, duty.half, texts)
    await tap.show(Screen(texts("Thank you! {turn} is yours. /duty", turn=turn)))
    await tap.say()


async def answer_debrief(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    said = DebriefAnswer(tap.verb)
    async with context.database.write() as session:
        await debriefs.answer(session, actor, tap.id, said)
    if said is DebriefAnswer.NO:
        words = texts("I am glad. If it comes back later, a leader is always there for you.")
    else:
        words = texts(
            "«{answer}»: I have passed it on to the leaders, and nobody else. They will write to"
            " you.",
            answer=debrief_label(said, texts),
        )
    await tap.show(Screen(words))
    await tap.say()


def create_router() -> Router:
    router = Router(name="duty")
    taps = router.callback_query
    taps.register(step, F.data.regexp(rf"^sig:(\d+):({'|'.join(_STEPS)})$"))
    taps.register(end, F.data.regexp(rf"^sig:(\d+):({'|'.join(OUTCOMES)})$"))
    taps.register(show_card, F.data.regexp(r"^sig:(\d+):show$"))
    taps.register(danger, F.data.regexp(r"^sig:(\d+):danger$"))
    taps.register(take_over, F.data.regexp(r"^dut:(\d+):take_over$"))
    taps.register(answer_debrief, F.data.regexp(rf"^deb:(\d+):({'|'.join(DebriefAnswer)})$"))
    return router

"""What is told about signals and duties, each time as things stand at that moment."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from bot.context import BotContext
from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.duty.cards import signal_screen
from bot.features.duty.words import debrief_label, turn_name
from bot.screen import Screen, button
from community.core.actor import Actor
from community.core.errors import NotAllowed, NotFound
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.duty import gaps, going, queries, service
from community.duty.kinds import DebriefAnswer, Half, SignalState
from community.duty.models import Debrief, Duty, Signal
from community.membership.people import queries as people

_HIDDEN = (NotFound, NotAllowed)  # the role was taken back meanwhile
_GAPS_SHOWN = 6


async def call(parcel: Parcel) -> Screen | None:
    """Somebody is in need: the card, while nobody has come or the reader has. It is logged."""
    actor = await _reader(parcel)
    with suppress(*_HIDDEN):
        async with parcel.context.database.write() as session:
            card = await service.view_card(session, actor, parcel.params["signal"])
        mine = card.signal.taken_by_id == actor.person_id
        if card.signal.state is SignalState.RAISED or mine:
            return signal_screen(card, actor, parcel.texts)
    return None


async def not_reached(context: BotContext, params: Mapping[str, Any]) -> None:
    """Whoever has blocked the bot is not waited for."""
    async with context.database.write() as session:
        await going.cannot_be_reached(session, params["signal"], params["person"])


async def still_waiting(parcel: Parcel) -> Screen | None:
    signal = await _signal(parcel, SignalState.RAISED)
    if signal is None:
        return None
    texts = parcel.texts
    since = texts.moment(signal.raised_at)
    text = texts("❗️ Nobody has come yet to somebody who is waiting since {since}.", since=since)
    return Screen(text, [[button(texts("👀 Show"), f"sig:{signal.id}:show")]])


async def update_card(parcel: Parcel) -> Outcome:
    """Every card of the signal that arrived here shows how it stands now."""
    signal_id, actor = parcel.params["signal"], await _reader(parcel)
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, "duty.signal", signal_id)
        try:
            card = await queries.card(session, actor, signal_id)
        except _HIDDEN:
            return SKIPPED
    if not sent:
        return SKIPPED
    screen = signal_screen(card, actor, parcel.texts)
    for message in sent:
        await edit_sent(parcel, message.sent_ref or "", screen)
    return Done(State.SENT)


async def called_again(parcel: Parcel) -> Screen | None:
    signal = await _signal(parcel, SignalState.TAKEN)
    if signal is None:
        return None
    texts = parcel.texts
    text = texts("❗️ They have called for help once more. Please write to them.")
    return Screen(text, [[button(texts("👀 Show"), f"sig:{signal.id}:show")]])


async def debrief(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        offered = await session.get(Debrief, parcel.params["debrief"])
    if offered is None or offered.answer is not None:
        return None
    texts = parcel.texts
    text = texts(
        "That was a hard one, and you were there. How are you? Whoever helps others may need"
        " somebody, too: leaders hear only that you would like to talk."
    )
    labels = [(answer, debrief_label(answer, texts)) for answer in DebriefAnswer]
    return Screen(text, [[button(label, f"deb:{offered.id}:{code}")] for code, label in labels])


async def debrief_wanted(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        offered = await session.get_one(Debrief, parcel.params["debrief"])
        person = await people.person(session, offered.person_id)
    if offered.answer in (None, DebriefAnswer.NO):
        return None
    texts = parcel.texts
    name = person.given_name or texts("an activist")
    if offered.answer is DebriefAnswer.SPECIALIST:
        return Screen(texts("{name} has had a hard duty and asks for a psychologist.", name=name))
    return Screen(texts("{name} has had a hard duty and would like to talk with you.", name=name))


async def planned(parcel: Parcel) -> Screen | None:
    return await _of_duty(parcel, parcel.texts("🗓 You are in the roster: {turn}. /duty"))


async def begins(parcel: Parcel) -> Screen | None:
    return await _of_duty(
        parcel, parcel.texts("🗓 Your duty begins soon: {turn}. Please keep the sound on. /duty")
    )


async def _of_duty(parcel: Parcel, text: str) -> Screen | None:
    """For whoever is still in that half of the day."""
    assert parcel.person is not None
    duty = await _duty(parcel)
    if duty is None or parcel.person.id not in (duty.person_id, duty.substitute_id):
        return None
    turn = turn_name(duty.day, duty.half, parcel.texts)
    if parcel.person.id == duty.substitute_id:
        turn = parcel.texts("{turn} (substitute)", turn=turn)
    return Screen(text.format(turn=turn))


async def unplanned(parcel: Parcel) -> Screen | None:
    day, half = date.fromisoformat(parcel.params["day"]), Half(parcel.params["half"])
    turn = turn_name(day, half, parcel.texts)
    return Screen(parcel.texts("🗓 You are no longer in the roster: {turn}. /duty", turn=turn))


async def offered(parcel: Parcel) -> Screen | None:
    duty = await _duty(parcel)
    if duty is None or duty.offered_at is None:
        return None
    texts = parcel.texts
    turn = turn_name(duty.day, duty.half, texts)
    text = texts("🗓 Somebody cannot be on duty: {turn}. Can you?", turn=turn)
    return Screen(text, [[button(texts("🤝 I will take it"), f"dut:{duty.id}:take_over")]])


async def taken_over(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        duty = await session.get(Duty, parcel.params["duty"])
        if duty is None:
            return None
        person = await people.person(session, duty.person_id)
    texts = parcel.texts
    name = person.given_name or texts("somebody of the club")
    turn = turn_name(duty.day, duty.half, texts)
    return Screen(texts("🗓 {name} takes over from you: {turn}. /duty", name=name, turn=turn))


async def empty_halves(parcel: Parcel) -> Screen | None:
    """Where nobody is on duty, as it stands at this moment."""
    async with parcel.context.database.read() as session:
        empty = await gaps.gaps(session, gaps.DAYS_AHEAD)
    if not empty:
        return None
    texts = parcel.texts
    lines = [f"• {turn_name(day, half, texts)}" for day, half in empty[:_GAPS_SHOWN]]
    if parcel.params["tonight"]:
        head = texts(
            "🌙 Tonight nobody is on duty. If somebody calls, all leaders are woken at once."
        )
        return Screen(f"{head}\n\n/duty")
    head = texts("🗓 Nobody is on duty here yet:")
    return Screen("\n".join([head, *lines, "", "/duty"]))


async def _signal(parcel: Parcel, *states: SignalState) -> Signal | None:
    """None when it stands otherwise by now: what the letter would say is no longer true."""
    async with parcel.context.database.read() as session:
        signal = await session.get_one(Signal, parcel.params["signal"])
    return signal if signal.state in states else None


async def _duty(parcel: Parcel) -> Duty | None:
    """None when it was taken out of the roster meanwhile."""
    async with parcel.context.database.read() as session:
        return await session.get(Duty, parcel.params["duty"])


async def _reader(parcel: Parcel) -> Actor:
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        return await people.actor_for(session, parcel.person.id, "bot")

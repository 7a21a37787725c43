"""Raising a signal: somebody may be in need, and a person is asked to come."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import letters, queries
from community.duty.calling import call_first, raised_until
from community.duty.ending import end
from community.duty.errors import CardFull
from community.duty.holding import called_to, note, open_of
from community.duty.kinds import Circle, Colour, Outcome, SignalSource, SignalState
from community.duty.models import Signal
from community.duty.rules import CARD_LIMIT, KEEP_WORDS, WORDS_LIMIT, redder
from community.membership.people import queries as people
from community.relay.rules import length_of


@dataclass(frozen=True)
class Cry:
    """What was heard of somebody. `words` are theirs; the district is that of the chat."""

    person_id: int
    source: SignalSource
    colour: Colour
    district_id: int | None = None
    chat_id: int | None = None
    incident_id: int | None = None
    words: str | None = None


@use_case
async def call_for_help(session: AsyncSession, actor: Actor, colour: Colour) -> Signal:
    """🆘: somebody is asked to come, at once. Pressed again, it becomes redder, not another."""
    person_id = actor.require_own(Action.SIGNAL_RAISE)
    return await raise_signal(session, actor, Cry(person_id, SignalSource.SOS, colour))


@use_case
async def call_late(session: AsyncSession, actor: Actor, colour: Colour) -> Signal:
    """🆘 that could not be heard when it was pressed; who waits reads that now it is."""
    person_id = actor.require_own(Action.SIGNAL_RAISE)
    signal = await raise_signal(session, actor, Cry(person_id, SignalSource.SOS, colour))
    await enqueue_all(session, [letters.heard(signal)])
    return signal


@use_case
async def hear(session: AsyncSession, actor: Actor, colour: Colour, words: str) -> Signal:
    """Despair that somebody wrote to the bot itself, at night and with no screen for it."""
    person_id = actor.require_own(Action.SIGNAL_RAISE)
    return await raise_signal(
        session, actor, Cry(person_id, SignalSource.DETECTOR, colour, words=words)
    )


async def raise_signal(session: AsyncSession, actor: Actor, cry: Cry) -> Signal:
    """The same for whoever was heard in a chat, in the running transaction."""
    known = await open_of(session, cry.person_id)
    if known is None:
        try:
            async with session.begin_nested():
                signal = await _new(session, cry)
        except IntegrityError:  # heard twice in the same moment
            known = await open_of(session, cry.person_id)
            assert known is not None
        else:
            note(session, actor, "raise", signal, colour=cry.colour.value)
            await call_first(session, signal)
            if cry.source is not SignalSource.SOS:
                await enqueue_all(session, [letters.heard(signal)])
            return signal
    await _hear_again(session, actor, known, cry)
    return known


async def _new(session: AsyncSession, cry: Cry) -> Signal:
    person = await people.person(session, cry.person_id)
    moment = now(session)
    signal = Signal(
        person_id=person.id,
        district_id=person.district_id or cry.district_id,
        chat_id=cry.chat_id,
        incident_id=cry.incident_id,
        source=cry.source,
        colour=cry.colour,
        words=_first(cry.words),
        state=SignalState.RAISED,
        circle=Circle.ON_DUTY,
        raised_at=moment,
        widens_at=await raised_until(session),
        erase_at=moment + KEEP_WORDS,
    )
    session.add(signal)
    return signal


def _first(words: str | None) -> str | None:
    """As much of what stands elsewhere as leaves room on the card for what comes after it."""
    return words and (words if len(words) <= WORDS_LIMIT else f"{words[:WORDS_LIMIT]}…")


async def _hear_again(session: AsyncSession, actor: Actor, signal: Signal, cry: Cry) -> None:
    signal.colour = redder(signal.colour, cry.colour)
    if cry.source is SignalSource.SOS:
        signal.source = cry.source
    signal.words = signal.words or _first(cry.words)
    signal.chat_id = signal.chat_id or cry.chat_id
    signal.incident_id = signal.incident_id or cry.incident_id
    note(session, actor, "repeat", signal, colour=cry.colour.value)
    told = letters.cards_changed(signal, await called_to(session, signal))
    if signal.state is SignalState.TAKEN:
        told.append(letters.called_again(signal))
    await enqueue_all(session, told)


@use_case
async def add_words(session: AsyncSession, actor: Actor, words: str) -> Signal:
    """What somebody writes before anybody has come. Raises NotFound, InvalidInput, CardFull.

    Nothing that was written down gives way to what comes later.
    """
    words = words.strip()
    if not words or len(words) > WORDS_LIMIT:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    signal = await open_of(session, actor.require_own(Action.SIGNAL_RAISE))
    if signal is None:
        raise NotFound(kind="signal")
    together = f"{signal.words}\n{words}" if signal.words else words
    if length_of(together) > CARD_LIMIT:
        raise CardFull
    signal.words = together
    told = letters.cards_changed(signal, await called_to(session, signal))
    await enqueue_all(session, told)
    return signal


@use_case
async def take_back(session: AsyncSession, actor: Actor) -> Signal:
    """The person themself says that it was a slip, or that talking has helped."""
    signal = await open_of(session, actor.require_own(Action.SIGNAL_RAISE))
    if signal is None:
        raise NotFound(kind="signal")
    came = signal.state is SignalState.TAKEN
    await end(session, actor, signal, Outcome.HELPED if came else Outcome.FALSE_ALARM)
    return signal


@use_case
async def view_card(session: AsyncSession, actor: Actor, signal_id: int) -> queries.Card:
    """Show a signal; the person can read in /privacy who looked."""
    card = await queries.card(session, actor, signal_id)
    note(session, actor, "view", card.signal)
    return card

"""Somebody goes, cannot go, cannot be reached, hands it on, has spoken."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, system_actor
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import aliases, letters
from community.duty.calling import call_first, raised_until, widen
from community.duty.errors import SignalClosed, SignalTaken
from community.duty.facts import SomebodyCame
from community.duty.holding import call_of, called_to, in_hand, in_own_hand, note, open_of
from community.duty.kinds import SignalState
from community.duty.models import Call, Signal
from community.relay import service as relay


@use_case
async def take(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """I am going. From now on the two write to each other through the bot.

    Raises NotFound out of sight, OwnSignal, SignalTaken, SignalClosed. Twice changes nothing.
    """
    signal = await in_hand(session, actor, signal_id)
    if signal.state is SignalState.CLOSED:
        raise SignalClosed
    if signal.state is SignalState.TAKEN:
        if signal.taken_by_id != actor.person_id:
            raise SignalTaken
        return signal
    await give(session, actor, signal)
    return signal


@use_case
async def decline(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """I cannot come now. When nobody of the circle is left, the next one is asked at once."""
    signal = await in_hand(session, actor, signal_id)
    if signal.state is not SignalState.RAISED:
        return signal
    mine = await call_of(session, signal, actor.person_id)
    if mine is None or mine.declined_at is not None:
        return signal
    mine.declined_at = now(session)
    note(session, actor, "decline", signal)
    await _ask_next_ones(session, signal)
    return signal


@use_case
async def cannot_be_reached(session: AsyncSession, signal_id: int, person_id: int) -> None:
    """The card did not arrive, as where somebody has blocked the bot: they are not waited for."""
    signal = await session.get(Signal, signal_id, with_for_update=TO_CHANGE, populate_existing=True)
    if signal is None or signal.state is not SignalState.RAISED:
        return
    theirs = await call_of(session, signal, person_id)
    if theirs is None or theirs.declined_at is not None:
        return
    theirs.declined_at = now(session)
    note(session, system_actor(), "unreachable", signal, person=person_id)
    await _ask_next_ones(session, signal)


async def _ask_next_ones(session: AsyncSession, signal: Signal) -> None:
    """Unless somebody of the circle may still come."""
    await session.flush()
    if not await _somebody_may_still_come(session, signal):
        await widen(session, signal)


@use_case
async def hand_on(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """Whoever came cannot stay: the others are asked again, from the one on duty."""
    signal = await in_own_hand(session, actor, signal_id)
    if signal.state is SignalState.CLOSED:
        raise SignalClosed
    await pass_on(session, actor, signal)
    return signal


async def pass_on(session: AsyncSession, actor: Actor, signal: Signal) -> None:
    """Whoever came is with the person no more; nor are they asked again."""
    await end_conversation(session, actor, signal)
    note(session, actor, "hand_on", signal)
    if mine := await call_of(session, signal, signal.taken_by_id):
        mine.declined_at = now(session)
    await enqueue_all(session, [letters.somebody_else_comes(signal)])
    await ask_again(session, signal)


@use_case
async def note_contact(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """They have spoken otherwise: by telephone, at the door, in the chat."""
    signal = await in_own_hand(session, actor, signal_id)
    if signal.contact_at is None:
        signal.contact_at = now(session)
        note(session, actor, "contact", signal)
    return signal


async def follow(session: AsyncSession, actor: Actor, person_id: int) -> None:
    """Whoever took the matter in hand elsewhere has come; nothing where somebody has already."""
    signal = await open_of(session, person_id)
    if signal is not None and signal.state is SignalState.RAISED:
        await give(session, actor, signal)


async def give(session: AsyncSession, actor: Actor, signal: Signal) -> None:
    taker = actor.require_own(Action.SIGNAL_VIEW)
    signal.state, signal.widens_at = SignalState.TAKEN, None
    signal.taken_by_id, signal.taken_at = taker, now(session)
    asker, helper = await aliases.of(session, signal.person_id, taker)
    conversation = await relay.open_conversation(session, asker, helper, guarded=False)
    signal.conversation_id = conversation.id
    note(session, actor, "take", signal)
    await publish(session, SomebodyCame(signal.id, signal.person_id, taker))
    called = await called_to(session, signal)
    told = [letters.somebody_came(signal), *letters.cards_changed(signal, called)]
    if taker not in called:  # they came of themselves, and need the card as well
        moment = now(session)
        call = Call(signal_id=signal.id, person_id=taker, circle=signal.circle, called_at=moment)
        session.add(call)
        told += letters.call(signal, [taker])
    await enqueue_all(session, told)


async def ask_again(session: AsyncSession, signal: Signal) -> None:
    widens_at = await raised_until(session)
    signal.state, signal.widens_at = SignalState.RAISED, widens_at
    signal.taken_by_id = signal.taken_at = None
    signal.outcome = signal.closed_at = signal.closed_by_id = None
    await session.flush()
    await enqueue_all(session, letters.cards_changed(signal, await called_to(session, signal)))
    await call_first(session, signal)


async def _somebody_may_still_come(session: AsyncSession, signal: Signal) -> bool:
    query = select(Call.id).where(
        Call.signal_id == signal.id, Call.circle == signal.circle, Call.declined_at.is_(None)
    )
    return await session.scalar(query.limit(1)) is not None


async def end_conversation(session: AsyncSession, actor: Actor, signal: Signal) -> None:
    """Without a word of its own: what is told says more than that."""
    if signal.conversation_id is not None:
        talk = await relay.close(
            session, system_actor(actor.source), signal.conversation_id, silently=True
        )
        signal.contact_at = signal.contact_at or talk.helper_spoke_at

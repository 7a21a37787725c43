"""How a signal ended, and that it has not ended after all."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import debriefs, letters
from community.duty.errors import SignalClosed, SignalTaken
from community.duty.facts import SignalEnded
from community.duty.going import ask_again, end_conversation, give
from community.duty.holding import called_to, in_hand, note, open_of, require_whose
from community.duty.kinds import Outcome, SignalSource, SignalState
from community.duty.models import Signal
from community.duty.rules import KEEP_WORDS

_UNDO_WITHIN = timedelta(days=1)


@use_case
async def close(session: AsyncSession, actor: Actor, signal_id: int, outcome: Outcome) -> Signal:
    """How it ended; by whoever came or a leader.

    That the bot or a neighbour was mistaken may be said by anybody asked. Who has pressed 🆘 was
    not: to know better, somebody must have gone to them.

    Raises NotFound out of sight, OwnSignal, NotAllowed, SignalClosed.
    """
    signal = await in_hand(session, actor, signal_id)
    if signal.state is SignalState.CLOSED:
        if (signal.outcome, signal.closed_by_id) == (outcome, actor.person_id):
            return signal
        raise SignalClosed
    if outcome is not Outcome.FALSE_ALARM or not signal.may_be_mistaken:
        require_whose(actor, signal)
    await end(session, actor, signal, outcome)
    return signal


@use_case
async def reopen(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """Undo the end: the actor is with the person again. Raises NotFound, SignalTaken."""
    signal = await in_hand(session, actor, signal_id)
    if signal.state is not SignalState.CLOSED:
        return signal
    if await open_of(session, signal.person_id) is not None:
        raise SignalTaken
    await debriefs.withdraw(session, signal)
    signal.outcome = signal.closed_at = signal.closed_by_id = None
    note(session, actor, "reopen", signal)
    await give(session, actor, signal)
    await publish(session, SignalEnded(signal.id, signal.person_id, actor.person_id, None))
    return signal


async def settle(session: AsyncSession, actor: Actor, person_id: int, outcome: Outcome) -> None:
    """What was decided elsewhere of the same matter; nothing where no signal is open.

    That a message was harmless says nothing of 🆘, which the person pressed as well.
    """
    signal = await open_of(session, person_id)
    if signal is None:
        return
    if outcome is Outcome.FALSE_ALARM and signal.source is SignalSource.SOS:
        return
    await end(session, actor, signal, outcome)


async def unsettle(session: AsyncSession, actor: Actor, person_id: int) -> None:
    """It was not over after all: somebody is asked to come again."""
    query = (
        select(Signal)
        .where(Signal.person_id == person_id, Signal.closed_at > now(session) - _UNDO_WITHIN)
        .order_by(Signal.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
    )
    signal = await session.scalar(query)
    if signal is None or await open_of(session, person_id) is not None:
        return
    await debriefs.withdraw(session, signal)
    note(session, actor, "reopen", signal)
    await ask_again(session, signal)


async def end(session: AsyncSession, actor: Actor, signal: Signal, outcome: Outcome) -> None:
    moment = now(session)
    came = signal.state is SignalState.TAKEN
    signal.state, signal.widens_at = SignalState.CLOSED, None
    signal.outcome, signal.closed_at = outcome, moment
    signal.closed_by_id, signal.erase_at = actor.person_id, moment + KEEP_WORDS
    note(session, actor, "close", signal, outcome=outcome.value)
    await end_conversation(session, actor, signal)
    told = letters.cards_changed(signal, await called_to(session, signal))
    helped = came and outcome not in (Outcome.FALSE_ALARM, Outcome.LAPSED)
    if helped:
        await debriefs.offer(session, signal)
    if outcome is not Outcome.LAPSED and actor.person_id != signal.person_id:
        told.append(letters.farewell(signal) if helped else letters.called_off(signal))
    await enqueue_all(session, told)
    await publish(session, SignalEnded(signal.id, signal.person_id, actor.person_id, outcome))

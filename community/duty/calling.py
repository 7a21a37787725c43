"""Asking people to come, circle after circle, until somebody does (decision 011, scenario 14)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import system_actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import letters
from community.duty.circles import members_of
from community.duty.holding import note
from community.duty.kinds import Circle, SignalState
from community.duty.models import Call, Signal
from community.duty.rules import next_circle

log = structlog.get_logger()
_AT_ONCE = 50


async def raised_until(session: AsyncSession) -> datetime:
    """When the next circle is asked, if nobody comes before."""
    minutes = (await load_options(session)).signal_wait_minutes
    return now(session) + timedelta(minutes=minutes)


async def call_first(session: AsyncSession, signal: Signal) -> None:
    """Whoever is on duty; where nobody is, at once the next ones."""
    signal.circle = Circle.ON_DUTY
    await _ask_until_somebody_is(session, signal)


async def widen(session: AsyncSession, signal: Signal) -> None:
    """The next circle. After the last the leaders are asked again: it never ends in silence."""
    known = len(await _calls(session, signal))
    signal.circle = next_circle(signal.circle)
    signal.widens_at = await raised_until(session)
    await _ask_until_somebody_is(session, signal)
    if len(await _calls(session, signal)) > known:
        await enqueue_all(session, [letters.calling_further(signal)])


@use_case
async def widen_due(session: AsyncSession) -> int:
    """Ask further wherever nobody has come in time; returns for how many that went well."""
    query = (
        select(Signal)
        .where(Signal.state == SignalState.RAISED, Signal.widens_at <= now(session))
        .order_by(Signal.widens_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = [signal.id for signal in await session.scalars(query)]
    return sum([await _widen_alone(session, signal_id) for signal_id in due])


async def _widen_alone(session: AsyncSession, signal_id: int) -> bool:
    """One that cannot be widened takes no other along; it is tried again with the next turn."""
    try:
        async with session.begin_nested():
            signal = await session.get_one(Signal, signal_id)
            await widen(session, signal)
    except SQLAlchemyError as error:
        log.error("signal_not_widened", signal=signal_id, error=type(error).__name__)  # noqa: TRY400
        return False
    return True


async def _ask_until_somebody_is(session: AsyncSession, signal: Signal) -> None:
    for _ in Circle:
        if await _ask(session, signal):
            return
        signal.circle = next_circle(signal.circle)
    # The club has neither activists nor leaders: the numbers of the helplines are all there is.
    log.error("signal_reaches_nobody", signal=signal.id)


async def _ask(session: AsyncSession, signal: Signal) -> bool:
    """Whether there was anybody in the circle: new ones get the card, the others a reminder."""
    members = await members_of(session, signal.circle, signal.district_id)
    members = [one for one in dict.fromkeys(members) if one != signal.person_id]
    calls = {call.person_id: call for call in await _calls(session, signal)}
    fresh = [one for one in members if one not in calls]
    await _write_down(session, signal, fresh)
    # Leaders are reminded even if they could not come before: they answer for somebody coming.
    waiting = [
        one
        for one in members
        if one in calls and (signal.circle is Circle.LEADERS or not calls[one].declined_at)
    ]
    told = letters.call(signal, fresh) + letters.still_waiting(signal, waiting, now(session))
    await enqueue_all(session, told)
    return bool(told)


async def _write_down(session: AsyncSession, signal: Signal, person_ids: Sequence[int]) -> None:
    if not person_ids:
        return
    moment = now(session)
    session.add_all(
        Call(signal_id=signal.id, person_id=one, circle=signal.circle, called_at=moment)
        for one in person_ids
    )
    circle, count = signal.circle.value, len(person_ids)
    note(session, system_actor(), "call", signal, circle=circle, people=count)
    await session.flush()


async def _calls(session: AsyncSession, signal: Signal) -> Sequence[Call]:
    query = select(Call).where(Call.signal_id == signal.id).order_by(Call.id)
    return (await session.scalars(query)).all()

"""A signal in hand: locked, within sight, and whose it is."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import TO_CHANGE
from community.core.errors import NotAllowed, NotFound
from community.duty import queries
from community.duty.errors import OwnSignal
from community.duty.kinds import SignalState
from community.duty.models import Call, Signal


async def open_of(session: AsyncSession, person_id: int) -> Signal | None:
    query = (
        select(Signal)
        .where(Signal.person_id == person_id, Signal.state != SignalState.CLOSED)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found: Signal | None = await session.scalar(query)
    return found


async def in_hand(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    """The signal, locked: of two who go at one moment the second is told who went first."""
    signal = await session.get(Signal, signal_id, with_for_update=TO_CHANGE, populate_existing=True)
    if signal is None or not await queries.may_see(session, actor, signal):
        raise NotFound(kind="signal")
    if signal.person_id == actor.person_id:
        raise OwnSignal
    return signal


async def in_own_hand(session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
    signal = await in_hand(session, actor, signal_id)
    require_whose(actor, signal)
    return signal


def require_whose(actor: Actor, signal: Signal) -> None:
    leads = actor.may(Action.DUTY_PLAN, signal.district_id)
    if signal.taken_by_id != actor.person_id and not leads:
        raise NotAllowed(action=Action.SIGNAL_VIEW.value)


async def call_of(session: AsyncSession, signal: Signal, person_id: int | None) -> Call | None:
    query = select(Call).where(Call.signal_id == signal.id, Call.person_id == person_id)
    found: Call | None = await session.scalar(query)
    return found


async def called_to(session: AsyncSession, signal: Signal) -> list[int]:
    """Everybody who has been asked, whatever they said."""
    query = select(Call.person_id).where(Call.signal_id == signal.id).order_by(Call.id)
    return list((await session.scalars(query)).all())


def note(session: AsyncSession, actor: Actor, action: str, signal: Signal, **facts: Any) -> None:
    subject = Subject(
        "signal", signal.id, person_id=signal.person_id, district_id=signal.district_id
    )
    record(session, actor, action, subject, **facts)

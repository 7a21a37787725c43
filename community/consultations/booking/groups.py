"""Group consultations: planned by a specialist, seats taken and given back (feature 37)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import letters, queries
from community.consultations.booking.errors import NoSeatsLeft, SlotTaken, TooLateToMove
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.models import GroupConsultation, GroupSeat, TakenQuarter
from community.consultations.booking.service import take_quarters
from community.consultations.schedule.rules import is_whole
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist
from community.consultations.specialists.queries import specialities_of
from community.consultations.specialists.service import in_hand
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now, zone_of
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case

TOPIC_LIMIT = 120
_LONGEST = timedelta(hours=4)


@dataclass(frozen=True)
class GroupPlan:
    speciality_id: int
    topic: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    format: Format
    district_id: int | None = None


@use_case
async def plan_group(
    session: AsyncSession, actor: Actor, specialist_id: int, plan: GroupPlan
) -> GroupConsultation:
    """Raises InvalidInput, NotFound, and SlotTaken where something stands at that time."""
    specialist = await in_hand(session, actor, specialist_id)
    await _check(session, specialist, plan)
    group = GroupConsultation(
        specialist_id=specialist.id,
        speciality_id=plan.speciality_id,
        topic=plan.topic.strip(),
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        seats=plan.seats,
        format=plan.format,
        district_id=plan.district_id if plan.format is Format.IN_PERSON else None,
        state=GroupState.PLANNED,
        planned_at=now(session),
    )
    try:
        async with session.begin_nested():
            session.add(group)
            await session.flush()
            take_quarters(session, specialist, plan.starts_at, plan.ends_at, group_id=group.id)
    except IntegrityError as error:
        raise SlotTaken from error
    _note(session, actor, "plan", group)
    return group


async def _check(session: AsyncSession, specialist: Specialist, plan: GroupPlan) -> None:
    if specialist.state is not SpecialistState.ACTIVE:
        raise NotFound(kind="specialist")
    known = (await specialities_of(session, [specialist.id])).get(specialist.id, ())
    if plan.speciality_id not in {one.id for one in known}:
        raise InvalidInput(field="speciality")
    if not 0 < len(plan.topic.strip()) <= TOPIC_LIMIT:
        raise InvalidInput(field="topic", limit=TOPIC_LIMIT)
    if plan.seats not in range(2, 101):
        raise InvalidInput(field="seats", limit="2–100")
    zone = zone_of(session)
    whole = all(is_whole(at.astimezone(zone).time()) for at in (plan.starts_at, plan.ends_at))
    if not whole or not timedelta() < plan.ends_at - plan.starts_at <= _LONGEST:
        raise InvalidInput(field="ends_at")
    if plan.starts_at <= now(session):
        raise InvalidInput(field="starts_at")


@use_case
async def take_seat(session: AsyncSession, actor: Actor, group_id: int) -> GroupSeat:
    """Once is enough. Raises NotFound, NoSeatsLeft, TooLateToMove."""
    person_id = actor.require_for_oneself(Action.HELP_ASK)
    group = await _planned(session, group_id)
    known = await _seat_of(session, group_id, person_id)
    if known is not None:
        return known
    occupied = {seat.seat for seat in await queries.seated(session, group_id)}
    free = [seat for seat in range(1, group.seats + 1) if seat not in occupied]
    if not free:
        raise NoSeatsLeft
    seat = GroupSeat(group_id=group.id, seat=free[0], person_id=person_id, taken_at=now(session))
    session.add(seat)
    await session.flush()
    await enqueue_all(session, letters.seat_taken(group, person_id, now(session)))
    return seat


@use_case
async def give_seat_back(session: AsyncSession, actor: Actor, group_id: int) -> None:
    """Twice changes nothing. Raises NotFound, TooLateToMove."""
    person_id = actor.require_own(Action.OWN_VIEW)
    await _planned(session, group_id)
    await session.execute(
        delete(GroupSeat).where(GroupSeat.group_id == group_id, GroupSeat.person_id == person_id)
    )


@use_case
async def cancel_group(session: AsyncSession, actor: Actor, group_id: int) -> GroupConsultation:
    """Everybody with a seat is told. Twice changes nothing. Raises NotFound, TooLateToMove."""
    group = await session.get(GroupConsultation, group_id)
    if group is None:
        raise NotFound(kind="group")
    await in_hand(session, actor, group.specialist_id)
    if group.state is GroupState.CANCELLED:
        return group
    await call_group_off(session, actor, await _planned(session, group_id))
    return group


async def call_group_off(session: AsyncSession, actor: Actor, group: GroupConsultation) -> None:
    group.state, group.ended_at = GroupState.CANCELLED, now(session)
    await session.execute(delete(TakenQuarter).where(TakenQuarter.group_id == group.id))
    _note(session, actor, "cancel", group)
    people = [seat.person_id for seat in await queries.seated(session, group.id)]
    await enqueue_all(session, letters.group_cancelled(group, people))


async def _planned(session: AsyncSession, group_id: int) -> GroupConsultation:
    """Locked: of two who want the last seat the second sees that it is gone."""
    group = await session.get(
        GroupConsultation, group_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if group is None or group.state is GroupState.CANCELLED:
        raise NotFound(kind="group")
    if group.starts_at <= now(session):
        raise TooLateToMove
    return group


async def _seat_of(session: AsyncSession, group_id: int, person_id: int) -> GroupSeat | None:
    query = select(GroupSeat).where(
        GroupSeat.group_id == group_id, GroupSeat.person_id == person_id
    )
    found: GroupSeat | None = await session.scalar(query)
    return found


def _note(session: AsyncSession, actor: Actor, action: str, group: GroupConsultation) -> None:
    record(session, actor, action, Subject("group_consultation", group.id))

"""Reading consultations, groups, and the free times that what is taken leaves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking.kinds import ConsultationState, GroupState
from community.consultations.booking.models import (
    Consultation,
    GroupConsultation,
    GroupSeat,
    TakenQuarter,
)
from community.consultations.schedule import queries as schedule
from community.consultations.schedule.queries import FreeTimes, Slot, Stretch, Wish
from community.consultations.schedule.rules import quarter_of
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist, Speciality
from community.core.actor import Action, Actor
from community.core.clock import now, zone_of
from community.core.errors import NotFound

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class GroupCard:
    """A group with how many seats are left, and whether the reader has one."""

    group: GroupConsultation
    left: int
    is_mine: bool


async def taken(
    session: AsyncSession, specialist_ids: Collection[int], only: date | None = None
) -> Mapping[int, list[Stretch]]:
    """The coming stretches (or those around one day) that are taken, each with its pause."""
    first = TakenQuarter.quarter
    query = select(TakenQuarter.specialist_id, first, TakenQuarter.length).where(
        TakenQuarter.specialist_id.in_(specialist_ids), TakenQuarter.length.is_not(None)
    )
    if only is None:
        query = query.where(first >= quarter_of(now(session) - _DAY))
    else:
        noon = datetime.combine(only, time(12), zone_of(session))
        query = query.where(first.between(quarter_of(noon - _DAY), quarter_of(noon + _DAY)))
    rows = (await session.execute(query.order_by(TakenQuarter.specialist_id))).all()
    return {
        specialist_id: [(begins, begins + (length or 0)) for _, begins, length in theirs]
        for specialist_id, theirs in groupby(rows, key=itemgetter(0))
    }


async def free_times(
    session: AsyncSession, specialists: Collection[Specialist], wish: Wish
) -> FreeTimes:
    """Everything a screen asks of the coming sixty days."""
    ids = [one.id for one in specialists]
    plans = await schedule.plans(session, specialists, await taken(session, ids))
    return schedule.free_times(session, plans, wish)


async def free_slots(
    session: AsyncSession, specialists: Collection[Specialist], wish: Wish, *, limit: int | None
) -> list[Slot]:
    """The next free times of these specialists; of travel to the wished district first."""
    return (await free_times(session, specialists, wish)).first(limit)


async def free_at(
    session: AsyncSession, specialists: Collection[Specialist], wish: Wish, moment: datetime
) -> list[Slot]:
    """Whoever of them is free at this moment: only its day is looked at."""
    ids, day = [one.id for one in specialists], moment.astimezone(zone_of(session)).date()
    plans = await schedule.plans(session, specialists, await taken(session, ids, day), day)
    return schedule.free_times(session, plans, wish).at(moment)


async def free_of_speciality(
    session: AsyncSession, speciality_id: int, wish: Wish, *, limit: int | None = None
) -> list[Slot]:
    """«Any psychologist»: the free times of all who are active."""
    return await free_slots(
        session, await specialists.who_helps(session, speciality_id), wish, limit=limit
    )


async def mine(session: AsyncSession, actor: Actor) -> Sequence[Consultation]:
    """The acting person's coming consultations as a parent."""
    person_id = actor.require_own(Action.OWN_VIEW)
    return (await session.scalars(_coming(Consultation.person_id == person_id, session))).all()


async def supervisions(
    session: AsyncSession, person_ids: Collection[int]
) -> Mapping[int, Sequence[datetime]]:
    """When those who lead groups were supervised, the last one first: days, no words."""
    query = (
        select(Consultation.person_id, Consultation.starts_at)
        .join(Speciality, Speciality.id == Consultation.speciality_id)
        .where(
            Consultation.person_id.in_(person_ids),
            Consultation.state == ConsultationState.HELD,
            Speciality.for_facilitators,
        )
        .order_by(Consultation.starts_at.desc())
    )
    found: dict[int, list[datetime]] = {}
    for person_id, starts_at in await session.execute(query):
        found.setdefault(person_id, []).append(starts_at)
    return found


async def of_specialist(session: AsyncSession, specialist_id: int) -> Sequence[Consultation]:
    """A specialist's coming consultations. For whoever may see the specialist."""
    query = _coming(Consultation.specialist_id == specialist_id, session)
    return (await session.scalars(query)).all()


async def of_request(session: AsyncSession, request_id: int) -> Sequence[Consultation]:
    """All consultations of a request. For whoever may see the request."""
    query = (
        select(Consultation)
        .where(Consultation.request_id == request_id)
        .order_by(Consultation.starts_at, Consultation.id)
    )
    return (await session.scalars(query)).all()


def _coming(whose, session: AsyncSession) -> Select[Consultation]:  # type: ignore[no-untyped-def]  # noqa: ANN001  a condition
    return (
        select(Consultation)
        .where(
            whose,
            Consultation.state == ConsultationState.BOOKED,
            Consultation.ends_at > now(session) - _DAY,
        )
        .order_by(Consultation.starts_at, Consultation.id)
    )


async def consultation_of(
    session: AsyncSession, actor: Actor, consultation_id: int
) -> tuple[Consultation, Specialist]:
    """For one of the two who meet. Raises NotFound for everybody else."""
    found = await session.get(Consultation, consultation_id)
    if found is None:
        raise NotFound(kind="consultation")
    specialist = await session.get_one(Specialist, found.specialist_id)
    if actor.person_id is None or actor.person_id not in (found.person_id, specialist.person_id):
        raise NotFound(kind="consultation")
    return found, specialist


async def consultation(session: AsyncSession, consultation_id: int) -> Consultation:
    """For whoever delivers a letter about it. Raises NotFound."""
    found = await session.get(Consultation, consultation_id)
    if found is None:
        raise NotFound(kind="consultation")
    return found


async def moved_from(session: AsyncSession, consultation_id: int) -> Consultation | None:
    """The former time of a consultation that was moved here."""
    query = select(Consultation).where(Consultation.moved_to_id == consultation_id)
    found: Consultation | None = await session.scalar(query.limit(1))
    return found


async def group(session: AsyncSession, group_id: int) -> GroupConsultation:
    found = await session.get(GroupConsultation, group_id)
    if found is None:
        raise NotFound(kind="group")
    return found


async def coming_groups(
    session: AsyncSession, actor: Actor, speciality_id: int | None = None
) -> list[GroupCard]:
    """Groups that are to come, for parents to choose from."""
    person_id = actor.require_own(Action.OWN_VIEW)
    query = (
        select(GroupConsultation)
        .where(
            GroupConsultation.state == GroupState.PLANNED,
            GroupConsultation.starts_at > now(session),
        )
        .order_by(GroupConsultation.starts_at, GroupConsultation.id)
    )
    if speciality_id is not None:
        query = query.where(GroupConsultation.speciality_id == speciality_id)
    groups = (await session.scalars(query)).all()
    seats = select(GroupSeat.group_id, GroupSeat.person_id).where(
        GroupSeat.group_id.in_([one.id for one in groups])
    )
    taken_by: dict[int, list[int]] = defaultdict(list)
    for group_id, person in await session.execute(seats):
        taken_by[group_id].append(person)
    return [
        GroupCard(one, one.seats - len(taken_by[one.id]), person_id in taken_by[one.id])
        for one in groups
    ]


async def groups_of(session: AsyncSession, specialist_id: int) -> Sequence[GroupConsultation]:
    """A specialist's groups of the last days and to come. For whoever may see the specialist."""
    query = (
        select(GroupConsultation)
        .where(
            GroupConsultation.specialist_id == specialist_id,
            GroupConsultation.ends_at > now(session) - 7 * _DAY,
        )
        .order_by(GroupConsultation.starts_at, GroupConsultation.id)
    )
    return (await session.scalars(query)).all()


async def seated(session: AsyncSession, group_id: int) -> Sequence[GroupSeat]:
    """Who has a seat. For the specialist of the group alone: the caller has asked."""
    query = select(GroupSeat).where(GroupSeat.group_id == group_id).order_by(GroupSeat.seat)
    return (await session.scalars(query)).all()


async def is_busy(
    session: AsyncSession, person_id: int, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether the person meets somebody else meanwhile."""
    query = select(Consultation.id).where(
        Consultation.person_id == person_id,
        Consultation.state == ConsultationState.BOOKED,
        Consultation.starts_at < ends_at,
        Consultation.ends_at > starts_at,
    )
    return await session.scalar(query.limit(1)) is not None


async def clashes(session: AsyncSession, specialist: Specialist) -> Sequence[Consultation]:
    """Booked consultations that lie outside the hours, or in time off: to be moved or kept."""
    plan = (await schedule.plans(session, [specialist], {}))[0]
    return [
        one
        for one in await of_specialist(session, specialist.id)
        if one.starts_at > now(session)
        and not _lies_in(plan, quarter_of(one.starts_at), quarter_of(one.ends_at))
    ]


def _lies_in(plan: schedule.Plan, first: int, last: int) -> bool:
    is_open = any(one.first <= first and last <= one.last for one in plan.openings)
    return is_open and not any(begins < last and ends > first for begins, ends in plan.taken)


async def of_person(session: AsyncSession, person_id: int) -> Sequence[Consultation]:
    """Everything booked by somebody, for their own copy of what the club knows."""
    query = select(Consultation).where(Consultation.person_id == person_id)
    return (await session.scalars(query.order_by(Consultation.id))).all()


async def groups_of_person(session: AsyncSession, person_id: int) -> Sequence[GroupConsultation]:
    """Groups in which somebody has or had a seat, for their own copy."""
    query = (
        select(GroupConsultation)
        .join(GroupSeat, GroupSeat.group_id == GroupConsultation.id)
        .where(GroupSeat.person_id == person_id)
        .order_by(GroupConsultation.id)
    )
    return (await session.scalars(query)).all()


async def unsettled(session: AsyncSession, before: datetime) -> Sequence[Consultation]:
    """Booked ones that ended before that moment and of which nobody said anything."""
    query = (
        select(Consultation)
        .where(Consultation.state == ConsultationState.BOOKED, Consultation.ends_at < before)
        .order_by(Consultation.id)
        .limit(200)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return (await session.scalars(query)).all()


def seat_holders(person_id: int) -> Select[GroupSeat]:
    """The seats of somebody in groups that have not begun, as a query."""
    return (
        select(GroupSeat)
        .join(GroupConsultation, GroupConsultation.id == GroupSeat.group_id)
        .where(
            GroupSeat.person_id == person_id,
            or_(GroupConsultation.state == GroupState.PLANNED),
        )
    )

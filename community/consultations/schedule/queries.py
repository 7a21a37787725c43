"""Reading hours of work and the free times they leave."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.schedule.rules import (
    Opening,
    Pace,
    moment_of,
    openings,
    quarter_of,
    quarter_until,
    serves,
    starts_in,
)
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.clock import local_now, now, zone_of

HORIZON = 60  # days ahead that can be booked
NOTICE = timedelta(hours=2)  # nobody is booked for the very next minute

Stretch = tuple[int, int]  # first quarter, and the one after the last


@dataclass(frozen=True, order=True)
class Slot:
    """A free time. `format` None: online or in person, as the parent prefers."""

    starts_at: datetime
    specialist_id: int
    ends_at: datetime = field(compare=False)
    format: Format | None = field(compare=False)
    district_id: int | None = field(compare=False)  # where a day of travel leads to


@dataclass(frozen=True)
class Plan:
    """The hours of one specialist, and what nothing may be put into."""

    specialist_id: int
    pace: Pace
    openings: Sequence[Opening]
    taken: Sequence[Stretch]


@dataclass(frozen=True)
class Wish:
    """How and where somebody would like to meet; None: any way, a district that is not known."""

    format: Format | None = None
    district_id: int | None = None


async def hours_of(
    session: AsyncSession, specialist_id: int
) -> tuple[Sequence[WorkingHours], Sequence[DayHours], Sequence[TimeOff]]:
    """The week, single days from today on, and time off that is not over."""
    weekly = select(WorkingHours).where(WorkingHours.specialist_id == specialist_id)
    single = select(DayHours).where(
        DayHours.specialist_id == specialist_id, DayHours.day >= local_now(session).date()
    )
    off = select(TimeOff).where(
        TimeOff.specialist_id == specialist_id, TimeOff.ends_at > now(session)
    )
    return (
        (await session.scalars(weekly.order_by(WorkingHours.weekday, WorkingHours.begins))).all(),
        (await session.scalars(single.order_by(DayHours.day, DayHours.begins))).all(),
        (await session.scalars(off.order_by(TimeOff.begins_at))).all(),
    )


async def plans(
    session: AsyncSession,
    specialists: Collection[Specialist],
    taken: Mapping[int, Iterable[Stretch]],
) -> list[Plan]:
    """Their coming hours; `taken` is what `booking` knows, by specialist."""
    ids = [specialist.id for specialist in specialists]
    today = local_now(session).date()
    weekly, single, off = await _hours(session, ids)
    zone = zone_of(session)
    return [
        Plan(
            one.id,
            Pace.of(one.minutes, one.buffer_minutes),
            openings(weekly[one.id], single[one.id], zone, today, HORIZON + 1),
            [*off[one.id], *taken.get(one.id, ())],
        )
        for one in specialists
    ]


async def _hours(
    session: AsyncSession, ids: Collection[int]
) -> tuple[
    Mapping[int, list[WorkingHours]], Mapping[int, list[DayHours]], Mapping[int, list[Stretch]]
]:
    weekly: dict[int, list[WorkingHours]] = defaultdict(list)
    single: dict[int, list[DayHours]] = defaultdict(list)
    off: dict[int, list[Stretch]] = defaultdict(list)
    for week in await session.scalars(
        select(WorkingHours).where(WorkingHours.specialist_id.in_(ids))
    ):
        weekly[week.specialist_id].append(week)
    days = select(DayHours).where(
        DayHours.specialist_id.in_(ids), DayHours.day >= local_now(session).date()
    )
    for day in await session.scalars(days):
        single[day.specialist_id].append(day)
    away = select(TimeOff).where(TimeOff.specialist_id.in_(ids), TimeOff.ends_at > now(session))
    for time_off in await session.scalars(away):
        stretch = quarter_of(time_off.begins_at), quarter_until(time_off.ends_at)
        off[time_off.specialist_id].append(stretch)
    return weekly, single, off


def free_slots(
    session: AsyncSession, plans: Iterable[Plan], wish: Wish, *, limit: int | None = None
) -> list[Slot]:
    """Free times of all of them in their order; of travel to the person's district first.

    A rare day on which a specialist comes is offered before everyday hours (scenario 16).
    """
    moment = now(session)
    not_before = quarter_until(moment + NOTICE)
    last_day = quarter_of(moment + timedelta(days=HORIZON))
    ways = [_slots(plan, wish, not_before, last_day) for plan in plans]
    found = list(merge(*ways))
    found.sort(key=lambda slot: slot.district_id is None)  # stable: by time within both
    return found if limit is None else list(islice(found, limit))


def _slots(plan: Plan, wish: Wish, not_before: int, last_day: int) -> list[Slot]:
    slots = [
        Slot(
            moment_of(start),
            plan.specialist_id,
            moment_of(start + plan.pace.length),
            opening.format,
            opening.district_id,
        )
        for opening in plan.openings
        if opening.last > not_before and serves(opening, wish.format, wish.district_id)
        for start in starts_in(opening, plan.pace, _near(plan.taken, opening), not_before)
        if start < last_day
    ]
    slots.sort(key=attrgetter("starts_at"))
    return slots


def _near(taken: Sequence[Stretch], opening: Opening) -> list[Stretch]:
    reach = opening.last + 8  # a pause is two hours at most
    return [one for one in taken if one[0] < reach and one[1] > opening.first]

"""Reading hours of work and the free times they leave."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.schedule.free import FreeTimes, Plan, Slot, Stretch
from community.consultations.schedule.hours import (
    Calendar,
    Dial,
    HoursOfDay,
    HoursOfWeekday,
    Wish,
)
from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.schedule.rules import Pace, Window, quarter_of, quarter_until
from community.consultations.specialists.models import Specialist
from community.core.clock import local_now, now, zone_of

__all__ = ["HORIZON", "NOTICE", "FreeTimes", "Plan", "Slot", "Stretch", "Wish"]

HORIZON = 60  # days ahead that can be booked
NOTICE = timedelta(hours=2)  # nobody is booked for the very next minute


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
    only: date | None = None,
) -> list[Plan]:
    """Their hours of the coming days, or of one; `taken` is what `booking` knows of each."""
    ids = [specialist.id for specialist in specialists]
    first, days = (only, 1) if only else (local_now(session).date(), HORIZON + 1)
    weekly, single, off = await _hours(session, ids, only)
    dial = Dial(zone_of(session), first, days)
    return [
        Plan(
            one.id,
            Pace.of(one.minutes, one.buffer_minutes),
            Calendar(weekly[one.id], single[one.id], dial),
            [*off[one.id], *taken.get(one.id, ())],
        )
        for one in specialists
    ]


async def _hours(
    session: AsyncSession, ids: Collection[int], only: date | None
) -> tuple[
    Mapping[int, list[HoursOfWeekday]], Mapping[int, list[HoursOfDay]], Mapping[int, list[Stretch]]
]:
    """Bare rows: there are many, and nobody changes them here."""
    weekly: dict[int, list[HoursOfWeekday]] = defaultdict(list)
    single: dict[int, list[HoursOfDay]] = defaultdict(list)
    off: dict[int, list[Stretch]] = defaultdict(list)
    weeks = select(
        WorkingHours.specialist_id,
        WorkingHours.weekday,
        WorkingHours.begins,
        WorkingHours.ends,
        WorkingHours.format,
    ).where(WorkingHours.specialist_id.in_(ids))
    if only is not None:
        weeks = weeks.where(WorkingHours.weekday == only.weekday())
    for week in await session.execute(weeks):
        weekly[week.specialist_id].append(cast("HoursOfWeekday", week))
    days = select(
        DayHours.specialist_id,
        DayHours.day,
        DayHours.begins,
        DayHours.ends,
        DayHours.format,
        DayHours.district_id,
    ).where(DayHours.specialist_id.in_(ids), DayHours.day >= local_now(session).date())
    if only is not None:
        days = days.where(DayHours.day == only)
    for day in await session.execute(days):
        single[day.specialist_id].append(cast("HoursOfDay", day))
    away = select(TimeOff.specialist_id, TimeOff.begins_at, TimeOff.ends_at).where(
        TimeOff.specialist_id.in_(ids), TimeOff.ends_at > now(session)
    )
    for specialist_id, begins_at, ends_at in await session.execute(away):
        off[specialist_id].append((quarter_of(begins_at), quarter_until(ends_at)))
    return weekly, single, off


def free_times(session: AsyncSession, plans: Iterable[Plan], wish: Wish) -> FreeTimes:
    """From in two hours until in sixty days."""
    moment = now(session)
    first, last = quarter_until(moment + NOTICE), quarter_of(moment + timedelta(days=HORIZON))
    return FreeTimes(plans, wish, Window(first, last))

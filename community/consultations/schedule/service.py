"""Setting hours of work. Consultations that are booked stay, whatever the hours become."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.schedule.errors import HoursOverlap, HoursTooShort
from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.schedule.rules import is_whole
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.consultations.specialists.service import in_hand, note
from community.core.actor import Actor
from community.core.clock import local_now, now
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.membership.districts.queries import district

_LONGEST_OFF = timedelta(days=366)
_FAR = timedelta(days=366)


@dataclass(frozen=True)
class Span:
    """Hours of one day, in the region's time."""

    begins: time
    ends: time
    format: Format | None = None


@use_case
async def set_weekday(
    session: AsyncSession, actor: Actor, specialist_id: int, weekday: int, spans: Sequence[Span]
) -> None:
    """The hours of every Monday (0) … Sunday (6), instead of those before; none: a free day.

    Raises NotFound, InvalidInput, HoursOverlap, HoursTooShort.
    """
    specialist = await in_hand(session, actor, specialist_id)
    if weekday not in range(7):
        raise InvalidInput(field="weekday")
    _check(specialist, spans)
    await session.execute(
        delete(WorkingHours).where(
            WorkingHours.specialist_id == specialist.id, WorkingHours.weekday == weekday
        )
    )
    session.add_all(
        WorkingHours(specialist_id=specialist.id, weekday=weekday, **vars(span)) for span in spans
    )
    note(session, actor, "hours", specialist, weekday=weekday)


@use_case
async def add_to_weekdays(
    session: AsyncSession,
    actor: Actor,
    specialist_id: int,
    weekdays: Collection[int],
    span: Span,
) -> None:
    """One more stretch on each of these days of the week: on all of them, or on none.

    Raises as `set_weekday`.
    """
    if not weekdays:
        raise InvalidInput(field="weekdays")
    specialist = await in_hand(session, actor, specialist_id)
    for weekday in sorted(weekdays):
        known = await _spans(session, specialist, weekday)
        await set_weekday(session, actor, specialist.id, weekday, [*known, span])


@use_case
async def drop_hours(session: AsyncSession, actor: Actor, hours_id: int) -> None:
    """Take one stretch out of the week; what is booked in it stays. Raises NotFound."""
    hours = await session.get(WorkingHours, hours_id)
    if hours is None:
        raise NotFound(kind="hours")
    specialist = await in_hand(session, actor, hours.specialist_id)
    await session.delete(hours)
    note(session, actor, "hours", specialist, weekday=hours.weekday)


async def _spans(session: AsyncSession, specialist: Specialist, weekday: int) -> list[Span]:
    query = select(WorkingHours).where(
        WorkingHours.specialist_id == specialist.id, WorkingHours.weekday == weekday
    )
    return [Span(one.begins, one.ends, one.format) for one in await session.scalars(query)]


@use_case
async def set_day(
    session: AsyncSession,
    actor: Actor,
    specialist_id: int,
    day: date,
    spans: Sequence[Span],
    *,
    district_id: int | None = None,
) -> None:
    """Hours of one day instead of the week's; with a district, a day of travel there.

    None: the week's hours hold again. Raises NotFound, InvalidInput, HoursOverlap, HoursTooShort.
    """
    specialist = await in_hand(session, actor, specialist_id)
    today = local_now(session).date()
    if not today <= day <= today + _FAR:
        raise InvalidInput(field="day")
    if district_id is not None:
        await district(session, district_id)
        spans = [Span(span.begins, span.ends, Format.IN_PERSON) for span in spans]
    _check(specialist, spans)
    await session.execute(
        delete(DayHours).where(DayHours.specialist_id == specialist.id, DayHours.day == day)
    )
    session.add_all(
        DayHours(specialist_id=specialist.id, day=day, district_id=district_id, **vars(span))
        for span in spans
    )
    note(session, actor, "day_hours", specialist, day=day.isoformat(), district=district_id)


@use_case
async def add_to_day(
    session: AsyncSession,
    actor: Actor,
    specialist_id: int,
    day: date,
    span: Span,
    *,
    district_id: int | None = None,
) -> None:
    """One more stretch of a single day, which leads to one district or to none.

    Raises as `set_day`.
    """
    specialist = await in_hand(session, actor, specialist_id)
    query = select(DayHours).where(DayHours.specialist_id == specialist.id, DayHours.day == day)
    known = (await session.scalars(query)).all()
    if any(one.district_id != district_id for one in known):
        raise InvalidInput(field="day_elsewhere")
    spans = [*(Span(one.begins, one.ends, one.format) for one in known), span]
    await set_day(session, actor, specialist.id, day, spans, district_id=district_id)


@use_case
async def take_off(
    session: AsyncSession,
    actor: Actor,
    specialist_id: int,
    begins_at: datetime,
    ends_at: datetime,
) -> TimeOff:
    """Nothing can be booked meanwhile. What is booked already stays: see `booking.clashes`."""
    specialist = await in_hand(session, actor, specialist_id)
    if not begins_at < ends_at or ends_at - begins_at > _LONGEST_OFF:
        raise InvalidInput(field="ends_at")
    if ends_at <= now(session):
        raise InvalidInput(field="ends_at")
    off = TimeOff(specialist_id=specialist.id, begins_at=begins_at, ends_at=ends_at)
    session.add(off)
    await session.flush()
    note(session, actor, "time_off", specialist)
    return off


@use_case
async def back_early(session: AsyncSession, actor: Actor, time_off_id: int) -> None:
    """Take time off back. Raises NotFound."""
    off = await session.get(TimeOff, time_off_id)
    if off is None:
        raise NotFound(kind="time_off")
    specialist = await in_hand(session, actor, off.specialist_id)
    await session.delete(off)
    note(session, actor, "time_on", specialist)


def _check(specialist: Specialist, spans: Sequence[Span]) -> None:
    for span in spans:
        if not (is_whole(span.begins) and is_whole(span.ends)) or span.begins >= span.ends:
            raise InvalidInput(field="hours")
        if _minutes(span.ends) - _minutes(span.begins) < specialist.minutes:
            raise HoursTooShort(minutes=specialist.minutes)
    ordered = sorted(spans, key=lambda span: span.begins)
    if any(one.ends > following.begins for one, following in pairwise(ordered)):
        raise HoursOverlap


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute

"""A specialist's days as a calendar shows them: what is booked, what is free, what clashes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import queries
from community.consultations.booking.kinds import ConsultationState, GroupState
from community.consultations.booking.models import Consultation, GroupConsultation
from community.consultations.schedule import queries as schedule
from community.consultations.schedule.queries import NOTICE, Plan
from community.consultations.schedule.rules import moment_of, quarter_until, starts_in
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist
from community.consultations.specialists.queries import card
from community.core.actor import Action, Actor
from community.core.clock import now, zone_of

_DAY = timedelta(days=1)
_SEEN = (ConsultationState.BOOKED, ConsultationState.HELD, ConsultationState.MISSED)


class EntryKind(StrEnum):
    BOOKED = "booked"
    GROUP = "group"
    FREE = "free"
    OFF = "off"


@dataclass(frozen=True)
class Entry:
    """A stretch of a day. With whom is known to the specialist alone, as `request_id`."""

    starts_at: datetime
    ends_at: datetime
    kind: EntryKind
    format: Format | None = None
    district_id: int | None = None
    topic: str | None = None
    group_id: int | None = None
    request_id: int | None = None
    clashes: bool = False  # stands outside the hours, or in time off


@dataclass(frozen=True)
class Day:
    day: date
    entries: Sequence[Entry]


async def calendar(
    session: AsyncSession, actor: Actor, specialist_id: int, first: date, days: int
) -> Sequence[Day]:
    """So many days from the first one on. Raises NotFound for whoever may not see them."""
    specialist = (await card(session, actor, specialist_id)).specialist
    zone = zone_of(session)
    since, until = (
        datetime.combine(day, time.min, zone).astimezone(UTC)
        for day in (first, first + days * _DAY)
    )
    is_self = actor.person_id is not None and specialist.person_id == actor.person_id
    clashing = {one.id for one in await queries.clashes(session, specialist)}
    found = [
        *(
            _booked(one, one.id in clashing, is_self=is_self)
            for one in await _consultations(session, specialist)
        ),
        *map(_group, await _groups(session, specialist)),
        *await _free(session, specialist),
        *await _off(session, specialist),
    ]
    within = sorted(
        (one for one in found if one.starts_at < until and one.ends_at > since),
        key=lambda one: (one.starts_at, one.ends_at),
    )
    every_day = [first + number * _DAY for number in range(days)]
    return [Day(day, [one for one in within if _touches(one, day, zone)]) for day in every_day]


def _touches(entry: Entry, day: date, zone: ZoneInfo) -> bool:
    """Whatever lasts is on each of its days, the rest where it begins."""
    begins = entry.starts_at.astimezone(zone).date()
    if entry.kind is not EntryKind.OFF:
        return begins == day
    return begins <= day <= (entry.ends_at - timedelta(seconds=1)).astimezone(zone).date()


async def _consultations(session: AsyncSession, specialist: Specialist) -> Iterable[Consultation]:
    query = select(Consultation).where(
        Consultation.specialist_id == specialist.id,
        Consultation.state.in_(_SEEN),
        Consultation.ends_at > now(session) - 28 * _DAY,
    )
    return await session.scalars(query)


def _booked(one: Consultation, clashes: bool, *, is_self: bool) -> Entry:  # noqa: FBT001
    return Entry(
        one.starts_at,
        one.ends_at,
        EntryKind.BOOKED,
        one.format,
        one.district_id,
        request_id=one.request_id if is_self else None,
        clashes=clashes,
    )


async def _groups(session: AsyncSession, specialist: Specialist) -> Iterable[GroupConsultation]:
    query = select(GroupConsultation).where(
        GroupConsultation.specialist_id == specialist.id,
        GroupConsultation.state != GroupState.CANCELLED,
        GroupConsultation.ends_at > now(session) - 28 * _DAY,
    )
    return await session.scalars(query)


def _group(one: GroupConsultation) -> Entry:
    return Entry(
        one.starts_at,
        one.ends_at,
        EntryKind.GROUP,
        one.format,
        one.district_id,
        topic=one.topic,
        group_id=one.id,
    )


async def _free(session: AsyncSession, specialist: Specialist) -> list[Entry]:
    """What parents are offered, and days of travel as well, whose district they name."""
    (plan,) = await _plans(session, [specialist])
    return list(_free_of(session, plan))


async def next_free(
    session: AsyncSession, actor: Actor, specialists: Sequence[Specialist]
) -> Mapping[int, Entry]:
    """The next free time of each who takes requests, where there is one."""
    actor.require(Action.SPECIALIST_VIEW)
    active = [one for one in specialists if one.state is SpecialistState.ACTIVE]
    firsts = {
        plan.specialist_id: next(_free_of(session, plan), None)
        for plan in await _plans(session, active)
    }
    return {specialist_id: entry for specialist_id, entry in firsts.items() if entry is not None}


async def _plans(session: AsyncSession, specialists: Sequence[Specialist]) -> Sequence[Plan]:
    taken = await queries.taken(session, [one.id for one in specialists])
    return await schedule.plans(session, specialists, taken)


def _free_of(session: AsyncSession, plan: Plan) -> Iterator[Entry]:
    not_before = quarter_until(now(session) + NOTICE)
    for opening in plan.openings:
        for start in starts_in(opening, plan.pace, plan.taken, not_before):
            yield Entry(
                moment_of(start),
                moment_of(start + plan.pace.length),
                EntryKind.FREE,
                opening.format,
                opening.district_id,
            )


async def _off(session: AsyncSession, specialist: Specialist) -> list[Entry]:
    _, _, off = await schedule.hours_of(session, specialist.id)
    return [Entry(one.begins_at, one.ends_at, EntryKind.OFF) for one in off]

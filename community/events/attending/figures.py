"""What was held, and who came to it: by kind, aim and district. Counts alone (CL-Q4, CL-Q5)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import zone_of
from community.events.planning.kinds import EventAim, EventKind, EventState
from community.events.planning.models import Event, EventDistrict
from community.events.planning.queries import districts_of
from community.events.signing.models import EventParty
from community.membership.people.models import Family

_HELD = (EventState.HELD, EventState.CLOSED)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Attendance:
    """Of one event whose attendance is confirmed. Merged families count as the one they became."""

    adults: int
    children: int
    walk_ins: int
    families: frozenset[int]
    core: int
    specialists: int

    @property
    def participants(self) -> int:
        return self.adults + self.children + self.walk_ins


@dataclass(frozen=True)
class Figures:
    """Of a span of time. `held` includes what nobody has confirmed yet; people are of the rest.

    `with_both_kinds`: held with somebody of the core and a specialist (CL-Q5, CL-T2.3).
    """

    held: int
    confirmed: int
    cancelled: int
    participants: int
    children: int
    families: int
    with_both_kinds: int
    by_kind: Mapping[EventKind, "Share"]
    by_aim: Mapping[EventAim, "Share"]
    by_district: Mapping[int | None, "Share"]
    by_month: Mapping[date, "Share"]  # of the day a month begins with, by the region's calendar


@dataclass(frozen=True)
class Share:
    events: int
    participants: int
    families: int


async def figures(session: AsyncSession, actor: Actor, first: datetime, last: datetime) -> Figures:
    """Events that began in [first, last), within the actor's reach."""
    conditions = [Event.starts_at >= first, Event.starts_at < last, _in_reach(actor)]
    query = select(Event).where(*conditions, Event.state.in_(_HELD)).order_by(Event.id)
    events = (await session.scalars(query)).all()
    cancelled = select(func.count()).select_from(Event)
    cancelled = cancelled.where(*conditions, Event.state == EventState.CANCELLED)
    confirmed = [event for event in events if event.state is EventState.CLOSED]
    came = await attendance_of(session, confirmed)
    places = await districts_of(session, [event.id for event in events])
    zone = zone_of(session)
    return Figures(
        held=len(events),
        confirmed=len(confirmed),
        cancelled=await session.scalar(cancelled) or 0,
        participants=sum(one.participants for one in came.values()),
        children=sum(one.children for one in came.values()),
        families=len({family for one in came.values() for family in one.families}),
        with_both_kinds=sum(one.core > 0 and one.specialists > 0 for one in came.values()),
        by_kind=_shares(events, came, lambda event: [event.kind]),
        by_aim=_shares(events, came, lambda event: [EventAim(aim) for aim in event.aims]),
        by_district=_shares(events, came, lambda event: places[event.id] or frozenset({None})),
        by_month=_shares(events, came, lambda event: [_month(event.starts_at.astimezone(zone))]),
    )


def _month(local: datetime) -> date:
    return local.date().replace(day=1)


async def attendance_of(session: AsyncSession, events: Sequence[Event]) -> Mapping[int, Attendance]:
    """Who came to each of them; the caller has asked who may know."""
    unit = func.coalesce(Family.merged_into_id, Family.id)
    query = (
        select(
            EventParty.event_id,
            EventParty.came_adults,
            EventParty.came_children,
            EventParty.is_core,
            EventParty.is_specialist,
            unit.label("unit"),
        )
        .outerjoin(Family, Family.id == EventParty.family_id)
        .where(
            EventParty.event_id.in_([event.id for event in events]),
            EventParty.came_adults + EventParty.came_children > 0,
        )
    )
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in await session.execute(query):
        rows[row.event_id].append(row)
    return {event.id: _attendance(event, rows[event.id]) for event in events}


def _attendance(event: Event, rows: Sequence[Any]) -> Attendance:
    return Attendance(
        adults=sum(row.came_adults for row in rows),
        children=sum(row.came_children for row in rows),
        walk_ins=event.walk_ins,
        families=frozenset(row.unit for row in rows if row.unit is not None),
        core=sum(row.is_core for row in rows),
        specialists=sum(row.is_specialist for row in rows),
    )


def _shares(
    events: Sequence[Event],
    came: Mapping[int, Attendance],
    keys: Callable[[Event], Collection[Key]],
) -> dict[Key, Share]:
    """An event with two aims counts for both of them."""
    grouped: dict[Key, list[Event]] = defaultdict(list)
    for event in events:
        for key in keys(event):
            grouped[key].append(event)
    return {key: _share(group, came) for key, group in grouped.items()}


def _share(events: Sequence[Event], came: Mapping[int, Attendance]) -> Share:
    known = [came[event.id] for event in events if event.id in came]
    return Share(
        events=len(events),
        participants=sum(one.participants for one in known),
        families=len({family for one in known for family in one.families}),
    )


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    """Of the region, or of a district within reach."""
    reach = actor.require(Action.EVENT_FIGURES)
    if reach.districts is None:
        return Event.id.is_not(None)
    any_place = exists().where(EventDistrict.event_id == Event.id)
    return or_(~any_place, any_place.where(EventDistrict.district_id.in_(reach.districts)))

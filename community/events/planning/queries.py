"""Reading events: those one is invited to, and those one organises."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.paging import Page
from community.events.planning.kinds import EventKind, EventState
from community.events.planning.models import (
    Event,
    EventAuthority,
    EventDistrict,
    EventMaterial,
    EventQuestion,
    EventSpeaker,
)
from community.events.planning.rules import LONGEST, is_invited

PAGE_SIZE = 30
_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Details:
    """What belongs to an event besides its own row. No districts: the whole region."""

    districts: frozenset[int]
    speakers: Sequence[EventSpeaker]
    authorities: Sequence[EventAuthority]
    questions: Sequence[EventQuestion]
    materials: Sequence[EventMaterial]


async def districts_of(
    session: AsyncSession, event_ids: Collection[int]
) -> Mapping[int, frozenset[int]]:
    """The districts of each event; one of the whole region has none."""
    if not event_ids:
        return {}
    query = select(EventDistrict).where(EventDistrict.event_id.in_(event_ids))
    found: dict[int, set[int]] = {event_id: set() for event_id in event_ids}
    for row in await session.scalars(query):
        found[row.event_id].add(row.district_id)
    return {event_id: frozenset(places) for event_id, places in found.items()}


async def details(session: AsyncSession, event_id: int) -> Details:
    """For whoever was shown the event itself."""
    places = (await districts_of(session, [event_id]))[event_id]
    speakers = select(EventSpeaker).where(EventSpeaker.event_id == event_id)
    authorities = select(EventAuthority).where(EventAuthority.event_id == event_id)
    materials = select(EventMaterial).where(EventMaterial.event_id == event_id)
    return Details(
        districts=places,
        speakers=(await session.scalars(speakers.order_by(EventSpeaker.id))).all(),
        authorities=(await session.scalars(authorities.order_by(EventAuthority.id))).all(),
        questions=await questions_of(session, event_id),
        materials=(await session.scalars(materials.order_by(EventMaterial.id))).all(),
    )


async def questions_of(session: AsyncSession, event_id: int) -> Sequence[EventQuestion]:
    query = (
        select(EventQuestion)
        .where(EventQuestion.event_id == event_id)
        .order_by(EventQuestion.position)
    )
    return (await session.scalars(query)).all()


async def event_by_id(session: AsyncSession, event_id: int) -> Event:
    """For the club itself: letters that are about to be sent. Raises NotFound."""
    event = await session.get(Event, event_id)
    if event is None:
        raise NotFound(kind="event")
    return event


async def seen(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """An event that the actor is invited to, comes to or organises. Raises NotFound."""
    return await _seen(session, actor, await session.get(Event, event_id))


async def seen_by_code(session: AsyncSession, actor: Actor, code: str) -> Event:
    """The same by the code of its link or poster. Raises NotFound."""
    return await _seen(
        session, actor, await session.scalar(select(Event).where(Event.code == code))
    )


async def _seen(session: AsyncSession, actor: Actor, event: Event | None) -> Event:
    if event is None:
        raise NotFound(kind="event")
    places = (await districts_of(session, [event.id]))[event.id]
    public = event.state is not EventState.DRAFT and is_invited(actor, event.guests, places)
    if not public and not manages(actor, event, places):
        raise NotFound(kind="event")
    return event


def manages(actor: Actor, event: Event, places: Collection[int]) -> bool:
    """Whoever's right reaches all of its districts, and the organiser while they have the right."""
    reach = actor.reach(Action.EVENT_MANAGE)
    if reach is None:
        return False
    is_organiser = actor.person_id is not None and event.organiser_id == actor.person_id
    if is_organiser or reach.districts is None:
        return True
    return bool(places) and all(reach.covers(place) for place in places)


async def managed(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """For whoever organises it. Raises NotFound."""
    event = await session.get(Event, event_id)
    if event is None:
        raise NotFound(kind="event")
    places = (await districts_of(session, [event_id]))[event_id]
    if not manages(actor, event, places):
        raise NotFound(kind="event")
    return event


async def in_sight(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """What the site's list shows, also where somebody else organises it. Raises NotFound."""
    query = select(Event).where(Event.id == event_id, _in_reach(actor))
    event: Event | None = await session.scalar(query)
    if event is None:
        raise NotFound(kind="event")
    return event


async def ahead(session: AsyncSession) -> Sequence[Event]:
    """What is announced and not over: the caller asks whom it is for."""
    query = (
        select(Event)
        .where(Event.state == EventState.ANNOUNCED, Event.ends_at > now(session))
        .order_by(Event.starts_at, Event.id)
    )
    return (await session.scalars(query)).all()


async def coming(session: AsyncSession, actor: Actor) -> Sequence[Event]:
    """What is ahead and for this person; the nearest first."""
    events = await ahead(session)
    places = await districts_of(session, [event.id for event in events])
    return [event for event in events if is_invited(actor, event.guests, places[event.id])]


async def to_organise(session: AsyncSession, actor: Actor) -> Sequence[Event]:
    """What the acting person has in hand: their own first of all, until attendance is confirmed."""
    if actor.reach(Action.EVENT_MANAGE) is None:
        return []
    open_states = (EventState.DRAFT, EventState.ANNOUNCED, EventState.HELD)
    query = (
        select(Event)
        .where(Event.state.in_(open_states), _in_reach(actor))
        .order_by(Event.organiser_id.is_distinct_from(actor.person_id), Event.starts_at, Event.id)
        .limit(PAGE_SIZE)
    )
    events = (await session.scalars(query)).all()
    places = await districts_of(session, [event.id for event in events])
    return [event for event in events if manages(actor, event, places[event.id])]


async def lately_over(session: AsyncSession, actor: Actor) -> Sequence[Event]:
    """What was closed or called off of late and is in the actor's hands still, the last first."""
    if actor.reach(Action.EVENT_MANAGE) is None:
        return []
    over = Event.state.in_((EventState.CLOSED, EventState.CANCELLED))
    query = (
        select(Event)
        .where(over, Event.ended_at > now(session) - _LATELY, _in_reach(actor))
        .order_by(Event.ended_at.desc(), Event.id)
        .limit(PAGE_SIZE)
    )
    events = (await session.scalars(query)).all()
    places = await districts_of(session, [event.id for event in events])
    return [event for event in events if manages(actor, event, places[event.id])]


@dataclass(frozen=True)
class Asked:
    """Filters of the site's list; None: all."""

    kind: EventKind | None = None
    state: EventState | None = None
    district_id: int | None = None
    title: str = ""


async def listing(
    session: AsyncSession, actor: Actor, asked: Asked, *, past: bool, number: int
) -> Page[Event]:
    """A page of the site's list: what is coming, the nearest first, or what is over, the last."""
    actor.require(Action.EVENT_MANAGE)
    over = Event.state.in_((EventState.CLOSED, EventState.CANCELLED))
    conditions = [over if past else ~over, _in_reach(actor), *_asked(asked)]
    order = Event.starts_at.desc() if past else Event.starts_at
    total = await session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0
    query = _page(select(Event).where(*conditions).order_by(order, Event.id), number)
    return Page((await session.scalars(query)).all(), total, number, PAGE_SIZE)


def _page(query: Select[Event], number: int) -> Select[Event]:
    return query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)


async def between(
    session: AsyncSession, actor: Actor, first: datetime, last: datetime
) -> Sequence[Event]:
    """For the site's calendar: what touches this span of time."""
    actor.require(Action.EVENT_MANAGE)
    query = (
        select(Event)
        .where(
            Event.starts_at < last,
            Event.starts_at > first - LONGEST,  # spares looking through all that is over
            Event.ends_at > first,
            _in_reach(actor),
        )
        .order_by(Event.starts_at, Event.id)
    )
    return (await session.scalars(query)).all()


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    """Of the region, of a district within reach, or one's own; drafts only where one manages."""
    reach = actor.require(Action.EVENT_MANAGE)
    if reach.districts is None:
        return Event.id.is_not(None)
    own = Event.organiser_id == actor.person_id
    any_place = exists().where(EventDistrict.event_id == Event.id)
    foreign = any_place.where(EventDistrict.district_id.not_in(reach.districts))
    near = any_place.where(EventDistrict.district_id.in_(reach.districts))
    is_draft = Event.state == EventState.DRAFT
    return or_(own, and_(is_draft, near, ~foreign), and_(~is_draft, or_(near, ~any_place)))


def _asked(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.kind is not None:
        conditions.append(Event.kind == asked.kind)
    if asked.state is not None:
        conditions.append(Event.state == asked.state)
    if asked.district_id is not None:
        conditions.append(
            exists().where(
                EventDistrict.event_id == Event.id,
                EventDistrict.district_id == asked.district_id,
            )
        )
    if asked.title:
        conditions.append(func.lower(Event.title).contains(asked.title.lower(), autoescape=True))
    return conditions

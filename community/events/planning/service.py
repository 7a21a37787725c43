"""Planning an event: drafted, announced, changed, called off; its organiser changed."""

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import Conflict, InvalidInput, NotFound
from community.core.facts import publish
from community.core.pictures import keep_picture
from community.core.usecase import use_case
from community.events.planning import parts
from community.events.planning.errors import (
    DistrictOutOfReach,
    EventInThePast,
    EventNotAnnounced,
    EventOver,
)
from community.events.planning.facts import (
    CapacityChanged,
    EventAnnounced,
    EventCancelled,
    EventChanged,
    EventHandedOver,
    EventHeld,
    EventMoved,
)
from community.events.planning.kinds import Concern, EventState
from community.events.planning.models import Event
from community.events.planning.organising import colleagues
from community.events.planning.queries import districts_of, manages
from community.events.planning.rules import (
    REASON_LIMIT,
    EventPlan,
    check,
    concern_of,
    is_over,
)

_AT_ONCE = 100


@use_case
async def draft(session: AsyncSession, actor: Actor, plan: EventPlan) -> Event:
    """Whoever plans it organises it. Raises InvalidInput, DistrictOutOfReach."""
    actor.require(Action.EVENT_MANAGE)
    check(plan)
    require_reach(actor, plan)
    event = Event(
        code=secrets.token_hex(5),
        state=EventState.DRAFT,
        organiser_id=actor.person_id,
        created_at=now(session),
        taken=0,
        version=0,
        walk_ins=0,
        **_columns(plan),
        ceiling=plan.capacity,
    )
    session.add(event)
    await session.flush()
    await parts.write(session, event, plan)
    note(session, actor, "draft", event)
    return event


def sketch(plan: EventPlan) -> Event:
    """The event as it would stand once announced, kept nowhere: to look at it beforehand."""
    return Event(state=EventState.ANNOUNCED, taken=0, ceiling=plan.capacity, **_columns(plan))


def require_reach(actor: Actor, plan: EventPlan) -> None:
    """Raises DistrictOutOfReach: whoever works for one district plans nothing for the region."""
    reach = actor.require(Action.EVENT_MANAGE)
    if reach.districts is None:
        return
    if not plan.districts or not all(reach.covers(place) for place in plan.districts):
        raise DistrictOutOfReach


def _columns(plan: EventPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "aims": sorted(plan.aims),
        "guests": sorted(plan.guests),
        "title": plan.title.strip(),
        "about": plan.about.strip(),
        "programme": plan.programme.strip(),
        "format": plan.format,
        "place": plan.place,
        "link": plan.link,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "capacity": plan.capacity,
    }


@use_case
async def change(session: AsyncSession, actor: Actor, event_id: int, plan: EventPlan) -> Event:
    """Those who come hear of what concerns them, and of nothing else.

    A capacity below what is taken throws nobody out: no more are let in. Raises NotFound,
    InvalidInput, DistrictOutOfReach, EventOver, QuestionsAnswered.
    """
    event = await in_hand(session, actor, event_id)
    require_open(event)
    check(plan)
    if plan.districts != (await districts_of(session, [event.id]))[event.id]:
        require_reach(actor, plan)
    concern, capacity = concern_of(event, plan), event.capacity
    for name, value in _columns(plan).items():
        setattr(event, name, value)
    event.ceiling = None if plan.capacity is None else max(plan.capacity, event.taken)
    await parts.write(session, event, plan)
    note(session, actor, "change", event)
    if event.state is EventState.ANNOUNCED:
        await _tell_of_change(session, event, concern, capacity)
    return event


async def _tell_of_change(
    session: AsyncSession, event: Event, concern: Concern, capacity: int | None
) -> None:
    if concern is Concern.MOVED:
        if event.starts_at <= now(session):
            raise EventInThePast
        event.version += 1
        await publish(session, EventMoved(event.id))
    elif concern is Concern.CHANGED:
        event.version += 1
        await publish(session, EventChanged(event.id))
    if event.capacity != capacity:
        await publish(session, CapacityChanged(event.id))


@use_case
async def announce(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """From now on people may sign up. Twice changes nothing.

    Raises NotFound, EventOver, EventInThePast.
    """
    event = await in_hand(session, actor, event_id)
    if event.state is EventState.ANNOUNCED:
        return event
    require_open(event)
    if event.starts_at <= now(session):
        raise EventInThePast
    event.state, event.announced_at = EventState.ANNOUNCED, now(session)
    note(session, actor, "announce", event)
    await publish(session, EventAnnounced(event.id))
    return event


@use_case
async def cancel(session: AsyncSession, actor: Actor, event_id: int, reason: str) -> Event:
    """Everybody who comes or waits is told why. Twice changes nothing.

    Raises NotFound, EventOver, InvalidInput, EventNotAnnounced (a draft is dropped).
    """
    event = await in_hand(session, actor, event_id)
    if event.state is EventState.CANCELLED:
        return event
    require_announced(event)
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise InvalidInput(field="reason", limit=REASON_LIMIT)
    event.state, event.cancel_reason, event.ended_at = EventState.CANCELLED, reason, now(session)
    event.version += 1
    note(session, actor, "cancel", event)
    await publish(session, EventCancelled(event.id))
    return event


@use_case
async def drop_draft(session: AsyncSession, actor: Actor, event_id: int) -> None:
    """Nobody has seen it yet. Raises NotFound, EventOver for what was announced."""
    event = await in_hand(session, actor, event_id)
    if event.state is not EventState.DRAFT:
        raise EventOver
    await parts.drop(session, event)
    await session.delete(event)
    note(session, actor, "drop", event)


@use_case
async def hand_over(session: AsyncSession, actor: Actor, event_id: int, person_id: int) -> Event:
    """To somebody who may organise events where the actor may; they are told.

    Twice changes nothing. Raises NotFound.
    """
    event = await in_hand(session, actor, event_id)
    if person_id not in await colleagues(session, actor):
        raise NotFound(kind="person")
    if event.organiser_id != person_id:
        event.organiser_id = person_id
        note(session, actor, "hand_over", event)
        await publish(session, EventHandedOver(event.id, person_id))
    return event


@use_case
async def take_over(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """What nobody organises any more, by the first who says so; twice changes nothing.

    Raises NotFound, Conflict.
    """
    event = await in_hand(session, actor, event_id)
    if event.organiser_id not in (None, actor.person_id):
        raise Conflict
    if event.organiser_id is None:
        event.organiser_id = actor.person_id
        note(session, actor, "take_over", event)
    return event


@use_case
async def set_picture(
    session: AsyncSession, actor: Actor, event_id: int, content: bytes | None
) -> Event:
    """None takes it away. Raises NotFound, InvalidInput."""
    event = await in_hand(session, actor, event_id)
    picture = await keep_picture(session, content, actor.person_id) if content else None
    event.picture_id = picture.id if picture else None
    return event


@use_case
async def hold_due(session: AsyncSession) -> int:
    """What is over by the clock is held; returns how many."""
    query = (
        select(Event)
        .where(Event.state == EventState.ANNOUNCED, Event.ends_at <= now(session))
        .order_by(Event.ends_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    events = (await session.scalars(query)).all()
    for event in events:
        event.state, event.ended_at = EventState.HELD, event.ends_at
        note(session, system_actor(), "held", event)
        await publish(session, EventHeld(event.id))
    return len(events)


async def in_hand(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """Locked, for whoever organises it. Raises NotFound."""
    event = await locked(session, event_id)
    places = (await districts_of(session, [event_id]))[event_id]
    if not manages(actor, event, places):
        raise NotFound(kind="event")
    return event


async def locked(session: AsyncSession, event_id: int) -> Event:
    """Whoever else wants seats of it, or to change it, waits. Raises NotFound."""
    event = await session.get(Event, event_id, with_for_update=TO_CHANGE, populate_existing=True)
    if event is None:
        raise NotFound(kind="event")
    return event


def require_open(event: Event) -> None:
    """Raises EventOver."""
    if is_over(event.state):
        raise EventOver


def require_announced(event: Event) -> None:
    """Raises EventOver, and EventNotAnnounced for a draft."""
    require_open(event)
    if event.state is EventState.DRAFT:
        raise EventNotAnnounced


def note(session: AsyncSession, actor: Actor, action: str, event: Event) -> None:
    record(session, actor, action, Subject("event", event.id))

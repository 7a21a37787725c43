"""An event once more: a copy for another day, or a series by the week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import zone_of
from community.core.errors import InvalidInput
from community.core.usecase import use_case
from community.events.planning import service
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.parts import plan_of
from community.events.planning.queries import details, managed
from community.events.planning.rules import LONGEST_SERIES, EventPlan


@use_case
async def clone(session: AsyncSession, actor: Actor, event_id: int, starts_at: datetime) -> Event:
    """A draft of the same for another time; nobody is signed up to it. Raises NotFound."""
    event = await service.in_hand(session, actor, event_id)
    plan = plan_of(event, await details(session, event_id))
    copy = await service.draft(session, actor, moved_to(plan, starts_at))
    copy.picture_id = event.picture_id
    return copy


@use_case
async def repeat(
    session: AsyncSession, actor: Actor, event_id: int, times: int, *, every_weeks: int = 1
) -> Sequence[Event]:
    """The same hour on the wall in the weeks that follow; announced where the first one is.

    `times` counts the first one. Raises NotFound, InvalidInput, EventOver.
    """
    if times not in range(2, LONGEST_SERIES + 1):
        raise InvalidInput(field="times", limit=f"2–{LONGEST_SERIES}")
    if every_weeks not in range(1, 9):
        raise InvalidInput(field="every_weeks", limit="1–8")
    first = await service.in_hand(session, actor, event_id)
    service.require_open(first)
    zone, copies = zone_of(session), []
    for number in range(1, times):
        copy = await clone(
            session, actor, event_id, later(first.starts_at, number * every_weeks, zone)
        )
        copy.series_id = first.series_id or first.id
        if first.state is EventState.ANNOUNCED:
            await service.announce(session, actor, copy.id)
        copies.append(copy)
    first.series_id = first.series_id or first.id
    return copies


async def series_of(session: AsyncSession, actor: Actor, event_id: int) -> Sequence[Event]:
    """All of one series, the first one first; of what stands alone, nothing. Raises NotFound."""
    event = await managed(session, actor, event_id)
    if event.series_id is None:
        return []
    query = select(Event).where(Event.series_id == event.series_id)
    return (await session.scalars(query.order_by(Event.starts_at, Event.id))).all()


def later(at: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    day = local.date() + timedelta(weeks=weeks)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def moved_to(plan: EventPlan, starts_at: datetime) -> EventPlan:
    """Everything that has a time moves along; a registration that would open in the past, opens."""
    shift = starts_at - plan.starts_at
    return replace(
        plan,
        starts_at=starts_at,
        ends_at=plan.ends_at + shift,
        closes_at=plan.closes_at and plan.closes_at + shift,
        opens_at=None,
    )

"""The first page: what waits, what is unhealthy, how the club grows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.chats import queries as chats
from community.core.actor import Action, Actor
from community.core.heartbeat import pulses
from community.duty.kinds import Half
from community.duty.queries import unattended
from community.membership.districts.queries import all_districts
from community.membership.people.growth import growth
from community.membership.people.queries import unreachable_by_district
from community.membership.verification import queries as applications
from moderation.incidents import lists
from moderation.incidents import queries as incidents
from web.auth.visit import SignedIn
from web.pages.duty.looking import empty_halves, planned_places, usual_roster
from web.pages.today.events import events_ahead
from web.pages.today.groups import waiting_groups
from web.pages.today.help import waiting_help
from web.pages.today.library import articles_waiting

router = APIRouter()
_MONTHS = 6
_SHOWN = 8
_NIGHTS_AHEAD = 2


@router.get("/")
async def today(visit: SignedIn) -> Response:
    actor, now = visit.actor, visit.context.database.clock.now()
    values: dict[str, Any] = {"now": now, "empty_nights": (), "unattended": ()}
    values |= dict.fromkeys(("help_lines", "to_vet", "to_recheck"), ())
    async with visit.read() as session:
        values["places"] = {place.id: place for place in await all_districts(session)}
        if visit.may(Action.APPLICATION_VIEW):
            values["waiting"] = await applications.waiting(session, actor, _SHOWN)
            values["waiting_count"] = await applications.waiting_count(session, actor)
        if visit.may(Action.FAMILY_VIEW):
            borders = month_borders(now, visit.context.zone, _MONTHS)
            values["months"] = await growth(session, actor, borders)
        if visit.may(Action.INCIDENT_DECIDE):
            values |= await _moderation(session, actor)
        if visit.may(Action.DUTY_PLAN):
            values["empty_nights"] = await _empty_nights(session, actor)
            values["unattended"] = await unattended(session, actor)
        values |= await waiting_help(session, actor)
        values |= await events_ahead(session, actor)
        values |= await waiting_groups(session, actor)
        values |= await articles_waiting(session, actor)
        if visit.may(Action.HEALTH_VIEW):
            values |= await _health(session, actor)
    return visit.show("today/today.html", **values)


async def _health(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """What needs mending, for whoever looks after the whole and not only after people."""
    rows = await chats.chats_overview(session, actor)
    return {
        "unhealthy_chats": [row for row in rows if not row.healthy],
        "raids": [row for row in rows if row.raid_since],
        "stopped_jobs": [pulse for pulse in await pulses(session) if not pulse.healthy],
        "unreachable": await unreachable_by_district(session, actor),
    }


async def _empty_nights(session: AsyncSession, actor: Actor) -> Sequence[date]:
    """The nights of the next two days on which nobody would come."""
    own = usual_roster(actor, await planned_places(session, actor))
    empty = await empty_halves(session, actor, own, _NIGHTS_AHEAD - 1)
    return [day for day, half in empty if half is Half.NIGHT]


async def _moderation(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """How much waits for this person; an appeal against their own decision does not."""
    appeals = await lists.appeals_open(session, actor)
    return {
        "incidents": await incidents.queue_length(session, actor),
        "most_urgent": await incidents.queue(session, actor, limit=1),
        "appeals": sum(row.may_decide for row in appeals),
    }


def month_borders(now: datetime, zone: ZoneInfo, months: int) -> list[datetime]:
    """The first moments, in the region, of the last `months` months and of the next one."""
    local = now.astimezone(zone)
    last = local.year * 12 + local.month  # of the next month, counted from zero
    numbers = range(last - months, last + 1)
    return [
        datetime(number // 12, number % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
        for number in numbers
    ]

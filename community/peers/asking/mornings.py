"""Nights are left alone: when a wave may go out, and when one person may hear of something."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now, zone_of
from community.core.options import load_options
from community.core.quiet import awake_at
from community.membership.people import queries as people


async def by_day(session: AsyncSession, moment: datetime) -> datetime:
    """This moment, or the end of the region's night that it falls into."""
    options = await load_options(session)
    return awake_at(moment.astimezone(zone_of(session)), options)


async def awake(session: AsyncSession, person_id: int, after: timedelta = timedelta(0)) -> datetime:
    """So long from now, or the end of the person's own night, by their own clock."""
    options = await load_options(session)
    person = await people.person(session, person_id)
    return awake_at((now(session) + after).astimezone(_clock(session, person.zone)), options)


def _clock(session: AsyncSession, zone: str | None) -> ZoneInfo:
    """A name that was dropped is the region's clock."""
    try:
        return ZoneInfo(zone) if zone else zone_of(session)
    except (ZoneInfoNotFoundError, ValueError):
        return zone_of(session)

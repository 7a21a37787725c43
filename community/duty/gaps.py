"""Where nobody is on duty, said in time (feature 19)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import local_now, now, zone_of
from community.core.outbox.service import Letter, enqueue_all
from community.core.usecase import use_case
from community.duty import letters
from community.duty.circles import leaders_of
from community.duty.kinds import Half
from community.duty.models import Duty
from community.duty.rules import following, half_at

DAYS_AHEAD = 3
_MORNING_WORD, _EVENING_WORD = 10, 17  # hours of the region's day


async def gaps(session: AsyncSession, days: int) -> Sequence[tuple[date, Half]]:
    """Halves of the region's roster with nobody, from the present one to the end of `days` days."""
    day, half = half_at(now(session), zone_of(session))
    last = day + timedelta(days=days)
    query = select(Duty.day, Duty.half).where(
        Duty.day >= day, Duty.day <= last, Duty.district_id.is_(None)
    )
    filled = {(row.day, row.half) for row in await session.execute(query)}
    empty: list[tuple[date, Half]] = []
    while day <= last:
        if (day, half) not in filled:
            empty.append((day, half))
        day, half = following(day, half)
    return empty


async def without_substitute(
    session: AsyncSession, person_id: int, days: int
) -> Sequence[tuple[date, Half]]:
    """Halves of the region's roster that others have and in which nobody stands by yet."""
    today, half = half_at(now(session), zone_of(session))
    query = (
        select(Duty.day, Duty.half)
        .where(
            Duty.day >= today,
            Duty.day <= today + timedelta(days=days),
            Duty.district_id.is_(None),
            Duty.substitute_id.is_(None),
            Duty.person_id != person_id,
        )
        .order_by(Duty.day, Duty.half)
    )
    rows = [(row.day, row.half) for row in await session.execute(query)]
    return [row for row in rows if row >= (today, half)]  # the alphabet has the day first


@use_case
async def tell_of_gaps(session: AsyncSession) -> int:
    """Leaders hear in the morning of the coming days, and before a night that nobody has.

    At most one word of each kind a day, however often this is called; returns how many halves are
    empty.
    """
    local = local_now(session)
    empty = await gaps(session, DAYS_AHEAD)
    today = local.date().isoformat()
    told: list[Letter] = []
    if empty and local.hour >= _MORNING_WORD:
        leaders = await leaders_of(session, None)
        told += letters.gaps(leaders, day=today, tonight=False)
        if (local.date(), Half.NIGHT) in empty and local.hour >= _EVENING_WORD:
            told += letters.gaps(leaders, day=today, tonight=True)
    await enqueue_all(session, told)
    return len(empty)

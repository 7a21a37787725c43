"""Who may be written into which half of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action
from community.core.clock import now, zone_of
from community.core.options import load_options
from community.duty.errors import CannotServe, DutyOver, TooManyNights
from community.duty.kinds import Half
from community.duty.models import Duty
from community.duty.rules import bounds, fits_the_week
from community.membership.people import queries as people

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Turn:
    """A half of a day in the roster of a district or (None) the region."""

    day: date
    half: Half
    district_id: int | None = None


async def servers(session: AsyncSession, turn: Turn) -> Sequence[int]:
    """Whom the roster of a district, or of the region, may name."""
    if turn.district_id is None:
        return await people.people_who_may_somewhere(session, Action.DUTY_SERVE)
    return await people.people_who_may(session, Action.DUTY_SERVE, turn.district_id)


async def require_serve(session: AsyncSession, turn: Turn, *person_ids: int) -> None:
    """Locked before any duty is: nobody leaves meanwhile, or has two nights of two taps at once.

    Raises CannotServe, NotFound.
    """
    for one in sorted(person_ids):
        await people.locked_person(session, one)
    if not set(person_ids) <= set(await servers(session, turn)):
        raise CannotServe


async def require_not_over(session: AsyncSession, turn: Turn) -> None:
    _, ends = bounds(turn.day, turn.half, zone_of(session))
    if ends <= now(session):
        raise DutyOver


async def require_rested(session: AsyncSession, person_id: int, turn: Turn) -> None:
    """Of somebody locked by `require_serve`."""
    if turn.half is not Half.NIGHT:
        return
    query = select(Duty.day).where(
        Duty.person_id == person_id,
        Duty.half == Half.NIGHT,
        Duty.day > turn.day - _WEEK,
        Duty.day < turn.day + _WEEK,
    )
    nights = set((await session.scalars(query)).all())
    limit = (await load_options(session)).duty_nights_a_week
    if not fits_the_week(nights, turn.day, limit):
        raise TooManyNights(limit=limit)

"""Who is asked to come: by the roster and the roles as they are at this moment."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action
from community.core.clock import now, zone_of
from community.duty.kinds import Circle
from community.duty.models import Duty
from community.duty.rules import half_at
from community.membership.people import queries as people


async def members_of(
    session: AsyncSession, circle: Circle, district_id: int | None
) -> Sequence[int]:
    """Ids of the people in this circle; none, where the roster has a hole."""
    match circle:
        case Circle.ON_DUTY:
            duties = await duties_now(session, district_id)
            return await _still_serving(session, [duty.person_id for duty in duties])
        case Circle.SUBSTITUTE:
            duties = await duties_now(session, district_id)
            return await _still_serving(session, [duty.substitute_id for duty in duties])
        case Circle.LEADERS:
            return await leaders_of(session, district_id)
        case Circle.ROSTER:
            return await _who_may(session, Action.DUTY_SERVE, district_id)
    assert_never(circle)


async def duties_now(session: AsyncSession, district_id: int | None) -> Sequence[Duty]:
    """Those of the district and of the region; of no district, only the region's."""
    day, half = half_at(now(session), zone_of(session))
    query = (
        select(Duty)
        .where(
            Duty.day == day,
            Duty.half == half,
            or_(Duty.district_id.is_(None), Duty.district_id == district_id),
        )
        .order_by(Duty.district_id.is_(None), Duty.id)
    )
    return (await session.scalars(query)).all()


async def leaders_of(
    session: AsyncSession, district_id: int | None, *, but: int | None = None
) -> Sequence[int]:
    """Of the district and the region; where there are none, every leader there is."""
    near = await _who_may(session, Action.DUTY_PLAN, district_id)
    return _without(near, but) or _without(
        await people.people_who_may_somewhere(session, Action.DUTY_PLAN), but
    )


def _without(person_ids: Sequence[int], person_id: int | None) -> list[int]:
    return [one for one in person_ids if one != person_id]


async def _still_serving(session: AsyncSession, person_ids: Sequence[int | None]) -> Sequence[int]:
    """A role given for a time may have ended since the roster was written."""
    able = set(await people.people_who_may_somewhere(session, Action.DUTY_SERVE))
    return [one for one in person_ids if one in able]


async def _who_may(session: AsyncSession, action: Action, district_id: int | None) -> Sequence[int]:
    """Of somebody whose district nobody knows, everybody who serves anywhere may be asked."""
    if district_id is None:
        return await people.people_who_may_somewhere(session, action)
    return await people.people_who_may(session, action, district_id)

"""How the number of families grows, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Reach
from community.membership.people.models import Family, FamilyState


@dataclass(frozen=True)
class MonthOfGrowth:
    """A month by its first moment; `families` counts those of the club at its end."""

    begins: datetime
    joined: int
    left: int
    families: int


async def growth(
    session: AsyncSession, actor: Actor, borders: Sequence[datetime]
) -> list[MonthOfGrowth]:
    """The months between consecutive `borders`, the newest first, within the actor's reach.

    A family that came back counts as joined in the month of its first verification, and a merged
    duplicate does not count at all, so that the numbers add up to the list of families.
    """
    reach = actor.require(Action.FAMILY_VIEW)
    months = list(pairwise(borders))
    columns = [_count(reach, FamilyState.MEMBER)]
    for begin, end in months:
        columns += [
            _count(reach, FamilyState.MEMBER, verified=(begin, end)),
            _count(reach, FamilyState.LEFT, verified=(begin, end)),
            _count(reach, FamilyState.LEFT, left=(begin, end)),
        ]
    total, *counts = (await session.execute(select(*columns))).one()
    grown = []
    for index in reversed(range(len(months))):
        stayed, went_later, left = counts[3 * index : 3 * index + 3]
        joined = stayed + went_later
        grown.append(MonthOfGrowth(months[index][0], joined, left, total))
        total -= joined - left
    return grown


def _count(
    reach: Reach,
    state: FamilyState,
    *,
    verified: tuple[datetime, datetime] | None = None,
    left: tuple[datetime, datetime] | None = None,
) -> ScalarSelect[int]:
    query = select(func.count()).where(Family.state == state, Family.number.is_not(None))
    if reach.districts is not None:
        query = query.where(Family.district_id.in_(reach.districts))
    if verified is not None:
        query = query.where(Family.verified_at >= verified[0], Family.verified_at < verified[1])
    if left is not None:
        query = query.where(Family.left_at >= left[0], Family.left_at < left[1])
    return query.scalar_subquery()

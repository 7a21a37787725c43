"""Reading the register of districts, which is no secret."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.errors import NotFound
from community.membership.districts.models import District


async def active_districts(session: AsyncSession) -> Sequence[District]:
    query = select(District).where(District.active).order_by(District.name)
    return (await session.scalars(query)).all()


async def all_districts(session: AsyncSession) -> Sequence[District]:
    return (await session.scalars(select(District).order_by(District.name))).all()


async def district(session: AsyncSession, district_id: int) -> District:
    row = await session.get(District, district_id)
    if row is None:
        raise NotFound(kind="district")
    return row


async def district_by_name(session: AsyncSession, name: str) -> District:
    """Find by full name or code, in any case; raises NotFound."""
    wanted = name.strip().lower()
    query = select(District).where(
        (func.lower(District.name) == wanted) | (func.lower(District.code) == wanted)
    )
    row = await session.scalar(query)
    if row is None:
        raise NotFound(kind="district")
    return row

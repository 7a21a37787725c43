"""Writing the register of districts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.membership.districts.models import District


@dataclass(frozen=True)
class DistrictData:
    """A district as a region's file gives it."""

    code: str
    name: str
    name_in: str
    name_of: str
    name_en: str
    foster_families: int
    count_year: int
    neighbours: list[str] = field(default_factory=list)
    tile_column: int | None = None
    tile_row: int | None = None


@use_case
async def load_districts(
    session: AsyncSession, actor: Actor, districts: Sequence[DistrictData]
) -> int:
    """Take over a region's file: known codes are updated, new ones added, none removed."""
    actor.require(Action.DISTRICT_EDIT)
    known = {row.code: row for row in await session.scalars(select(District))}
    for data in districts:
        row = known.get(data.code)
        if row is None:
            session.add(District(**asdict(data)))
        else:
            for name, value in asdict(data).items():
                setattr(row, name, value)
    record(session, actor, "load", Subject("district"), count=len(districts))
    return len(districts)


@use_case
async def change_district(
    session: AsyncSession,
    actor: Actor,
    district_id: int,
    *,
    name: str,
    name_in: str,
    name_of: str,
    foster_families: int,
    count_year: int,
    active: bool,
) -> None:
    """Correct one district by hand.

    Raises InvalidInput for a name that is empty or taken, or a wrong number.
    """
    actor.require(Action.DISTRICT_EDIT)
    row = await session.get(District, district_id)
    if row is None:
        raise NotFound(kind="district")
    for field_name, text in (("name", name), ("name_in", name_in), ("name_of", name_of)):
        if not 0 < len(text.strip()) <= 80:  # noqa: PLR2004  the column's width
            raise InvalidInput(field=field_name, limit=80)
        setattr(row, field_name, text.strip())
    if foster_families < 0:
        raise InvalidInput(field="foster_families", limit=0)
    row.foster_families, row.count_year, row.active = foster_families, count_year, active
    try:
        await session.flush()
    except IntegrityError as error:
        raise InvalidInput(field="name", limit=80) from error
    record(session, actor, "change", Subject("district", row.id, district_id=row.id))

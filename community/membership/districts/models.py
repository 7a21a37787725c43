"""Districts of the region."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId


class District(WithId, Base):
    """A municipality. The case forms are written by people: names of places resist rules."""

    __tablename__ = "district"
    __table_args__ = (CheckConstraint("foster_families >= 0", name="families_not_negative"),)

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    name_in: Mapped[str] = mapped_column(String(80))  # «в Кедровском районе»
    name_of: Mapped[str] = mapped_column(String(80))  # «Кедровского района»
    name_en: Mapped[str] = mapped_column(String(80))
    # On the register of the guardianship body in `count_year`.
    foster_families: Mapped[int]
    count_year: Mapped[int]
    neighbours: Mapped[list[str]]
    tile_column: Mapped[int | None]
    tile_row: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)

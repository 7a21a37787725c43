"""Working days by Russia's official calendar, transfers and working Saturdays included.

Years whose transfers are not decreed yet lack them, so a region may override single days, and
every computed deadline can say which calendar it used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

import holidays
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import Base
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
NOTE_LIMIT = 200


class WorkdayOverride(Base):
    """A day that a decree made working or free after the library's calendar was printed."""

    __tablename__ = "workday_override"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    note: Mapped[str] = mapped_column(String(NOTE_LIMIT))
    changed_at: Mapped[datetime]


@dataclass
class WorkCalendar:
    """The calendar with the region's overrides applied."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    _russia: Any = field(default_factory=lambda: holidays.country_holidays("RU"), repr=False)

    @property
    def version(self) -> str:
        """What a deadline was computed with, e.g. `holidays 0.109 + 2`."""
        return f"holidays {version('holidays')} + {len(self.overrides)}"

    def is_working(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        return bool(self._russia.is_working_day(day))

    def is_holiday(self, day: date) -> bool:
        """Free for more than being a weekend: a feast, or a day that it was moved to."""
        if day in self.overrides:
            return not self.overrides[day]
        is_weekend = day.weekday() >= _SATURDAY
        return day in self._russia or not (is_weekend or self.is_working(day))

    def add(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`; the count begins on the day after it."""
        if days < 0:
            raise ValueError("working days are counted forward")
        day = start
        while days:
            day += _ONE_DAY
            days -= self.is_working(day)
        return day

    def roll_forward(self, day: date) -> date:
        """The same day if it is a working one, else the next that is."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day


@use_case
async def override_day(
    session: AsyncSession, actor: Actor, day: date, *, working: bool, note: str
) -> None:
    """Enter what a decree says of a day; `note` names the decree. Raises InvalidInput."""
    actor.require(Action.DISTRICT_EDIT)
    if not 0 < len(note.strip()) <= NOTE_LIMIT:
        raise InvalidInput(field="note", limit=NOTE_LIMIT)
    moment = now(session)
    row = WorkdayOverride(day=day, working=working, note=note.strip(), changed_at=moment)
    await session.merge(row)
    record(session, actor, "override", Subject("workday"), day=day.isoformat(), working=working)


@use_case
async def restore_day(session: AsyncSession, actor: Actor, day: date) -> None:
    """Go by the library's calendar again; raises NotFound where nothing was entered."""
    actor.require(Action.DISTRICT_EDIT)
    row = await session.get(WorkdayOverride, day)
    if row is None:
        raise NotFound(kind="workday_override")
    await session.delete(row)
    record(session, actor, "restore", Subject("workday"), day=day.isoformat())


async def load_calendar(session: AsyncSession) -> WorkCalendar:
    rows = (await session.scalars(select(WorkdayOverride))).all()
    return WorkCalendar({row.day: row.working for row in rows})

"""From hours on the wall, of a week and of single days, to quarters that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Protocol
from zoneinfo import ZoneInfo

from community.consultations.schedule.rules import (
    Opening,
    Pace,
    Window,
    quarter_of,
    quarter_until,
    serves,
    starts_mask,
    without,
)
from community.consultations.specialists.kinds import Format

_DAY = timedelta(days=1)


class HoursOfWeekday(Protocol):
    weekday: int
    begins: time
    ends: time
    format: Format | None


class HoursOfDay(Protocol):
    day: date
    begins: time
    ends: time
    format: Format | None
    district_id: int | None


@dataclass(frozen=True)
class Wish:
    """How and where somebody would like to meet; None: any way, a district that is not known."""

    format: Format | None = None
    district_id: int | None = None


@dataclass(frozen=True)
class Dial:
    """Some days of the region's clock on the wall, read in quarters.

    An hour that the clock skips begins when it goes on; one that comes twice is the first. What
    was read is remembered: many specialists work at the same hours.
    """

    zone: ZoneInfo
    first_day: date
    days: int

    def days_of(self, weekday: int) -> list[date]:
        first = (weekday - self.first_day.weekday()) % 7
        return [self.first_day + number * _DAY for number in range(first, self.days, 7)]

    def covers(self, day: date) -> bool:
        return self.first_day <= day < self.first_day + self.days * _DAY

    def quarters(self, day: date, begins: time, ends: time) -> tuple[int, int]:
        first = quarter_until(datetime.combine(day, begins, self.zone))
        return first, quarter_of(datetime.combine(day, ends, self.zone))

    def whole(self, day: date) -> tuple[int, int]:
        """From this midnight to the next."""
        midnights = (datetime.combine(one, time(), self.zone) for one in (day, day + _DAY))
        first, last = (quarter_until(midnight) for midnight in midnights)
        return first, last

    def every(self, hours: HoursOfWeekday, pace: Pace, window: Window) -> int:
        """The starts that these hours of each week allow."""
        key = (hours.weekday, hours.begins, hours.ends, pace.length, pace.pause, window.first)
        if (known := self._masks.get(key)) is None:
            known = 0
            for day in self.days_of(hours.weekday):
                opening = Opening(*self.quarters(day, hours.begins, hours.ends))
                known |= starts_mask(opening, pace, window)
            self._masks[key] = known
        return known

    @cached_property
    def _masks(self) -> dict[tuple[object, ...], int]:
        return {}


@dataclass(frozen=True)
class Calendar:
    """The hours of one specialist. A day with hours of its own has none of the week's."""

    weekly: Sequence[HoursOfWeekday]
    single: Sequence[HoursOfDay]
    dial: Dial

    @cached_property
    def openings(self) -> list[Opening]:
        """One by one, in their order."""
        dial = self.dial
        own = [one for one in self.single if dial.covers(one.day)]
        own_days = {one.day for one in own}
        found = [
            Opening(*dial.quarters(one.day, one.begins, one.ends), one.format, one.district_id)
            for one in own
        ]
        for hours in self.weekly:
            found += [
                Opening(*dial.quarters(day, hours.begins, hours.ends), hours.format)
                for day in dial.days_of(hours.weekday)
                if day not in own_days
            ]
        found.sort(key=itemgetter(0))
        return found

    def starts(self, pace: Pace, window: Window, wish: Wish) -> int:
        """Where a consultation may begin for somebody with this wish, as bits."""
        mask = 0
        for hours in self.weekly:
            if serves(hours.format, None, wish.format, wish.district_id):
                mask |= self.dial.every(hours, pace, window)
        for day in {one.day for one in self.single if self.dial.covers(one.day)}:
            mask = without(mask, *self.dial.whole(day), window)
        return mask | self._of_single(pace, window, wish, only_travel=False)

    def travel(self, pace: Pace, window: Window, wish: Wish) -> int:
        """The same of days of travel alone."""
        return self._of_single(pace, window, wish, only_travel=True)

    def _of_single(self, pace: Pace, window: Window, wish: Wish, *, only_travel: bool) -> int:
        mask = 0
        for one in self.single:
            is_meant = one.district_id is not None or not only_travel
            fits = serves(one.format, one.district_id, wish.format, wish.district_id)
            if is_meant and fits and self.dial.covers(one.day):
                opening = Opening(*self.dial.quarters(one.day, one.begins, one.ends))
                mask |= starts_mask(opening, pace, window)
        return mask

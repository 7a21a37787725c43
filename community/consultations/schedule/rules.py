"""From hours of work to free times. Everything is counted in quarters of an hour, in UTC.

A quarter is a whole number: quarters since 1970. Hours are clock times of the region; what a
change of the clock does to them happens in `opened_by` and nowhere else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from community.consultations.specialists.kinds import Format

QUARTER_MINUTES = 15
_SECONDS = QUARTER_MINUTES * 60
_DAY = timedelta(days=1)


def quarter_of(moment: datetime) -> int:
    """The quarter that this moment lies in."""
    return int(moment.timestamp()) // _SECONDS


def quarter_until(moment: datetime) -> int:
    """The first quarter that begins at this moment or later."""
    return -(-int(moment.timestamp()) // _SECONDS)


def moment_of(quarter: int) -> datetime:
    return datetime.fromtimestamp(quarter * _SECONDS, UTC)


def is_whole(at: time) -> bool:
    """Whether it is the beginning of a quarter."""
    return at.minute % QUARTER_MINUTES == 0 and at.second == at.microsecond == 0


@dataclass(frozen=True)
class Pace:
    """How long a consultation lasts and how long the pause after it, in quarters."""

    length: int
    pause: int

    @classmethod
    def of(cls, minutes: int, buffer_minutes: int) -> "Pace":
        return cls(minutes // QUARTER_MINUTES, buffer_minutes // QUARTER_MINUTES)

    @property
    def step(self) -> int:
        return self.length + self.pause


@dataclass(frozen=True)
class Opening:
    """Quarters `first` … `last` - 1 in which consultations may lie. No format: either will do."""

    first: int
    last: int
    format: Format | None = None
    district_id: int | None = None


class Hours(Protocol):
    """A row of hours, of a week or of one day."""

    begins: time
    ends: time
    format: Format | None


class DayOfHours(Hours, Protocol):
    day: date
    district_id: int | None


class WeekdayOfHours(Hours, Protocol):
    weekday: int


def openings(
    weekly: Sequence[WeekdayOfHours],
    single: Sequence[DayOfHours],
    zone: ZoneInfo,
    first_day: date,
    days: int,
) -> list[Opening]:
    """What the hours open from a day on. A day with hours of its own has no others."""
    own_days = {hours.day for hours in single}
    found = [
        _opening(hours.day, hours, zone, hours.district_id)
        for hours in single
        if first_day <= hours.day < first_day + days * _DAY
    ]
    for number in range(days):
        day = first_day + number * _DAY
        if day in own_days:
            continue
        weekday = day.weekday()
        found += [_opening(day, hours, zone, None) for hours in weekly if hours.weekday == weekday]
    found.sort(key=lambda one: one.first)
    return found


def _opening(day: date, hours: Hours, zone: ZoneInfo, district_id: int | None) -> Opening:
    """An hour that the clock skips begins when it goes on; one that comes twice is the first."""
    begins = datetime.combine(day, hours.begins, zone)
    ends = datetime.combine(day, hours.ends, zone)
    return Opening(quarter_until(begins), quarter_of(ends), hours.format, district_id)


def starts_in(
    opening: Opening, pace: Pace, taken: Iterable[tuple[int, int]], not_before: int
) -> list[int]:
    """Quarters at which a consultation may begin.

    `taken` are stretches (first, last) that nothing may touch. The times follow each other at an
    even pace from the beginning of the hours, so that they are round; the last pause may reach
    beyond the end.
    """
    starts = range(opening.first, opening.last - pace.length + 1, pace.step)
    if not starts:
        return []
    blocked = {
        start
        for first, last in taken
        if first < opening.last + pace.pause and last > opening.first
        for start in _touching(starts, pace, first, last)
    }
    return [start for start in starts if start >= not_before and start not in blocked]


def _touching(starts: range, pace: Pace, first: int, last: int) -> Iterator[int]:
    """The starts whose consultation or pause would share a quarter with [first, last)."""
    lowest = max(0, -((starts.start - (first - pace.step + 1)) // pace.step))
    for index in range(lowest, len(starts)):
        start = starts[index]
        if start >= last:
            return
        if start + pace.step > first:
            yield start


def serves(opening: Opening, wished: Format | None, district_id: int | None) -> bool:
    """Whether somebody who wishes to meet so, living there, can come to these hours.

    A day of travel is for people of that district alone.
    """
    if opening.district_id is not None:
        return wished is not Format.ONLINE and opening.district_id == district_id
    return wished is None or opening.format is None or opening.format is wished

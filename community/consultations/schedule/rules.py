"""From hours of work to free times. Everything is counted in quarters of an hour, in UTC.

A quarter is a whole number: quarters since 1970. Hours are clock times of the region; what a
change of the clock does to them happens in `opened_by` and nowhere else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from operator import itemgetter
from typing import NamedTuple, Protocol
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


class Opening(NamedTuple):
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


class Dial:
    """The region's clock on the wall, read in quarters.

    An hour that the clock skips begins when it goes on; one that comes twice is the first. What
    was read is remembered: many specialists work at the same hours.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._read: dict[tuple[object, ...], Opening] = {}

    def opening(self, day: date, hours: Hours, district_id: int | None = None) -> Opening:
        begins, ends, meeting = hours.begins, hours.ends, hours.format
        key = (day, begins, ends, meeting, district_id)
        if (known := self._read.get(key)) is None:
            first = quarter_until(datetime.combine(day, begins, self._zone))
            last = quarter_of(datetime.combine(day, ends, self._zone))
            known = self._read[key] = Opening(first, last, meeting, district_id)
        return known


def openings(
    weekly: Sequence[WeekdayOfHours],
    single: Sequence[DayOfHours],
    dial: Dial,
    first_day: date,
    days: int,
) -> list[Opening]:
    """What the hours open from a day on. A day with hours of its own has no others."""
    by_weekday: list[list[WeekdayOfHours]] = [[] for _ in range(7)]
    for hours in weekly:
        by_weekday[hours.weekday].append(hours)
    own: dict[date, list[DayOfHours]] = {}
    for day_hours in single:
        own.setdefault(day_hours.day, []).append(day_hours)
    found: list[Opening] = []
    for number in range(days):
        day = first_day + number * _DAY
        if day in own:
            found += [dial.opening(day, one, one.district_id) for one in own[day]]
        else:
            found += [dial.opening(day, one) for one in by_weekday[day.weekday()]]
    found.sort(key=itemgetter(0))
    return found


@dataclass(frozen=True)
class Window:
    """Which quarters matter: from `first` to before `last`; a mask's bit n is `first` + n."""

    first: int
    last: int


def free_mask(
    openings: Iterable[Opening], pace: Pace, taken: Iterable[tuple[int, int]], window: Window
) -> int:
    """The quarters at which a consultation may begin, as bits: sixty days are one number.

    `taken` are stretches (first, last) that neither it nor its pause may touch. The times follow
    each other at an even pace from the beginning of the hours, so that they are round; the last
    pause may reach beyond the end.
    """
    free, base = 0, window.first
    for opening in openings:
        count = (opening.last - opening.first - pace.length) // pace.step + 1
        if count > 0:
            free |= _shifted(_evenly(count, pace.step), opening.first - base)
    for first, last in taken:
        free &= ~_span(first - pace.step + 1 - base, last - base)
    return free & _span(0, window.last - base)


@cache
def _evenly(count: int, step: int) -> int:
    return sum(1 << number * step for number in range(count))


def _span(first: int, last: int) -> int:
    """Bits `first` … `last` - 1, as far as they are not negative."""
    first = max(first, 0)
    return ((1 << (last - first)) - 1) << first if last > first else 0


def _shifted(mask: int, by: int) -> int:
    return mask << by if by >= 0 else mask >> -by


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, in their order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def starts_in(
    opening: Opening, pace: Pace, taken: Iterable[tuple[int, int]], not_before: int
) -> list[int]:
    """The same of one opening, as quarters."""
    window = Window(max(opening.first, not_before), opening.last)
    free = free_mask([opening], pace, taken, window)
    return [window.first + number for number in bits(free)]


def serves(opening: Opening, wished: Format | None, district_id: int | None) -> bool:
    """Whether somebody who wishes to meet so, living there, can come to these hours.

    A day of travel is for people of that district alone.
    """
    if opening.district_id is not None:
        return wished is not Format.ONLINE and opening.district_id == district_id
    return wished is None or opening.format is None or opening.format is wished

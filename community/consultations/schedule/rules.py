"""Free times as bits. Everything is counted in quarters of an hour, in UTC.

A quarter is a whole number: quarters since 1970. Sixty days of quarters are the bits of one number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import NamedTuple

from community.consultations.specialists.kinds import Format

QUARTER_MINUTES = 15
_SECONDS = QUARTER_MINUTES * 60


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


@dataclass(frozen=True)
class Window:
    """Which quarters matter: from `first` to before `last`; a mask's bit n is `first` + n."""

    first: int
    last: int


def starts_mask(opening: Opening, pace: Pace, window: Window) -> int:
    """The quarters at which a consultation may begin.

    They follow each other at an even pace from the beginning of the hours, so that the times are
    round; the last pause may reach beyond the end.
    """
    count = (opening.last - opening.first - pace.length) // pace.step + 1
    if count <= 0:
        return 0
    return _shifted(_evenly(count, pace.step), opening.first - window.first)


def without_taken(mask: int, pace: Pace, taken: Iterable[tuple[int, int]], window: Window) -> int:
    """Less the starts whose consultation or pause would touch a stretch (first, last)."""
    step, base = pace.step, window.first
    for first, last in taken:
        mask &= ~_span(first - step + 1 - base, last - base)
    return mask & _span(0, window.last - base)


def without(mask: int, first: int, last: int, window: Window) -> int:
    """Less the starts that lie from a quarter to before another."""
    return mask & ~_span(first - window.first, last - window.first)


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
    free = without_taken(starts_mask(opening, pace, window), pace, taken, window)
    return [window.first + number for number in bits(free)]


def serves(
    meeting: Format | None,
    travels_to: int | None,
    wished: Format | None,
    home: int | None,
) -> bool:
    """Whether somebody who wishes to meet so, living there, can come to such hours.

    A day of travel is for people of that district alone. No format: either will do.
    """
    if travels_to is not None:
        return wished is not Format.ONLINE and travels_to == home
    return wished is None or meeting is None or meeting is wished

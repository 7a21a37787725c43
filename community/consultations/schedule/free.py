"""Free times of several specialists, found without writing each of them down (decision 013)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from community.consultations.schedule.hours import Calendar, Wish
from community.consultations.schedule.rules import (
    Opening,
    Pace,
    Window,
    bits,
    moment_of,
    quarter_of,
    quarter_until,
    without_taken,
)
from community.consultations.specialists.kinds import Format

Stretch = tuple[int, int]  # first quarter, and the one after the last


@dataclass(frozen=True, order=True)
class Slot:
    """A free time. `format` None: online or in person, as the parent prefers."""

    starts_at: datetime
    specialist_id: int
    ends_at: datetime = field(compare=False)
    format: Format | None = field(compare=False)
    district_id: int | None = field(compare=False)  # where a day of travel leads to


@dataclass(frozen=True)
class Plan:
    """The hours of one specialist, and what nothing may be put into."""

    specialist_id: int
    pace: Pace
    calendar: Calendar
    taken: Sequence[Stretch]

    @property
    def openings(self) -> Sequence[Opening]:
        return self.calendar.openings


class _Way:
    """One specialist's free times, a bit each; what kind of time it is, is told when asked for."""

    def __init__(self, plan: Plan, wish: Wish, window: Window) -> None:
        self._plan, self._window = plan, window
        starts = plan.calendar.starts(plan.pace, window, wish)
        self.free = without_taken(starts, plan.pace, plan.taken, window)
        self.travel = self.free & plan.calendar.travel(plan.pace, window, wish)

    def starts(self, mask: int) -> Iterator[int]:
        return (self._window.first + number for number in bits(mask))

    def slot(self, start: int) -> Slot:
        plan = self._plan
        place = bisect_right(plan.openings, start, key=lambda one: one.first) - 1
        opening = plan.openings[place]
        ends_at = moment_of(start + plan.pace.length)
        return Slot(
            moment_of(start), plan.specialist_id, ends_at, opening.format, opening.district_id
        )


class FreeTimes:
    """What a parent chooses from: the next times, how many a day has, those of an hour."""

    def __init__(self, plans: Iterable[Plan], wish: Wish, window: Window) -> None:
        self._window = window
        self._ways = [_Way(plan, wish, window) for plan in plans]

    def first(self, limit: int | None = None) -> list[Slot]:
        """In their order; a rare day of travel to the wished district first (scenario 16)."""
        found = self._slots([way.travel for way in self._ways], limit)
        rest = None if limit is None else limit - len(found)
        return [*found, *self._slots([way.free & ~way.travel for way in self._ways], rest)]

    def _slots(self, masks: Sequence[int], limit: int | None = None) -> list[Slot]:
        """Of each specialist's mask, in their order; only what is asked for is spelt out."""
        found = merge(*(self._numbered(number, mask) for number, mask in enumerate(masks)))
        return [self._ways[number].slot(start) for start, number in islice(found, limit)]

    def _numbered(self, number: int, mask: int) -> Iterator[tuple[int, int]]:
        return ((start, number) for start in self._ways[number].starts(mask))

    def days(self, zone: ZoneInfo) -> dict[date, int]:
        """How many free times each day has, as the clocks of this zone count days."""
        day = moment_of(self._window.first).astimezone(zone).date()
        counts: dict[date, int] = {}
        while (begins := self._midnight(day, zone)) < self._window.last:
            mask = self._span(begins, self._midnight(day + timedelta(days=1), zone))
            if count := sum((way.free & mask).bit_count() for way in self._ways):
                counts[day] = count
            day += timedelta(days=1)
        return counts

    def on(self, day: date, zone: ZoneInfo) -> list[Slot]:
        mask = self._span(self._midnight(day, zone), self._midnight(day + timedelta(days=1), zone))
        return self._slots([way.free & mask for way in self._ways])

    def at(self, moment: datetime) -> list[Slot]:
        """Whoever is free then."""
        if moment_of(quarter_of(moment)) != moment:
            return []
        mask = self._span(quarter_of(moment), quarter_of(moment) + 1)
        return self._slots([way.free & mask for way in self._ways])

    def __len__(self) -> int:
        return sum(way.free.bit_count() for way in self._ways)

    def _midnight(self, day: date, zone: ZoneInfo) -> int:
        return quarter_until(datetime.combine(day, time(), zone))

    def _span(self, first: int, last: int) -> int:
        low, high = first - self._window.first, last - self._window.first
        low = max(low, 0)
        return ((1 << (high - low)) - 1) << low if high > low else 0

"""Free times of several specialists, found without writing each of them down (decision 013)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from community.consultations.schedule.rules import (
    Opening,
    Pace,
    Window,
    bits,
    free_mask,
    moment_of,
    quarter_of,
    quarter_until,
    serves,
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
    openings: Sequence[Opening]
    taken: Sequence[Stretch]


@dataclass(frozen=True)
class Wish:
    """How and where somebody would like to meet; None: any way, a district that is not known."""

    format: Format | None = None
    district_id: int | None = None


class _Way:
    """One specialist's free times: a bit each, and the openings to tell what they are."""

    def __init__(self, plan: Plan, wish: Wish, window: Window) -> None:
        self._plan, self._window = plan, window
        wanted, home = wish.format, wish.district_id
        served = [one for one in plan.openings if serves(one, wanted, home)]
        travel = [one for one in served if one.district_id is not None]
        self._openings = served
        self.free = free_mask(served, plan.pace, plan.taken, window)
        self.travel = free_mask(travel, plan.pace, plan.taken, window) if travel else 0

    def slots(self, mask: int) -> Iterator[Slot]:
        for number in bits(mask):
            yield self._slot(self._window.first + number)

    def _slot(self, start: int) -> Slot:
        place = bisect_right(self._openings, start, key=lambda one: one.first) - 1
        opening, plan = self._openings[place], self._plan
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
        travel = merge(*(way.slots(way.travel) for way in self._ways))
        usual = merge(*(way.slots(way.free & ~way.travel) for way in self._ways))
        found = [*islice(travel, limit)]
        rest = None if limit is None else limit - len(found)
        return [*found, *islice(usual, rest)]

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
        return list(merge(*(way.slots(way.free & mask) for way in self._ways)))

    def at(self, moment: datetime) -> list[Slot]:
        """Whoever is free then."""
        if moment_of(quarter_of(moment)) != moment:
            return []
        mask = self._span(quarter_of(moment), quarter_of(moment) + 1)
        return [slot for way in self._ways for slot in way.slots(way.free & mask)]

    def __len__(self) -> int:
        return sum(way.free.bit_count() for way in self._ways)

    def _midnight(self, day: date, zone: ZoneInfo) -> int:
        return quarter_until(datetime.combine(day, time(), zone))

    def _span(self, first: int, last: int) -> int:
        low, high = first - self._window.first, last - self._window.first
        low = max(low, 0)
        return ((1 << (high - low)) - 1) << low if high > low else 0

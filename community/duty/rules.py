"""Halves of a day, who is asked after whom, and how many nights are enough."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.duty.kinds import Circle, Colour, Half

MORNING, EVENING = time(8), time(20)
WORDS_LIMIT = 1000  # of one message
CARD_LIMIT = 3000  # of all that stands on a card, in UTF-16 units: it is one message
KEEP_WORDS = timedelta(days=30)  # as long as an excerpt of an incident
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def half_at(moment: datetime, zone: ZoneInfo) -> tuple[date, Half]:
    """Which half of which day it is; a night belongs to the day on which it began."""
    local = moment.astimezone(zone)
    if local.time() < MORNING:
        return local.date() - _DAY, Half.NIGHT
    return local.date(), Half.DAY if local.time() < EVENING else Half.NIGHT


def bounds(day: date, half: Half, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When a duty begins and ends, in UTC; longer or shorter where the clocks change."""
    begins = datetime.combine(day, MORNING if half is Half.DAY else EVENING, zone)
    end_day, end = (day, EVENING) if half is Half.DAY else (day + _DAY, MORNING)
    return begins.astimezone(UTC), datetime.combine(end_day, end, zone).astimezone(UTC)


def following(day: date, half: Half) -> tuple[date, Half]:
    return (day, Half.NIGHT) if half is Half.DAY else (day + _DAY, Half.DAY)


def next_circle(circle: Circle) -> Circle:
    """The last one, everybody on the roster, is followed by the leaders again."""
    return {
        Circle.ON_DUTY: Circle.SUBSTITUTE,
        Circle.SUBSTITUTE: Circle.LEADERS,
        Circle.LEADERS: Circle.ROSTER,
        Circle.ROSTER: Circle.LEADERS,
    }[circle]


def redder(one: Colour, other: Colour) -> Colour:
    return max(one, other, key=lambda colour: colour.weight)


def most_nights_in_a_week(nights: Collection[date]) -> int:
    """The most nights that lie within any seven days, wherever the seven begin."""
    return max(
        (sum(0 <= (n - first).days < _WEEK.days for n in nights) for first in nights), default=0
    )


def fits_the_week(nights: Collection[date], new: date, limit: int) -> bool:
    """Whether one more night leaves every seven days with at most `limit` (spec/beyond.md 15)."""
    near = {night for night in nights if abs((night - new).days) < _WEEK.days} | {new}
    return most_nights_in_a_week(near) <= limit

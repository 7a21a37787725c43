"""When a group meets: its rhythm laid out over the weeks that come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from community.core.errors import InvalidInput

AHEAD = timedelta(weeks=6)
REMIND_BEFORE = timedelta(days=1)
MOOD_LIMIT = 120
PLACE_LIMIT, LINK_LIMIT, REASON_LIMIT = 200, 300, 300
_SHORTEST, _LONGEST, _RAREST = 30, 240, 8


@dataclass(frozen=True)
class Rhythm:
    """Every so many weeks on the weekday of `begins_on`, by the clock on the wall."""

    begins_on: date
    every_weeks: int
    at: time
    minutes: int
    place: str | None = None
    link: str | None = None


def check(rhythm: Rhythm) -> None:
    """Raises InvalidInput with `field` and `limit`."""
    if not 1 <= rhythm.every_weeks <= _RAREST:
        raise InvalidInput(field="every_weeks", limit=f"1–{_RAREST}")
    if not _SHORTEST <= rhythm.minutes <= _LONGEST:
        raise InvalidInput(field="minutes", limit=f"{_SHORTEST}–{_LONGEST}")
    check_where(rhythm.place, rhythm.link)


def check_where(place: str | None, link: str | None) -> None:
    """A link is https alone. Raises InvalidInput."""
    if place is not None and len(place) > PLACE_LIMIT:
        raise InvalidInput(field="place", limit=PLACE_LIMIT)
    if link is not None:
        parts = urlsplit(link)
        if len(link) > LINK_LIMIT or parts.scheme != "https" or "." not in parts.netloc:
            raise InvalidInput(field="link", limit=LINK_LIMIT)


def days(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    """The days of meetings from `first` to `last`, both included."""
    step = timedelta(weeks=rhythm.every_weeks)
    day = rhythm.begins_on
    if first > day:
        day += step * -(-(first - day) // step)
    while day <= last:
        yield day
        day += step


def span(day: date, at: time, minutes: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when in UTC, whatever the clocks on the wall do that night."""
    starts_at = datetime.combine(day, at, zone).astimezone(UTC)
    return starts_at, starts_at + timedelta(minutes=minutes)


def reminder_at(
    starts_at: datetime, moment: datetime, awake: Callable[[datetime], datetime]
) -> datetime | None:
    """The day before, but not in the night; None when it would come too late to be of use."""
    at = awake(starts_at - REMIND_BEFORE)
    return at if moment <= at < starts_at else None

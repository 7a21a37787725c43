"""When an event begins and ends, and how many come, as an organiser types it on a telephone.

Days and hours are read as in /schedule, to the minute. Raises what is raised there.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.features.schedule.reading import (
    FURTHEST,
    Away,
    Trouble,
    Unreadable,
    read_away,
    read_day,
    read_moment,
)

_NOON = 12
_LONGEST = 100  # characters of what somebody types for a number
_PART_OF_DAY = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(утра|дня|вечера|ночи|am|pm)\b", re.IGNORECASE
)
_HOUR_FIRST = re.compile(r"\s*(?:в\s+)?(\d{1,2}(?:[:.]\d{2})?)[,\s]+(.+)", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-‐‑‒–—−]|\bдо\b|\bпо\b|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"^\s*(?:с|со|from)\s+", re.IGNORECASE)
_NUMBER = r"(\d{1,3}(?:[.,]\d)?)"
_LASTING = re.compile(
    rf"(?:{_NUMBER}\s*(?:ч\b\.?|час(?:а|ов)?\b|h\b|hours?\b))?\s*(?:и|and)?\s*"
    rf"(?:{_NUMBER}\s*(?:м\b|мин(?:ут[аы]?)?\b\.?|min(?:utes?)?\b))?"
)
_IN_WORDS = {
    "час": timedelta(hours=1),
    "an hour": timedelta(hours=1),
    "полчаса": timedelta(minutes=30),
    "полтора часа": timedelta(minutes=90),
    "два часа": timedelta(hours=2),
    "три часа": timedelta(hours=3),
    "четыре часа": timedelta(hours=4),
}
_CLOCK = re.compile(r"(?:до|until|to)?\s*(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:ч|час(?:ов|а)?))?")
_WHOLE = re.compile(r"[0-9]+")


def read_when(text: str, present: datetime, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """«21 марта 12:00», «завтра в 6 вечера», «21.03 12-15», «12 июня 10:00 – 14 июня 18:00».

    Where no end is typed, it is None.
    """
    today = present.astimezone(zone).date()
    begins, ends = _when(_in_24_hours(text), today, zone, text)
    if begins <= present:
        raise Unreadable(Trouble.PAST, text.strip())
    if begins - present > FURTHEST:
        raise Unreadable(Trouble.FAR, text.strip())
    return begins, ends


def _when(plain: str, today: date, zone: ZoneInfo, text: str) -> tuple[datetime, datetime | None]:
    if begins := _moment(plain, today, zone):
        return begins, None
    for found in _TO.finditer(plain):
        left = _moment(_FROM.sub("", plain[: found.start()]), today, zone)
        right = _moment(plain[found.end() :], today, zone)
        if left and right:
            return left, _after(right, left, text)
    away = read_away(plain, today, on_quarters=False)
    if away.begins is None or away.ends is None:
        return _without_end(away, zone, text)
    begins, ends = away.moments(zone)
    return begins, ends


def _without_end(away: Away, zone: ZoneInfo, text: str) -> tuple[datetime, None]:
    if away.begins is None:
        raise Unreadable(Trouble.HOUR, text.strip())
    return datetime.combine(away.first, away.begins, zone), None


def _moment(plain: str, today: date, zone: ZoneInfo) -> datetime | None:
    """«21 марта 12:00», or the hour first: «в 12:00 21 марта»."""
    try:
        day, at = read_moment(plain, today, on_quarters=False)
    except Unreadable as error:
        if error.trouble is not Trouble.DAY:
            raise
        found = _HOUR_FIRST.fullmatch(plain)
        if found is None or not _is_day(found[2], today):
            return None
        day, at = read_moment(f"{found[2]} {found[1]}", today, on_quarters=False)
    return datetime.combine(day, at, zone)


def _is_day(text: str, today: date) -> bool:
    try:
        read_day(text, today)
    except Unreadable as error:
        return error.trouble is not Trouble.DAY
    return True


def read_end(text: str, begins: datetime) -> datetime:
    """«2 часа», «полтора часа», «1 ч 30 мин», «до 15:00», «до 14 июня 18:00».

    `begins` is by the clock that is meant.
    """
    plain = " ".join(_in_24_hours(text).lower().replace("ё", "е").split()).strip(" .!")
    if lasting := _lasting(plain):
        return begins.astimezone(UTC) + lasting
    if found := _CLOCK.fullmatch(plain):
        return _after(datetime.combine(begins.date(), _clock(found), begins.tzinfo), begins, text)
    zone = begins.tzinfo
    assert isinstance(zone, ZoneInfo)
    ends = _moment(re.sub(r"^(?:до|until|to)\s+", "", plain), begins.date(), zone)
    if ends is None:
        raise Unreadable(Trouble.LENGTH, text.strip())
    return _after(ends, begins, text)


def _lasting(plain: str) -> timedelta | None:
    if plain in _IN_WORDS:
        return _IN_WORDS[plain]
    found = _LASTING.fullmatch(plain)
    if found is None or not (found[1] or found[2]):
        return None
    hours, minutes = (float((one or "0").replace(",", ".")) for one in found.groups())
    return timedelta(hours=hours, minutes=minutes) or None


def _clock(found: re.Match[str]) -> time:
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as error:
        raise Unreadable(Trouble.CLOCK, found[0]) from error


def _after(ends: datetime, begins: datetime, text: str) -> datetime:
    if ends <= begins:
        raise Unreadable(Trouble.ORDER, text.strip())
    return ends


def _in_24_hours(text: str) -> str:
    """«6 вечера» is 18:00."""
    return _PART_OF_DAY.sub(_hour_of_day, text)


def _hour_of_day(found: re.Match[str]) -> str:
    hour, part = int(found[1]), found[3].lower()
    if part in ("дня", "вечера", "pm") and hour < _NOON:
        hour += _NOON
    elif part in ("ночи", "am") and hour == _NOON:
        hour = 0
    return f"{hour}:{found[2] or '00'}"


def read_count(text: str) -> int | None:
    """«30», «30 мест», «до 30 человек»; None where it holds no number, or two."""
    numbers = _WHOLE.findall(text[:_LONGEST])
    return int(numbers[0]) if len(numbers) == 1 else None

"""From what a person types to hours, days and time off. Pure; Russian first, English as well.

Whatever cannot be read is an `Unreadable` that names the piece, so that the screen can say what is
allowed; nobody has to type the rest again from memory, it stands in their own chat.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from community.consultations.schedule.rules import is_whole
from community.consultations.schedule.service import Span
from community.consultations.specialists.kinds import Format

FURTHEST = timedelta(days=366)
_DAY = timedelta(days=1)
_DASHES = re.compile(r"[‐‑‒–—−]")
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:ч(?:ас(?:ов|а)?)?\b\.?))?"
_FORMATS = {
    "онлайн": Format.ONLINE,
    "online": Format.ONLINE,
    "очно": Format.IN_PERSON,
    "лично": Format.IN_PERSON,
    "in person": Format.IN_PERSON,
}
_HOW = "|".join(_FORMATS)
_SPAN = re.compile(
    rf"(?:({_HOW})\s+)?(?:\b(?:с|from)\s+)?{_TIME}\s*(?:-|\bдо\b|\bto\b)\s*{_TIME}(?:\s*({_HOW}))?"
)
_BETWEEN = re.compile(r"(?:[,;.\s]|\bи\b|\band\b)*")
_NONE = {"выходной", "нет", "не работаю", "не принимаю", "-", "off", "day off", "none"}
_MONTHS = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("ма", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_WEEKDAYS = (
    ("понедельник", "пн", "monday", "mon"),
    ("вторник", "вт", "tuesday", "tue"),
    ("сред", "ср", "wednesday", "wed"),
    ("четверг", "чт", "thursday", "thu"),
    ("пятниц", "пт", "friday", "fri"),
    ("суббот", "сб", "saturday", "sat"),
    ("воскресен", "вс", "sunday", "sun"),
)
_NEAR = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}
_SHORTEST = 3  # letters that tell a month or a weekday from a slip


class Trouble(StrEnum):
    HOURS = "hours"  # not to be read as hours
    DAY = "day"  # not to be read as a day
    HOUR = "hour"  # a day without an hour
    LENGTH = "length"  # not to be read as how long, or until when
    CLOCK = "clock"  # there is no such time on a clock
    QUARTER = "quarter"  # not on a quarter of an hour
    ORDER = "order"  # ends before it begins
    PAST = "past"  # over already
    FAR = "far"  # nobody plans so far ahead


class Unreadable(ValueError):  # noqa: N818  it is the text that is so
    def __init__(self, trouble: Trouble, piece: str) -> None:
        super().__init__(trouble.value)
        self.trouble, self.piece = trouble, piece


@dataclass(frozen=True)
class Away:
    """Whole days, or some hours of one day: no times means from, or until, midnight."""

    first: date
    last: date
    begins: time | None = None
    ends: time | None = None

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        ends_on = self.last + (_DAY if self.ends is None else timedelta())
        return (
            datetime.combine(self.first, self.begins or time(), zone),
            datetime.combine(ends_on, self.ends or time(), zone),
        )


def read_spans(text: str) -> list[Span]:
    """«10-14, 15:30-18 онлайн»; a free day is an empty list. Raises Unreadable."""
    plain = _plain(text)
    if plain in _NONE:
        return []
    spans, end = [], 0
    for found in _SPAN.finditer(plain):
        _require_nothing(plain[end : found.start()])
        spans.append(_span(found))
        end = found.end()
    _require_nothing(plain[end:])
    if not spans:
        raise Unreadable(Trouble.HOURS, text.strip())
    return spans


def _span(found: re.Match[str]) -> Span:
    before, hour, minute, last_hour, last_minute, after = found.groups()
    begins, ends = _time(hour, minute), _time(last_hour, last_minute)
    if begins >= ends:
        raise Unreadable(Trouble.ORDER, found[0].strip())
    how = after or before
    return Span(begins, ends, _FORMATS[how] if how else None)


def _require_nothing(piece: str) -> None:
    if not _BETWEEN.fullmatch(piece):
        raise Unreadable(Trouble.HOURS, piece.strip(" ,;."))


def read_day(text: str, today: date) -> date:
    """«завтра», «в пятницу», «12 апреля», «12.04»: the nearest one from today on."""
    found = _day(_plain(text), today)
    if found is None:
        raise Unreadable(Trouble.DAY, text.strip())
    if found < today:
        raise Unreadable(Trouble.PAST, text.strip())
    if found - today > FURTHEST:
        raise Unreadable(Trouble.FAR, text.strip())
    return found


def read_until(text: str, today: date) -> date:
    """The same, with «до» or «по» before it."""
    return read_day(re.sub(r"^\s*(?:до|по|until|till)\b", "", text, flags=re.IGNORECASE), today)


def read_moment(text: str, today: date, *, on_quarters: bool = True) -> tuple[date, time]:
    """«12 апреля в 18:00». Raises Unreadable."""
    found = re.fullmatch(rf"(.+?)[,\s]+(?:(?:в|at)\s*)?{_TIME}", _plain(text))
    day = _day(found[1], today) if found else None
    if found is None or day is None:
        raise Unreadable(Trouble.DAY, text.strip())
    return day, _time(found[2], found[3], on_quarters=on_quarters)


def read_away(text: str, today: date, *, on_quarters: bool = True) -> Away:
    """«с 5 по 12 апреля», «завтра», «до пятницы», «завтра с 10 до 14». Raises Unreadable."""
    plain = _plain(text)
    for left, right in _halves(plain):
        last = _day(right, today)
        first = _first(left, last, today) if last else None
        if first and last:
            return _whole_days(first, last, text)
    day = _day(plain, today)
    if day is not None:
        return Away(day, day)
    return _hours_of_a_day(plain, today, text, on_quarters=on_quarters)


def _whole_days(first: date, last: date, text: str) -> Away:
    if last < first:
        raise Unreadable(Trouble.ORDER, text.strip())
    if last - first >= FURTHEST:
        raise Unreadable(Trouble.FAR, text.strip())
    return Away(first, last)


def _halves(plain: str) -> Iterator[tuple[str, str]]:
    """Wherever «по», «до» or a dash may divide two days; «до 12 апреля» has no left half."""
    for found in re.finditer(r"\s*(?:-|\bпо\b|\bдо\b|\bto\b|\buntil\b)\s*", plain):
        yield re.sub(r"^(?:с|со|from)\b\s*", "", plain[: found.start()]), plain[found.end() :]


def _first(left: str, last: date, today: date) -> date | None:
    """«5» of «5-12 апреля» is in the month of the other; nothing at all: from today."""
    if not left:
        return today
    if left.isdecimal() and 0 < int(left) <= last.day:
        return last.replace(day=int(left))
    return _day(left, today)


def _hours_of_a_day(plain: str, today: date, text: str, *, on_quarters: bool) -> Away:
    for pattern in (
        rf"(.*?)[,\s]*(?:\b(?:с|from)\s+)?{_TIME}\s*(?:-|\bдо\b|\bto\b)\s*{_TIME}",
        rf"(.*?)[,\s]*\b(?:с|после|from|after)\s+{_TIME}()()",
        rf"(.*?)[,\s]*\b(?:до|until)\s+()(){_TIME}",
    ):
        found = re.fullmatch(pattern, plain)
        day = _day(found[1].strip() or "сегодня", today) if found else None
        if found is None or day is None:
            continue
        begins = _time(found[2], found[3], on_quarters=on_quarters) if found[2] else None
        ends = _time(found[4], found[5], on_quarters=on_quarters) if found[4] else None
        if begins and ends and begins >= ends:
            raise Unreadable(Trouble.ORDER, text.strip())
        return Away(day, day, begins, ends)
    raise Unreadable(Trouble.DAY, text.strip())


def _plain(text: str) -> str:
    lowered = _DASHES.sub("-", text.lower().replace("ё", "е"))
    return " ".join(lowered.split()).strip(" .!")


def _time(hour: str, minute: str | None, *, on_quarters: bool = True) -> time:
    piece = f"{hour}:{minute or '00'}"
    try:
        at = time(int(hour), int(minute or 0))
    except ValueError as error:
        raise Unreadable(Trouble.CLOCK, piece) from error
    if on_quarters and not is_whole(at):
        raise Unreadable(Trouble.QUARTER, piece)
    return at


def _day(plain: str, today: date) -> date | None:
    words = re.sub(r"^(?:в|во|на|on)\s+", "", plain)
    if words in _NEAR:
        return today + _NEAR[words] * _DAY
    for number, names in enumerate(_WEEKDAYS):
        full, short, english, brief = names
        is_full = words.startswith(full) and len(words) <= len(full) + 2
        if is_full or words in (short, english, brief):
            return today + ((number - today.weekday() - 1) % 7 + 1) * _DAY
    return _dated(words, today)


def _dated(words: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?", words):
        return _nearest(int(found[1]), int(found[2]), found[3], today)
    found = re.fullmatch(r"(\d{1,2}) ([а-яa-z]+)\.?(?:,? (\d{4})(?: ?г(?:ода)?\.?)?)?", words)
    if found and (month := _month(found[2])):
        return _nearest(int(found[1]), month, found[3], today)
    found = re.fullmatch(r"([a-z]+) (\d{1,2})(?:,? (\d{4}))?", words)
    if found and (month := _month(found[1])):
        return _nearest(int(found[2]), month, found[3], today)
    return None


def _month(word: str) -> int | None:
    if word in ("май", "мая", "мае"):
        return 5
    if len(word) < _SHORTEST:
        return None
    for number, (russian, english) in enumerate(_MONTHS, 1):
        if len(russian) >= _SHORTEST and word.startswith(russian):
            return number
        if word.startswith(english):
            return number
    return None


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    """Without a year, the coming one: in December «12 января» is next year's."""
    if year is not None:
        return _valid(int(year), month, day)
    this = _valid(today.year, month, day)
    if this is not None and this >= today:
        return this
    return _valid(today.year + 1, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

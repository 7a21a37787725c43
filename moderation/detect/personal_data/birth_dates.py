"""Dates that may be somebody's birth: said to be («2015 г.р.», «родилась 12 мая»), or bare."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from moderation.detect.message import Span
from moderation.detect.personal_data import spoken_dates as spoken

_MONTHS = (
    *("янв", "фев", "мар", "апр", "ма", "июн"),
    *("июл", "авг", "сен", "окт", "ноя", "дек"),
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})[а-я]{{0,6}}"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_YEAR = r"(?:19[3-9]\d|20[0-3]\d)"
_MARK_AFTER = (
    r"(?:-?о?го|-?й)?[ ]?(?:г(?:од[ау]?|\.)?[ ./\\-]{0,2}р(?:ожд\w{0,6}|од\b\.?|\b\.?)|рожд\w{0,6})"
)
_MARK_BEFORE = (
    r"(?:род(?:ил\w{2,5}|\.)|рожд\w{0,6}|д\.? ?р\b\.?|дата р\w{0,8}|г\.? ?р\b\.?)"
    r"[ \t:;,.–—-]{0,4}(?:в |от |у не[ей] |у него )?"
)
_FULL = (
    rf"\d{{1,2}}(?P<sep>[./\-])[ ]?\d{{1,2}}(?P=sep)[ ]?(?:{_YEAR}|\d\d)(?!\d)"
    rf"|\d{{1,2}} \d{{1,2}} {_YEAR}(?!\d)"
    rf"|\d{{1,2}}(?:-?го)? {_MONTH}\.? (?:{_YEAR}|\d\d)(?!\d)"
    rf"|\d{{1,2}}[./ -](?:{'|'.join(reversed(_ROMAN))})[./ -]{_YEAR}(?!\d)"
    r"(?: ?года?\b(?! р))?"
)
_BACKWARDS = rf"{_YEAR}(?P<back>[./ -]?)(?:0[1-9]|1[0-2])(?P=back)(?:0[1-9]|[12]\d|3[01])(?!\d)"
_SPOKEN = rf"{spoken.ORDINAL} {_MONTH} (?:{_YEAR}|{spoken.YEAR})(?: года)?"
_SPOKEN_YEAR = rf"{spoken.YEAR} года рожд\w{{0,6}}"
_BIRTH = re.compile(
    rf"(?<![\w.\-/])(?P<before>{_MARK_BEFORE})?"
    rf"(?:(?P<backwards>{_BACKWARDS})|(?P<spoken>{_SPOKEN})|(?P<spoken_year>{_SPOKEN_YEAR})"
    rf"|(?P<full>{_FULL})|(?P<month>(?:0[1-9]|1[0-2])[./]{_YEAR}(?!\d))"
    rf"|(?P<year>{_YEAR})(?!\d)|(?P<short>\d\d)(?= ?г[. ]{{0,2}}р))"
    rf"(?P<after>{_MARK_AFTER})?"
)
_NUMBERS = re.compile(r"\d+")
_PIVOT = 40  # two digits below it are of this century
_CENTURY, _DAYS, _OLDEST = 100, 31, 120  # years; days of the longest month; years of an age


class Birth(NamedTuple):
    """`said`: the author calls it a birth. Month and day are 0 when only the year is given."""

    begin: int
    end: int
    year: int
    month: int
    day: int
    said: bool

    @property
    def span(self) -> Span:
        return self.begin, self.end

    def age(self, today: date) -> int | None:
        """Full years, to one year when only the year is known; None when it is nonsense."""
        month, day = (self.month, self.day) if self.month else (today.month, today.day)
        age = today.year - self.year - ((today.month, today.day) < (month, day))
        return age if 0 <= age < _OLDEST else None


def birth_dates(clean: str) -> Iterator[Birth]:
    """All places that can be read as a date of birth, from the first to the last."""
    for match in _BIRTH.finditer(clean):
        if parts := _parts(match):
            begin, end = match.span()
            said = bool(match["before"] or match["after"] or match["spoken_year"])
            yield Birth(begin, end, *parts, said=said)


def _parts(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month, day; None for what is no date («45.78.12»)."""
    if match["backwards"]:
        day_first = re.sub(r"\D", "", match["backwards"])
        return int(day_first[:4]), int(day_first[4:6]), int(day_first[6:])
    if match["spoken"]:
        return _spoken(match["spoken"])
    if match["spoken_year"]:
        return _whole_year(spoken.value_of(match["spoken_year"])), 0, 0
    if match["month"]:
        return int(match["month"][3:]), int(match["month"][:2]), 1
    if not match["full"]:
        return _whole_year(match["year"] or match["short"]), 0, 0
    return _written(match["full"])


def _written(date: str) -> tuple[int, int, int] | None:
    """«12.05.2015», «12 мая 2015», «14/II/2013»."""
    numbers = [int(number) for number in _NUMBERS.findall(date)]
    named = _named_month(date) or _roman_month(date)
    day, month = numbers[0], named or numbers[1]
    if not (1 <= day <= _DAYS and 1 <= month <= len(_MONTHS)):
        return None
    return _whole_year(numbers[-1]), month, day


def _spoken(date: str) -> tuple[int, int, int] | None:
    """«Тринадцатого мая две тысячи двенадцатого»."""
    day, _, rest = date.partition(" ")
    if day in {"двадцать", "тридцать"}:
        ones, _, rest = rest.partition(" ")
        day = f"{day} {ones}"
    written = _NUMBERS.findall(rest)
    year = int(written[-1]) if written else spoken.value_of(rest.partition(" ")[2])
    if not 1 <= spoken.value_of(day) <= _DAYS:
        return None
    return _whole_year(year), _named_month(rest), spoken.value_of(day)


def _named_month(date: str) -> int:
    return next((at for at, stem in enumerate(_MONTHS, 1) if stem in date), 0)


def _roman_month(date: str) -> int:
    parts = re.split(r"[./ -]", date)
    return next((_ROMAN.index(part) + 1 for part in parts if part in _ROMAN), 0)


def _whole_year(year: str | int) -> int:
    year = int(year)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _PIVOT else 1900)

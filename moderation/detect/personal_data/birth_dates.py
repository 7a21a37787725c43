"""Dates that may be somebody's birth: said to be («2015 г.р.», «родилась 12 мая»), or bare."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from moderation.detect.message import Span

_MONTHS = (
    *("январ", "феврал", "март", "апрел", "ма", "июн"),
    *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
)
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
    rf"|\d{{1,2}}(?:-?го)? (?:{'|'.join(_MONTHS)})[а-я]{{0,3}}\.? (?:{_YEAR}|\d\d)(?!\d)"
    r"(?: ?года?\b(?! р))?"
)
_BIRTH = re.compile(
    rf"(?<![\w.\-/])(?P<before>{_MARK_BEFORE})?"
    rf"(?:(?P<full>{_FULL})|(?P<year>{_YEAR})(?!\d)|(?P<short>\d\d)(?= ?г[. ]{{0,2}}р))"
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
            yield Birth(begin, end, *parts, said=bool(match["before"] or match["after"]))


def _parts(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month, day; None for what is no date («45.78.12»)."""
    if not match["full"]:
        return _whole_year(match["year"] or match["short"]), 0, 0
    numbers = [int(number) for number in _NUMBERS.findall(match["full"])]
    named = next((at for at, stem in enumerate(_MONTHS, 1) if stem in match["full"]), 0)
    day, month = numbers[0], named or numbers[1]
    if not (1 <= day <= _DAYS and 1 <= month <= len(_MONTHS)):
        return None
    return _whole_year(numbers[-1]), month, day


def _whole_year(year: str | int) -> int:
    year = int(year)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _PIVOT else 1900)

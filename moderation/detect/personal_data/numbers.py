"""Numbers as people write them: «112-233-445 95», «112233 445 95», «1 12 2 33...»."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from moderation.detect.message import Span
from moderation.detect.personal_data.spoken_numbers import spoken_numbers

_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"[ \t\u00a0]{0,2}[-–—‐‑−._/()*|]{0,2}[ \t\u00a0]{0,2}")
_DATE = re.compile(r"(?<![\d.\-/])\d{1,2}([./\-])\d{1,2}\1(?:19|20)?\d{2}(?![\d.\-/]?\d)")
_GROUPS = 120  # a message with more groups of digits is a table
_IN_ONE = 8  # groups of one number at most: «8 913 1 2 3 4 5»
_ONE_BY_ONE = 20  # and when each digit stands by itself: «1 4 3 5 5 6 7 8 8 0 2»
SHORTEST = 5  # digits: a local phone
_LENGTHS = range(SHORTEST, 21)  # up to a bank account


class Number(NamedTuple):
    """Neighbouring groups of digits read as one number; `shape` is the length of each group."""

    begin: int
    end: int
    digits: str
    shape: tuple[int, ...]

    @property
    def span(self) -> Span:
        return self.begin, self.end


def numbers(clean: str, *, only_spoken: bool = False) -> Iterator[Number]:
    """Every run of whole groups that may be one number; dates take no part."""
    for said in spoken_numbers(clean):
        if len(said.digits) in _LENGTHS:
            yield Number(*said)
    groups = _groups(clean) if not only_spoken else []
    for first, (begin, _) in enumerate(groups):
        digits, shape = "", []
        apart = _single(groups, first) and not (first and _single(groups, first - 1))
        most = _ONE_BY_ONE if apart else _IN_ONE
        for place in range(first, min(first + most, len(groups))):
            start, end = groups[place]
            if place >= first + _IN_ONE and not _single(groups, place):
                break
            if place > first and not _GAP.fullmatch(clean, groups[place - 1][1], start):
                break
            digits += clean[start:end]
            shape.append(end - start)
            if len(digits) >= _LENGTHS.stop:
                break
            if len(digits) in _LENGTHS:
                yield Number(begin, end, digits, tuple(shape))


def _single(groups: list[Span], place: int) -> bool:
    return groups[place][1] - groups[place][0] == 1


def _groups(clean: str) -> list[Span]:
    dated = {place for match in _DATE.finditer(clean) for place in range(*match.span())}
    groups = (match.span() for match in _GROUP.finditer(clean))
    return list(islice((group for group in groups if group[0] not in dated), _GROUPS))

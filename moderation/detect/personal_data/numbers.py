"""Numbers as people write them: «112-233-445 95», «112233 445 95», «1 12 2 33...»."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"[ \t\u00a0]{0,2}[-–—‐‑−._/()*|]{0,2}[ \t\u00a0]{0,2}")  # noqa: RUF001
_DATE = re.compile(r"(?<![\d.\-/])\d{1,2}([./\-])\d{1,2}\1(?:19|20)?\d{2}(?![\d.\-/]?\d)")
_GROUPS = 300  # a message with more groups of digits is a table
_LONGEST = 20  # digits of the longest number that says something: a bank account


class Number(NamedTuple):
    """Neighbouring groups of digits read as one number; `shape` is the length of each group."""

    begin: int
    end: int
    digits: str
    shape: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int]:
        return self.begin, self.end


def numbers(clean: str, lengths: range) -> Iterator[Number]:
    """Every run of whole groups that has as many digits; dates take no part."""
    groups = _groups(clean)
    for first, (begin, _) in enumerate(groups):
        digits, shape = "", []
        for place in range(first, len(groups)):
            start, end = groups[place]
            if place > first and not _GAP.fullmatch(clean, groups[place - 1][1], start):
                break
            digits += clean[start:end]
            shape.append(end - start)
            if len(digits) >= lengths.stop:
                break
            if len(digits) in lengths:
                yield Number(begin, end, digits, tuple(shape))


def _groups(clean: str) -> list[tuple[int, int]]:
    dates = [match.span() for match in _DATE.finditer(clean)]
    found: list[tuple[int, int]] = []
    for match in _GROUP.finditer(clean):
        begin, end = match.span()
        if not any(b <= begin < e for b, e in dates):
            found.append((begin, end))
            if len(found) == _GROUPS:
                break
    return found

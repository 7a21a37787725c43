"""What a text became: the words that went and the words that came, in the order of reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.5
_AROUND = 1  # lines that stayed the same, shown beside a change

Sign = Literal["=", "+", "-"]


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, came or went."""

    sign: Sign
    words: str


@dataclass(frozen=True)
class Line:
    """`gap`: lines that stayed the same are left out before it."""

    pieces: Sequence[Piece]
    gap: bool = False


def differences(before: str, after: str) -> list[Line]:
    """Only what changed, with a line around it; nothing where both are the same."""
    if before == after:
        return []
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found += _around(old[a:b], begins=a == 0, ends=b == len(old))
        else:
            found += _changed("\n".join(old[a:b]), "\n".join(new[c:d]))
    return found


def _around(lines: Sequence[str], *, begins: bool, ends: bool) -> Iterator[Line]:
    """The lines beside a change: not those before the first one, nor after the last."""
    after_a_change = [] if begins else list(lines[:_AROUND])
    left = lines[len(after_a_change) :]
    before_a_change = [] if ends else list(left[-_AROUND:])
    yield from (_same(line) for line in after_a_change)
    for number, line in enumerate(before_a_change):
        yield _same(line, gap=number == 0 and len(left) > len(before_a_change))


def _same(line: str, *, gap: bool = False) -> Line:
    return Line([Piece("=", line)], gap)


def _changed(before: str, after: str) -> Iterator[Line]:
    """Word by word where one became the other, else each as a whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new)
    if before and after and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
        yield Line(list(_pieces(matcher, old, new)))
        return
    if before:
        yield Line([Piece("-", before)])
    if after:
        yield Line([Piece("+", after)])


def _pieces(
    matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[Piece]:
    for _, a, b, c, d in matcher.get_opcodes():
        went, came = "".join(old[a:b]), "".join(new[c:d])
        if went == came:
            yield Piece("=", went)
            continue
        if went:
            yield Piece("-", went)
        if came:
            yield Piece("+", came)

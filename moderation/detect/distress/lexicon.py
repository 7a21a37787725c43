"""Which word may stand in which slot of a phrase: sets of forms, stems and expressions.

Phrases are matched word by word, not by one large pattern: what a word can be is looked up once
and remembered, so thousands of forms cost no more than a few, and nothing can run away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from sys import intern
from typing import NamedTuple

from moderation.detect.beginnings import Beginnings
from moderation.detect.remembered import remembering

Groups = Mapping[str, tuple[str, ...]]
Expression = tuple[str, ...]
Entry = tuple[int, Expression]
"""The number of a slot, and the one or several words by which it is filled."""

ANY = "*"
_JOINT = "_"
_LONGEST_ENDING = 4  # letters
_LED_BY = 2  # letters of the second word of an expression, by which it is looked up


Begun = Mapping[str, Sequence[Entry]]
"""Expressions by the first letters of the word that must follow."""


class Known(NamedTuple):
    """A word as the lexicon knows it: the slots it fills, and the expressions it may begin."""

    slots: frozenset[int]
    begun: Begun


class Lexicon:
    """All slots of all phrases, by number, found by the word that fills them."""

    def __init__(self) -> None:
        self._whole: defaultdict[str, list[Entry]] = defaultdict(list)
        self._stems: Beginnings[Entry] = Beginnings()
        self._endings: defaultdict[str, set[int]] = defaultdict(set)
        self._slots: dict[tuple[str, ...], int] = {}
        self.known = remembering(self._known)

    def slot(self, alternatives: tuple[str, ...]) -> int:
        """The slot that any of these fills: `form`, `stem*`, `*ending` or `two_words`."""
        if alternatives not in self._slots:
            number = len(self._slots)
            self._slots[alternatives] = number
            for one in alternatives:
                if one.startswith(ANY):
                    self._endings[one[1:]].add(number)
                else:
                    self._add(number, tuple(map(intern, one.split(_JOINT))))
        return self._slots[alternatives]

    def expressed(self, begun: Begun, words: Sequence[str], place: int) -> list[tuple[int, int]]:
        """The slots that expressions begun by the word here fill, each with its end."""
        following = words[place + 1 : place + 2]
        led = begun.get(following[0][:_LED_BY]) if following else None
        if not led:
            return []
        return [
            (number, place + len(expression))
            for number, expression in led
            if _stands(expression, words, place)
        ]

    def literals(self) -> Iterable[str]:
        """All forms, and all stems with their star, to mend misspelt words by."""
        stems = (entries for _, entries in self._stems)
        for entries in chain(self._whole.values(), stems):
            yield from {expression[0] for _, expression in entries if len(expression) == 1}

    def _add(self, number: int, expression: Expression) -> None:
        """By its first word, a form or a stem."""
        first = expression[0]
        if first.endswith(ANY):
            self._stems.add(first[:-1], (number, expression))
        else:
            self._whole[first].append((number, expression))

    def _known(self, word: str) -> Known:
        slots: set[int] = set()
        begun: dict[str, list[Entry]] = {}
        for number, expression in (*self._whole.get(word, ()), *self._stems.of(word)):
            if len(expression) == 1:
                slots.add(number)
            else:
                led_by = expression[1].strip(ANY)[:_LED_BY]
                begun.setdefault(led_by, []).append((number, expression))
        for length in range(1, min(len(word), _LONGEST_ENDING) + 1):
            if word[-length:] in self._endings:
                slots |= self._endings[word[-length:]]
        return Known(frozenset(slots), begun) if slots or begun else _UNKNOWN


_UNKNOWN = Known(frozenset(), {})


def _stands(expression: Expression, words: Sequence[str], place: int) -> bool:
    end = place + len(expression)
    return end <= len(words) and all(map(_is_word, expression[1:], words[place + 1 : end]))


def _is_word(pattern: str, word: str) -> bool:
    """Whether a word is what one word of an expression asks for."""
    return word.startswith(pattern[:-1]) if pattern.endswith(ANY) else word == pattern


def data_lines(path: Path) -> Iterable[str]:
    """The lines of a data file without comments and blanks; ё as е, as texts are read."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.replace("ё", "е")


def read_groups(path: Path) -> Groups:
    """`name = form stem* <earlier group> …`, one group a line."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in data_lines(path):
        name, _, members = line.partition("=")
        groups[name.strip()] = tuple(unfolded(members.split(), groups))
    return groups


def unfolded(members: Iterable[str], groups: Groups) -> Iterable[str]:
    for member in members:
        if member.startswith("<"):
            yield from groups[member[1:-1]]
        else:
            yield member

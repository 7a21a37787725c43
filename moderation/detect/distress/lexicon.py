"""Which word may stand in which slot of a phrase: sets of forms, stems and endings.

Phrases are matched word by word, not by one large pattern: what a word can be is looked up once
and remembered, so thousands of forms cost no more than a few, and nothing can run away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Groups = Mapping[str, tuple[str, ...]]

ANY = "*"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a phrase: its number in the lexicon, and the expressions of several words."""

    number: int
    expressions: tuple[tuple[str, ...], ...]


class Lexicon:
    """All slots of all phrases, found by the word that fills them."""

    def __init__(self) -> None:
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._stems: defaultdict[str, set[int]] = defaultdict(set)
        self._endings: defaultdict[str, set[int]] = defaultdict(set)
        self._slots: dict[tuple[str, ...], Slot] = {}
        self._longest = 0

    def slot(self, alternatives: tuple[str, ...]) -> Slot:
        """The slot that any of these fills: `form`, `stem*`, `*ending` or `two_words`."""
        if alternatives not in self._slots:
            number = len(self._slots)
            expressions = [tuple(one.split("_")) for one in alternatives if "_" in one]
            for expression in expressions:
                self._enter(expression[0], ~number)
            for one in alternatives:
                if "_" not in one:
                    self._enter(one, number)
            self._slots[alternatives] = Slot(number, tuple(expressions))
        return self._slots[alternatives]

    def _enter(self, word: str, number: int) -> None:
        self._longest = max(self._longest, len(word))
        if word.startswith(ANY):
            self._endings[word[1:]].add(number)
        elif word.endswith(ANY):
            self._stems[word[:-1]].add(number)
        else:
            self._exact[word].add(number)

    def filled_by(self, word: str) -> frozenset[int]:
        """The numbers of the slots this word fills; ~number where it may begin an expression."""
        found = set(self._exact.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            found |= self._stems.get(word[:length], _NONE)
            found |= self._endings.get(word[-length:], _NONE)
        return frozenset(found)

    def literals(self) -> Iterable[str]:
        """All forms, and all stems with their star, to mend misspelt words by."""
        yield from self._exact
        yield from (stem + ANY for stem in self._stems)


_NONE: frozenset[int] = frozenset()


def is_word(pattern: str, word: str) -> bool:
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

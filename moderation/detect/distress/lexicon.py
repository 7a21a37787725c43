"""Which word may stand in which slot of a phrase: sets of forms, stems and expressions.

Phrases are matched word by word, not by one large pattern: what a word can be is looked up once
and remembered, so thousands of forms cost no more than a few, and nothing can run away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

Groups = Mapping[str, tuple[str, ...]]
Expression = tuple[str, ...]

ANY = "*"
_JOINT = "_"
_LONGEST, _LONGEST_ENDING = 16, 4  # letters of a stem, of an ending
_REMEMBERED = 16_384


class Lexicon:
    """All slots of all phrases, by number, found by the word that fills them."""

    def __init__(self) -> None:
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._stems: defaultdict[str, set[int]] = defaultdict(set)
        self._endings: defaultdict[str, set[int]] = defaultdict(set)
        self._expressions: defaultdict[str, list[tuple[int, Expression]]] = defaultdict(list)
        self._slots: dict[tuple[str, ...], int] = {}
        self.slots_of = lru_cache(maxsize=_REMEMBERED)(self._slots_of)
        self.begun_by = lru_cache(maxsize=_REMEMBERED)(self._begun_by)

    def slot(self, alternatives: tuple[str, ...]) -> int:
        """The slot that any of these fills: `form`, `stem*`, `*ending` or `two_words`."""
        if alternatives not in self._slots:
            number = len(self._slots)
            self._slots[alternatives] = number
            for one in alternatives:
                if _JOINT in one:
                    expression = tuple(one.split(_JOINT))
                    self._expressions[expression[0].strip(ANY)].append((number, expression))
                elif one.startswith(ANY):
                    self._endings[one[1:]].add(number)
                elif one.endswith(ANY):
                    self._stems[one[:-1]].add(number)
                else:
                    self._exact[one].add(number)
        return self._slots[alternatives]

    def expressed(self, words: Sequence[str], place: int) -> list[tuple[int, int]]:
        """The slots that expressions of several words fill here, each with its end."""
        if place + 1 == len(words):
            return []
        begun, following = self.begun_by(words[place]), words[place + 1]
        return [
            (number, place + len(expression))
            for beginning in _beginnings(following)
            for number, expression in begun.get(beginning, ())
            if _stands(expression, words, place)
        ]

    def _slots_of(self, word: str) -> frozenset[int]:
        found = set(self._exact.get(word, ()))
        for beginning in _beginnings(word):
            found |= self._stems.get(beginning, _NONE)
        for length in range(1, min(len(word), _LONGEST_ENDING) + 1):
            found |= self._endings.get(word[-length:], _NONE)
        return frozenset(found)

    def _begun_by(self, word: str) -> Mapping[str, list[tuple[int, Expression]]]:
        """The expressions that a word may begin, by the letters of the word that follows."""
        found: defaultdict[str, list[tuple[int, Expression]]] = defaultdict(list)
        for beginning in _beginnings(word):
            for number, expression in self._expressions.get(beginning, ()):
                if _is_word(expression[0], word):
                    found[expression[1].strip(ANY)].append((number, expression))
        return found

    def literals(self) -> Iterable[str]:
        """All forms, and all stems with their star, to mend misspelt words by."""
        yield from self._exact
        yield from (stem + ANY for stem in self._stems)


_NONE: frozenset[int] = frozenset()


def _beginnings(word: str) -> Iterable[str]:
    return (word[:length] for length in range(1, min(len(word), _LONGEST) + 1))


def _stands(expression: Expression, words: Sequence[str], place: int) -> bool:
    end = place + len(expression)
    return end <= len(words) and all(map(_is_word, expression, words[place:end]))


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

"""What single words and pairs of words say for or against distress, learned from the corpora.

Phrases know what was thought of; these know what else people say around it. `weights.txt` holds
a piece a line: its weight, the kind it speaks for, and the piece itself: a word, `stem~`, two
stems, or a `<concept>`. It is made by `python -m moderation.detect.distress.learn`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from moderation.detect.distress.concepts import concepts
from moderation.detect.distress.reading import UNSPOKEN
from moderation.detect.distress.stems import stem

FILE = Path(__file__).with_name("weights.txt")
BIAS = "*"  # what speaks against distress in any message
_REMEMBERED = 16_384
_STRETCH, _STEP = 48, 24  # words and signs judged together in a long message; how far to go on
_TOLD = 3  # so many of the strongest words are shown


class Piece(NamedTuple):
    weight: float
    kind: str


class Stretch(NamedTuple):
    """`odds`: how much the words from `begin` to `end` speak for distress, as log odds."""

    odds: float
    begin: int
    end: int


class LearnedWords:
    def __init__(self, pieces: Mapping[str, Piece]) -> None:
        self._pieces = pieces
        self._bias = pieces[BIAS].weight

    def weigh(self, words: Sequence[str]) -> list[Stretch]:
        """The stretches of a message; a short one is one stretch."""
        begins = range(0, max(1, len(words) - _STRETCH + _STEP), _STEP)
        return [self._stretch(words, begin) for begin in begins]

    def told_by(self, words: Sequence[str], stretch: Stretch) -> tuple[str, int, int]:
        """The kind that a stretch speaks for, and from where to where its strongest words stand."""
        kinds: defaultdict[str, float] = defaultdict(float)
        strongest: list[tuple[float, int]] = []
        for place in range(stretch.begin, stretch.end):
            found = self._known(pieces_of(words[max(stretch.begin, place - 1) : place + 1]))
            for piece in found:
                kinds[piece.kind] += max(0.0, piece.weight)
            strongest.append((sum(piece.weight for piece in found), place))
        places = [place for _, place in sorted(strongest)[-_TOLD:]]
        return max(kinds, key=lambda kind: kinds[kind]), min(places), max(places) + 1

    def _stretch(self, words: Sequence[str], begin: int) -> Stretch:
        stretch = words[begin : begin + _STRETCH]
        pieces = pieces_of(stretch)
        total = sum(piece.weight for piece in self._known(pieces))
        odds = self._bias + (total / sqrt(len(pieces)) if pieces else 0.0)
        return Stretch(odds, begin, begin + len(stretch))

    def _known(self, pieces: set[str]) -> list[Piece]:
        return [self._pieces[piece] for piece in pieces if piece in self._pieces]


def pieces_of(words: Sequence[str]) -> set[str]:
    spoken = [word for word in words if word not in UNSPOKEN]
    stems = [_stem(word) for word in spoken]
    pairs = (f"{first} {second}" for first, second in pairwise(stems))
    return {*spoken, *stems, *pairs, *concepts().of(spoken)}


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    short = stem(word)
    return word if short == word else short + "~"


def load_learned(file: Path = FILE) -> LearnedWords:
    pieces = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        weight, kind, piece = line.split(" ", 2)
        pieces[piece] = Piece(float(weight), kind)
    return LearnedWords(pieces)

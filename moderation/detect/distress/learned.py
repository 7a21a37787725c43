"""What single words and pairs of words say for or against distress, learned from the corpora.

Phrases know what was thought of; these know what else people say around it. `weights.txt` holds
a piece a line: its weight, the kind it speaks for, and the piece itself: a word, `stem~`, two
stems, or a `<concept>`. It is made by `python -m moderation.detect.distress.learn`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from moderation.detect.distress.concepts import Pieces

FILE = Path(__file__).with_name("weights.txt")
BIAS = "*"  # what speaks against distress in any message
USUAL_ODDS = -1.6  # of a message in which a phrase was found, before one knows what else it says
# A message of up to so many words and signs is weighed as a whole, a longer one by stretches of
# two steps each.
_WHOLE, _STEP = 30, 12
_NEAR = 6
_TOLD = 3  # so many of the strongest words are shown


class Piece(NamedTuple):
    weight: float
    kind: str


class Stretch(NamedTuple):
    """`odds`: how much the words from `begin` to `end` speak for distress, as log odds."""

    odds: float
    begin: int
    end: int


class WeightsBroken(Exception):  # noqa: N818  named for what was found
    """The file of weights is missing or damaged."""


class LearnedWords:
    """Without pieces it knows nothing: all odds are USUAL_ODDS, and phrases speak alone."""

    def __init__(self, pieces: Mapping[str, Piece]) -> None:
        self._pieces = pieces
        self._bias = pieces[BIAS].weight if BIAS in pieces else USUAL_ODDS

    def weigh(self, pieces: Pieces) -> Stretch:
        """The most alarming stretch of a message."""
        if len(pieces) <= _WHOLE:
            return self._stretch(pieces, 0, len(pieces))
        return max(self._overlapping(pieces))

    def odds_around(self, pieces: Pieces, begin: int, end: int) -> float:
        """How much the words around a phrase speak for distress: in a long message those that
        are near, on the side that is the more alarming."""
        if len(pieces) <= _WHOLE:
            return self._stretch(pieces, 0, len(pieces)).odds
        near = max(0, begin - _NEAR), begin, end, end + _NEAR
        sides = (near[0], near[2]), (near[1], near[3]), (near[0], near[3])
        return max(self._stretch(pieces, first, last).odds for first, last in sides)

    def told_by(self, pieces: Pieces, stretch: Stretch) -> tuple[str, int, int]:
        """The kind that a stretch speaks for, and from where to where its strongest words stand."""
        kinds: defaultdict[str, float] = defaultdict(float)
        strongest: list[tuple[float, int]] = []
        for place in range(stretch.begin, stretch.end):
            said = pieces.between(place, place + 1)
            found = [self._pieces[piece] for piece in said if piece in self._pieces]
            for piece in found:
                kinds[piece.kind] += max(0.0, piece.weight)
            strongest.append((sum(piece.weight for piece in found), place))
        places = [place for _, place in sorted(strongest)[-_TOLD:]]
        return max(kinds, key=lambda kind: kinds[kind]), min(places), max(places) + 1

    def _overlapping(self, pieces: Pieces) -> Iterator[Stretch]:
        """Each of two steps; a step is looked up once for both stretches that it is part of."""
        begins = range(0, len(pieces), _STEP)
        steps = [set(pieces.between(begin, begin + _STEP)) for begin in begins]
        known = [self._pieces.keys() & step for step in steps]
        for begin, said, found in zip(begins, pairwise(steps), pairwise(known), strict=False):
            odds = self._odds(found[0] | found[1], len(said[0] | said[1]))
            yield Stretch(odds, begin, min(begin + 2 * _STEP, len(pieces)))

    def _stretch(self, pieces: Pieces, begin: int, end: int) -> Stretch:
        said = set(pieces.between(begin, end))
        odds = self._odds(self._pieces.keys() & said, len(said))
        return Stretch(odds, begin, min(end, len(pieces)))

    def _odds(self, known: Iterable[str], said: int) -> float:
        """Of so many different pieces, these being known."""
        total = sum([self._pieces[piece][0] for piece in known])
        return self._bias + (total / sqrt(said) if said else 0.0)


def load_learned(file: Path = FILE) -> LearnedWords:
    """Raises WeightsBroken."""
    pieces = {}
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            weight, kind, piece = line.split(" ", 2)
            pieces[piece] = Piece(float(weight), kind)
    except (OSError, ValueError) as error:
        raise WeightsBroken(f"{file.name}: {error}") from error
    if BIAS not in pieces:
        raise WeightsBroken(f"{file.name}: no line for {BIAS}")
    return LearnedWords(pieces)

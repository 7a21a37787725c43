"""What the model sees of a message, as bucket numbers: words, their pieces and pairs, and ideas.

Numbers, money and addresses are seen by their kind: which sum is promised does not matter. What
stands for a kind begins with `#` or `~`, so that no word can be taken for it.

Words and ideas weigh as much as each other, however many there are of either: a long text is no
more of a spam than a short one. The weight of a word is spread over it and its pieces, so a typo
or another ending changes little.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from moderation.detect.spam.ideas import ideas_of
from moderation.detect.spam.sites import TRUSTED
from moderation.detect.spam.tokens import tokens
from moderation.detect.text import Text

BUCKETS = 1 << 19
_LAST_BUCKET = BUCKETS - 1
BIAS = BUCKETS  # one weight more, for what is common to all
_SHORTEST_PIECE, _LONGEST_PIECE = 3, 5  # letters; pieces of two were measured to add nothing
SHORT = 3
IDEA, TWO_IDEAS = 0.25, 0.12
_CACHED_PAIRS = 4096


class Vector(NamedTuple):
    """Weights by bucket, as arrays: thousands of them are held while the model is trained."""

    buckets: "array[int]"
    values: "array[float]"


class Emphasis(NamedTuple):
    """How much more than usual each kind of sign weighs."""

    word: float = 1.0
    short_word: float = 1.0  # «и», «на», «это»: they say nothing of what a text is about
    piece: float = 1.0
    pair: float = 1.0
    idea: float = 1.0
    bias: float = 0.0


PLAIN = Emphasis()


@dataclass(slots=True)
class Features:
    """One message; each thing stands in its list once."""

    words: list[str]  # as `tokens` names them
    pairs: list[tuple[str, str]]
    ideas: list[str]
    idea_pairs: list[tuple[str, str]]  # how a text is shaped (`~`) counts alone

    @property
    def word_share(self) -> float:
        """What one word weighs: a word and its pieces count 1 each, a kind and a pair 1."""
        length = sum(1 if word[0] == "#" else 2 for word in self.words) + len(self.pairs)
        return 1 / sqrt(length) if length else 0.0

    @property
    def idea_share(self) -> float:
        length = len(self.ideas) * IDEA**2 + len(self.idea_pairs) * TWO_IDEAS**2
        return 1 / sqrt(length) if length else 0.0


def features(text: Text, trusted: frozenset[str] = TRUSTED) -> Features:
    found = tokens(text, trusted)
    names = [token.name for token in found]
    ideas = ideas_of(text, found)
    return Features(
        words=list(dict.fromkeys(names)),
        pairs=list(dict.fromkeys(pairwise(names))),
        ideas=ideas,
        idea_pairs=list(combinations([idea for idea in ideas if idea[0] != "~"], 2)),
    )


def vector(seen: Features, emphasis: Emphasis = PLAIN) -> Vector:
    """The whole message as one vector; what `Weights.of` sums without building it."""
    result: defaultdict[int, float] = defaultdict(float)
    share = seen.word_share
    for word in seen.words:
        own, pieces = word_buckets(word)
        weight = share * (emphasis.short_word if len(word) <= SHORT else 1.0)
        result[own] += weight * emphasis.word
        for piece in pieces:
            result[piece] += weight * emphasis.piece / sqrt(len(pieces))
    for pair in seen.pairs:
        result[pair_bucket(*pair)] += share * emphasis.pair
    share = seen.idea_share * emphasis.idea
    for idea in seen.ideas:
        result[idea_bucket(idea)] += share * IDEA
    for two in seen.idea_pairs:
        result[idea_bucket(*two)] += share * TWO_IDEAS
    if emphasis.bias:
        result[BIAS] = emphasis.bias
    return Vector(array("I", result.keys()), array("d", result.values()))


def word_buckets(word: str) -> tuple[int, list[int]]:
    """The bucket of a word, and of its pieces with its borders marked."""
    own = _bucket(b"w" + _encoded(word))
    if word[0] == "#":
        return own, []
    bordered = _encoded(f"<{word.lstrip('@')}>")
    pieces = [
        crc32(bordered[begin : begin + size]) & _LAST_BUCKET
        for size in range(2 * _SHORTEST_PIECE, 2 * _LONGEST_PIECE + 2, 2)
        for begin in range(0, len(bordered) - size + 1, 2)
    ]
    return own, pieces


def pair_bucket(first: str, second: str) -> int:
    return pair_half(first).bucket_with(pair_half(second))


class PairHalf(NamedTuple):
    """A word as a half of pairs: what is common to all that it begins, and itself as a second."""

    begun: int
    second: bytes

    def bucket_with(self, second: "PairHalf") -> int:
        return crc32(second.second, self.begun) & _LAST_BUCKET


def pair_half(word: str) -> PairHalf:
    return PairHalf(crc32(b"p" + _encoded(f"{word} ")), _encoded(word))


@lru_cache(_CACHED_PAIRS)
def idea_bucket(*ideas: str) -> int:
    return _bucket(b"i" + _encoded(" ".join(ideas)))


def _encoded(text: str) -> bytes:
    """Two bytes a letter, so that pieces can be cut out of it."""
    return text.encode("utf-16-le", "surrogatepass")


def _bucket(feature: bytes) -> int:
    return crc32(feature) & _LAST_BUCKET

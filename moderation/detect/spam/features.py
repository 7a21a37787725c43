"""What the model sees of a message, words, their pieces and pairs, and ideas.

Numbers, money and addresses are seen by their kind: which sum is promised does not matter. What
stands for a kind begins with `#` or `~`, so that no word can be taken for it.

Words and ideas weigh as much as each other, however many there are of either: a long text is no
more of a spam than a short one. The weight of a word is spread over it and its pieces, so a typo
or another ending changes little.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from typing import NamedTuple

from moderation.detect.spam.buckets import BIAS, half, idea_bucket, pair_bucket, word_buckets
from moderation.detect.spam.ideas import ideas_of
from moderation.detect.spam.sites import TRUSTED
from moderation.detect.spam.tokens import tokens
from moderation.detect.text import Text

SHORT = 3
IDEA, TWO_IDEAS = 0.25, 0.12


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
    names = [name for name, _ in found]
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
    for first, second in seen.pairs:
        result[pair_bucket(half(first), half(second))] += share * emphasis.pair
    share = seen.idea_share * emphasis.idea
    for idea in seen.ideas:
        result[idea_bucket(idea)] += share * IDEA
    for two in seen.idea_pairs:
        result[idea_bucket(*two)] += share * TWO_IDEAS
    if emphasis.bias:
        result[BIAS] = emphasis.bias
    return Vector(array("I", result.keys()), array("d", result.values()))

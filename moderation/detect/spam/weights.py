"""A linear model in whole numbers: what is added to it can be taken back to the last bit."""

from array import array
from math import sqrt
from typing import NamedTuple

from moderation.detect.spam.features import (
    BIAS,
    BUCKETS,
    IDEA,
    TWO_IDEAS,
    Features,
    PairHalf,
    idea_bucket,
    pair_half,
    word_buckets,
)

STEP = 1 / 4096  # the smallest difference between two weights
_REMEMBERED = 16384


class Weights:
    """A whole number of STEPs by bucket. Remembers the sums of the commonest words."""

    def __init__(self, steps: "array[int]", bias: float) -> None:
        if len(steps) != BUCKETS + 1:
            raise ValueError(f"{len(steps)} weights")
        self._steps = steps
        self._bias = bias
        self._words: dict[str, _Word] = {}

    def copy(self) -> "Weights":
        return Weights(self._steps[:], self._bias)

    def add(self, buckets: "array[int]", steps: "array[int]", times: int) -> None:
        """Adds the steps so many times; -1 takes them back."""
        for bucket, change in zip(buckets, steps, strict=True):
            self._steps[bucket] += change * times
        self._words.clear()

    def of(self, seen: Features) -> float:
        """The sum of all weights of a message: above 0 it is rather spam, before calibration."""
        steps = self._steps
        known = {word: self._word(word) for word in seen.words}
        words = sum([word.strength for word in known.values()])
        pairs = sum(
            [steps[known[one].half.bucket_with(known[two].half)] for one, two in seen.pairs]
        )
        ideas = sum([steps[idea_bucket(idea)] for idea in seen.ideas])
        together = sum([steps[idea_bucket(*two)] for two in seen.idea_pairs])
        total = (words + pairs) * seen.word_share
        total += (ideas * IDEA + together * TWO_IDEAS) * seen.idea_share
        return (total + steps[BIAS]) * STEP + self._bias

    def of_word(self, word: str) -> float:
        """What the word alone speaks for, in steps, before it is shared."""
        return self._word(word).strength

    def _word(self, word: str) -> "_Word":
        found = self._words.get(word)
        if found is not None:
            return found
        own, pieces = word_buckets(word)
        strength = float(self._steps[own])
        if pieces:
            strength += sum([self._steps[piece] for piece in pieces]) / sqrt(len(pieces))
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        return self._words.setdefault(word, _Word(strength, pair_half(word)))


class _Word(NamedTuple):
    strength: float
    half: PairHalf

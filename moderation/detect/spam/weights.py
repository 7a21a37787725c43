"""A linear model in whole numbers: what is added to it can be taken back to the last bit."""

from array import array
from math import sqrt

from moderation.detect.remembered import Remembered
from moderation.detect.spam.buckets import (
    BIAS,
    BUCKETS,
    Half,
    half,
    idea_bucket,
    pair_bucket,
    word_buckets,
)
from moderation.detect.spam.features import IDEA, TWO_IDEAS, Features

STEP = 1 / 4096  # the smallest difference between two weights


class Weights:
    """A whole number of STEPs by bucket. Remembers the sums of the commonest words."""

    def __init__(self, steps: "array[int]", bias: float) -> None:
        if len(steps) != BUCKETS + 1:
            raise ValueError(f"{len(steps)} weights")
        self._steps = steps
        self._bias = bias
        self._known = Remembered(self._weighed)

    def copy(self) -> "Weights":
        return Weights(self._steps[:], self._bias)

    def add(self, buckets: "array[int]", steps: "array[int]", times: int) -> None:
        """Adds the steps so many times; -1 takes them back."""
        for bucket, change in zip(buckets, steps, strict=True):
            self._steps[bucket] += change * times
        self._known.clear()

    def of(self, seen: Features) -> float:
        """The sum of all weights of a message: above 0 it is rather spam, before calibration."""
        steps = self._steps
        known = {word: self._known[word] for word in seen.words}
        words = sum([strength for strength, _ in known.values()])
        halves = [(known[first][1], known[second][1]) for first, second in seen.pairs]
        pairs = sum([steps[pair_bucket(first, second)] for first, second in halves])
        ideas = sum([steps[idea_bucket(idea)] for idea in seen.ideas])
        together = sum([steps[idea_bucket(*two)] for two in seen.idea_pairs])
        total = (words + pairs) * seen.word_share
        total += (ideas * IDEA + together * TWO_IDEAS) * seen.idea_share
        return (total + steps[BIAS]) * STEP + self._bias

    def of_word(self, word: str) -> float:
        """What the word alone speaks for, in steps, before it is shared."""
        return self._known[word][0]

    def _weighed(self, word: str) -> tuple[float, Half]:
        """Its strength alone; plain tuples, as the garbage collector soon passes over them."""
        own, pieces = word_buckets(word)
        strength = float(self._steps[own])
        if pieces:
            strength += sum(map(self._steps.__getitem__, pieces)) / sqrt(len(pieces))
        return strength, half(word)

"""What the parts of this question hand to each other."""

from collections.abc import Iterable
from typing import NamedTuple

from moderation.detect.reasons import Reason

CERTAIN = 0.95  # a number that can be nothing else
HARD = 0.9  # two data that stand together
OPEN = 0.6  # one datum, perhaps the author's own: worth a word in private
SOFT = 0.45  # a child's name in passing
CERTAIN_ENOUGH = 0.85  # from here on the policy takes a message away


class Sign(NamedTuple):
    """A reason, how sure it is, and its place in `clean`."""

    reason: Reason
    score: float
    begin: int
    end: int


def without_overlaps(signs: Iterable[Sign]) -> list[Sign]:
    """Of two readings of the same characters the surer, then the longer one stays."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda one: (-one.score, one.begin - one.end)):
        if all(sign.end <= other.begin or sign.begin >= other.end for other in kept):
            kept.append(sign)
    return kept

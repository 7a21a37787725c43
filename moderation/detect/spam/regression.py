"""Logistic regression by dual coordinate descent (Yu, Huang and Lin, 2011), with L2 penalty.

The answer is one number an example: how strongly it speaks. Weights are the sum of examples times
these numbers, which is what lets a single example be taken back later.
"""

import random
from array import array
from collections.abc import Sequence
from math import log

from moderation.detect.spam.buckets import BUCKETS
from moderation.detect.spam.features import Vector

_SEED = 20_261_122
_NEWTON_STEPS, _CLOSE_ENOUGH = 6, 1e-7


def fit(
    examples: Sequence[Vector],
    is_spam: Sequence[bool],
    *,
    cost: float,
    passes: int,
    offsets: Sequence[float] | None = None,
) -> list[float]:
    """Signed strengths, above 0 for spam, never beyond `cost`; `offsets` is what is already known.

    The same examples in the same order give the same answer.
    """
    weights = array("d", bytes(8 * (BUCKETS + 1)))
    signs = [1.0 if spam else -1.0 for spam in is_spam]
    known = offsets or [0.0] * len(examples)
    strengths = [cost / 1000] * len(examples)
    for example, sign, strength in zip(examples, signs, strengths, strict=True):
        _add(weights, example, sign * strength)
    lengths = [sum(value * value for value in example.values) for example in examples]
    order = list(range(len(examples)))
    chance = random.Random(_SEED)  # noqa: S311  not a secret
    for _ in range(passes):
        chance.shuffle(order)
        for n in order:
            example = examples[n]
            margin = known[n] + sum(
                [weights[b] * v for b, v in zip(example.buckets, example.values, strict=True)]
            )
            strength = _best(strengths[n], signs[n] * margin, lengths[n], cost)
            if abs(strength - strengths[n]) > _CLOSE_ENOUGH:
                _add(weights, example, signs[n] * (strength - strengths[n]))
                strengths[n] = strength
    return [sign * strength for sign, strength in zip(signs, strengths, strict=True)]


def combined(examples: Sequence[Vector], strengths: Sequence[float]) -> "array[float]":
    """The weights that examples of these strengths make."""
    weights = array("d", bytes(8 * (BUCKETS + 1)))
    for example, strength in zip(examples, strengths, strict=True):
        _add(weights, example, strength)
    return weights


def _add(weights: "array[float]", example: Vector, strength: float) -> None:
    for bucket, value in zip(example.buckets, example.values, strict=True):
        weights[bucket] += strength * value


def _best(now: float, margin: float, length: float, cost: float) -> float:
    """The strength of one example, all others staying as they are (Newton, kept inside)."""
    best = now
    for _ in range(_NEWTON_STEPS):
        slope = length * (best - now) + margin + log(best / (cost - best))
        step = slope / (length + cost / (best * (cost - best)))
        if best - step <= 0:
            best *= 0.1
        elif best - step >= cost:
            best = cost - (cost - best) * 0.1
        else:
            best -= step
        if abs(step) < _CLOSE_ENOUGH:
            break
    return best

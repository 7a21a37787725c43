"""Making the model from samples, and measuring it on samples it has not seen."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from zlib import crc32

from moderation.detect.spam import regression
from moderation.detect.spam.corpora import Sample
from moderation.detect.spam.features import Emphasis, Vector, features, vector
from moderation.detect.spam.model import Calibration
from moderation.detect.text import Text

_COST, _PASSES = 100.0, 12
_WITH_BIAS = Emphasis(bias=1.0)
_FOLDS = 5
# So many messages of ordinary talk that training had not seen come to 0.5, where a newcomer's
# message is held.
FALSE_MARKS = 0.00125
_CLEARANCE = 0.25  # above the nearest of those that must stay below
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Trained:
    weights: "array[float]"
    calibration: Calibration
    unseen: Sequence[float]  # the sum of each sample from a model that had not seen it


def train(samples: Sequence[Sample]) -> Trained:
    """Same samples, same weights."""
    examples = [vector(features(Text(sample.text)), _WITH_BIAS) for sample in samples]
    answers = [sample.is_spam for sample in samples]
    unseen = _cross_validated(samples, examples, answers)
    return Trained(_weights(examples, answers), calibrated(unseen, samples), unseen)


def calibrated(totals: Sequence[float], samples: Sequence[Sample]) -> Calibration:
    """How steep: by likelihood, both kinds counting alike (Platt). How far: by FALSE_MARKS."""
    talk = sorted(
        (total for total, sample in zip(totals, samples, strict=True) if sample.is_talk),
        reverse=True,
    )
    threshold = talk[int(len(talk) * FALSE_MARKS)] + _CLEARANCE
    slope = _slope(totals, [sample.is_spam for sample in samples])
    return Calibration(slope, -slope * threshold)


def dot(weights: "array[float]", example: Vector) -> float:
    return sum(weights[b] * v for b, v in zip(example.buckets, example.values, strict=True))


def _weights(examples: Sequence[Vector], answers: Sequence[bool]) -> "array[float]":
    strengths = regression.fit(examples, answers, cost=_COST, passes=_PASSES)
    return regression.combined(examples, strengths)


def _cross_validated(
    samples: Sequence[Sample], examples: Sequence[Vector], answers: Sequence[bool]
) -> list[float]:
    folds = [crc32(sample.text.encode()) % _FOLDS for sample in samples]
    totals = [0.0] * len(samples)
    for fold in range(_FOLDS):
        seen = [n for n, own in enumerate(folds) if own != fold]
        weights = _weights([examples[n] for n in seen], [answers[n] for n in seen])
        for n, own in enumerate(folds):
            if own == fold:
                totals[n] = dot(weights, examples[n])
    return totals


def _slope(totals: Sequence[float], is_spam: Sequence[bool]) -> float:
    """Newton steps on slope and shift, kept short; only the slope is wanted."""
    share = sum(is_spam) / len(is_spam)
    weight = {True: 0.5 / share, False: 0.5 / (1 - share)}
    slope, shift = 1.0, 0.0
    for _ in range(_STEPS):
        down_slope = down_shift = 0.0
        curve_slope = curve_both = curve_shift = 1e-9
        for total, spam in zip(totals, is_spam, strict=True):
            p = 1 / (1 + exp(-max(-40.0, min(40.0, slope * total + shift))))
            miss, bend = weight[spam] * (p - spam), weight[spam] * p * (1 - p)
            down_slope += miss * total
            down_shift += miss
            curve_slope += bend * total**2
            curve_both += bend * total
            curve_shift += bend
        area = curve_slope * curve_shift - curve_both**2
        slope -= _short((curve_shift * down_slope - curve_both * down_shift) / area)
        shift -= _short((curve_slope * down_shift - curve_both * down_slope) / area)
    return slope


def _short(step: float) -> float:
    return max(-0.2, min(0.2, step))

"""The learned part of the answer: a linear model that moderators' decisions correct at once.

Lessons add up to the shipped weights and can be taken back in any order, to the last bit; judging
costs the same however many were learned.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

from moderation.detect.message import Span
from moderation.detect.spam import regression
from moderation.detect.spam.features import (
    PLAIN,
    SHORT,
    Emphasis,
    Features,
    Vector,
    features,
    vector,
)
from moderation.detect.spam.lesson import Lesson
from moderation.detect.spam.tokens import placed_tokens
from moderation.detect.spam.weights import STEP, Weights
from moderation.detect.text import Text

# A lesson speaks of these very words and pairs more than of what they are about or made of.
_TAUGHT = Emphasis(word=1.5, short_word=0.3, piece=1.5, pair=0.8, idea=0.2)
_TAUGHT_TWICE = Emphasis(*(value * value for value in _TAUGHT))
_TARGET = 0.97  # how sure the model is of a text after it was taught
_STRONGEST_LESSON, _FAINTEST_LESSON = 10.0, 0.5  # in units of the model's sum
_MANY = _TAUGHT._replace(bias=0.5)
_MANY_TWICE = Emphasis(*(value * value for value in _MANY))
_COST, _PASSES = 50.0, 5
_CAUTION = 1.0  # by so much the innocent among many lessons are kept clear of the threshold

_SURELY_INNOCENT, _SURELY_SPAM = 0.02, 0.9
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the model's sum to the probability of spam, measured on texts it had not seen."""

    slope: float
    shift: float

    def probability(self, total: float) -> float:
        return 1 / (1 + exp(-max(-40.0, min(40.0, self.slope * total + self.shift))))

    def total(self, probability: float) -> float:
        return (log(probability / (1 - probability)) - self.shift) / self.slope


class SpamModel:
    """The shipped weights, and the same with what was learned here."""

    def __init__(self, shipped: Weights, calibration: Calibration) -> None:
        self._shipped = shipped
        self._taught = shipped.copy()
        self._calibration = calibration
        self.lessons = 0  # how often something was learned or unlearned

    def probability(self, seen: Features) -> float:
        """Of spam, with all that was learned here."""
        return self._calibration.probability(self._taught.of(seen))

    def shipped_probability(self, seen: Features) -> float:
        """As it was before any lesson."""
        if not self.lessons:
            return self.probability(seen)
        return self._calibration.probability(self._shipped.of(seen))

    def telling(self, text: Text, most: int) -> list[Span]:
        """Places in the clean text of what speaks most for spam, the strongest first.

        Short words are passed over: they may weigh, but explain nothing.
        """
        strength: dict[Span, float] = {}
        for (name, _), match in placed_tokens(text):
            if name[0] in "#@" or len(name) > SHORT:
                place = match.span()
                strength[place] = strength.get(place, 0.0) + self._taught.of_word(name)
        loudest = sorted(strength, key=lambda place: -strength[place])
        return [place for place in loudest[:most] if strength[place] > 0]

    def lesson(self, text: str, *, is_spam: bool) -> Lesson:
        """What the text would teach now, to be kept; nothing is learned by asking."""
        seen = features(Text(text))
        sign = 1 if is_spam else -1
        target = sign * self._calibration.total(_TARGET if is_spam else 1 - _TARGET)
        missing = target - sign * self._taught.of(seen)
        missing = min(_STRONGEST_LESSON, max(_FAINTEST_LESSON, missing))
        direction, plain = vector(seen, _TAUGHT_TWICE), vector(seen, PLAIN)
        reach = sum(map(float.__mul__, direction.values, plain.values))
        strength = sign * missing / reach if reach else 0.0
        return _lesson(direction, strength, is_spam=is_spam)

    def take(self, lesson: Lesson) -> None:
        """Learns a lesson that was kept; of all processes that take it, all judge alike."""
        self._taught.add(lesson.buckets, lesson.steps, 1)
        self.lessons += 1

    def learn(self, text: str, *, is_spam: bool) -> Lesson:
        lesson = self.lesson(text, is_spam=is_spam)
        self.take(lesson)
        return lesson

    def unlearn(self, lesson: Lesson) -> None:
        self._taught.add(lesson.buckets, lesson.steps, -1)
        self.lessons += 1

    def learn_all(self, samples: Iterable[tuple[str, bool]]) -> list[Lesson]:
        """Learns many decisions weighed against each other, better than one by one."""
        known = [(features(Text(text)), is_spam) for text, is_spam in samples]
        examples = [vector(seen, _MANY) for seen, _ in known]
        answers = [is_spam for _, is_spam in known]
        middle = self._calibration.total(0.5) - _CAUTION
        strengths = regression.fit(
            examples,
            answers,
            cost=_COST,
            passes=_PASSES,
            offsets=[self._taught.of(seen) - middle for seen, _ in known],
        )
        lessons = [
            _lesson(vector(seen, _MANY_TWICE), strength, is_spam=is_spam)
            for (seen, is_spam), strength in zip(known, strengths, strict=True)
        ]
        for lesson in lessons:
            self.take(lesson)
        return lessons

    def is_suspicious_lesson(self, text: str, *, is_spam: bool) -> bool:
        """Whether one moderator's word is not enough: the lesson may be poisoned, or a slip.

        The shipped model is sure of the opposite, or the words are too few to tell spam by.
        """
        seen = features(Text(text))
        shipped = self.shipped_probability(seen)
        if is_spam:
            return shipped < _SURELY_INNOCENT or len(seen.words) < _FEW_WORDS
        return shipped > _SURELY_SPAM


def _lesson(direction: Vector, strength: float, *, is_spam: bool) -> Lesson:
    changes = {
        bucket: round(strength * value / STEP)
        for bucket, value in zip(direction.buckets, direction.values, strict=True)
    }
    return Lesson.of(changes, is_spam=is_spam)

"""The question of distress put to one message. It never acts; what it finds brings a person."""

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from moderation.detect.distress.harmless import Surroundings
from moderation.detect.distress.learned import (
    USUAL_ODDS,
    LearnedWords,
    Stretch,
    WeightsBroken,
    load_learned,
)
from moderation.detect.distress.phrasebook import REASONS, Phrasebook, Sign
from moderation.detect.distress.reading import Reading
from moderation.detect.message import ChatRules, Message, Span
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_OFTEN_ENOUGH = 4  # a phrase said more often in one message says nothing new
_LEAST = 0.3  # below this a sign is not worth telling
# What stands around shifts the odds of a phrase, but never by more than this: a plain phrase of
# 0.9 is heard whatever else is said. The numbers were measured on texts not yet learned from.
_MOST_SHIFT = 1.9
_TRUST, _ALONE_FROM = 1.2, 0.2
# What makes words harmless that no phrase knows.
_NEVER_ALONE = ("quoted", "announced", "fiction", "counsel", "better")


class _Heard(NamedTuple):
    score: float
    reason: Reason
    begin: int
    end: int


class DistressSigns:
    """Loads phrases and weights once (a fifth of a second); holds nothing of any message.

    `is_whole` is False when the file of weights is broken and the phrases speak alone.
    """

    def __init__(self, learned: LearnedWords | None = None) -> None:
        self._book = Phrasebook()
        self.is_whole = True
        try:
            self._learned = learned or load_learned()
        except WeightsBroken:
            self._learned, self.is_whole = LearnedWords({}), False

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:  # noqa: ARG002
        """The surest sign of each place; where there is no phrase, what the words say."""
        reading = self._book.read(text)
        if not reading.words:
            return ()
        alarming = self._learned.weigh(reading.words)
        row = self._book.row(reading)
        standing = list(row.find(self._book.signs, _OFTEN_ENOUGH))
        if not standing and alarming.odds < _ALONE_FROM:
            return ()
        around = Surroundings(self._book.senses, reading, row.find(self._book.harmless))
        heard = list(self._phrases(reading, around, standing))
        if not heard and alarming.odds >= _ALONE_FROM:
            heard = list(self._words(reading, around, alarming))
        return [
            Finding(Question.DISTRESS, sign.score, sign.reason, *reading.span(sign.begin, sign.end))
            for sign in _apart(heard)
        ]

    def _phrases(
        self, reading: Reading, around: Surroundings, standing: Iterable[tuple[Sign, Span]]
    ) -> Iterator[_Heard]:
        for sign, place in standing:
            score = sign.score * around.factor(sign.harmless, place, denies=sign.denies)
            score = _shifted(score, self._learned.odds_around(reading.words, *place))
            if score >= _LEAST:
                yield _Heard(score, sign.reason, *place)

    def _words(self, reading: Reading, around: Surroundings, alarming: Stretch) -> Iterator[_Heard]:
        kind, begin, end = self._learned.told_by(reading.words, alarming)
        factor = around.factor(_NEVER_ALONE, (begin, end), denies=True)
        score = _probability(_TRUST * (alarming.odds - _ALONE_FROM)) * factor
        if score >= _LEAST:
            yield _Heard(score, REASONS[kind], begin, end)


def _shifted(score: float, odds: float) -> float:
    """The score of a phrase after hearing the words around it."""
    shift = _TRUST * (odds - USUAL_ODDS)
    return _probability(log(score / (1 - score)) + max(-_MOST_SHIFT, min(_MOST_SHIFT, shift)))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def _apart(heard: Sequence[_Heard]) -> Iterator[_Heard]:
    """Of signs that overlap, the surest: they speak of the same."""
    taken: list[_Heard] = []
    for sign in sorted(heard, reverse=True):
        if all(sign.end <= other.begin or other.end <= sign.begin for other in taken):
            taken.append(sign)
            yield sign

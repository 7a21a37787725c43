"""The question of distress put to one message. It never acts; what it finds brings a person."""

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from moderation.detect.distress.concepts import Pieces
from moderation.detect.distress.harmless import Surroundings
from moderation.detect.distress.learned import (
    USUAL_ODDS,
    LearnedWords,
    Stretch,
    WeightsBroken,
    load_learned,
)
from moderation.detect.distress.phrasebook import REASONS, Phrasebook, Sign
from moderation.detect.message import ChatRules, Message, Span
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_OFTEN_ENOUGH = 4  # a phrase said more often in one message says nothing new
_LEAST = 0.3  # below this a sign is not worth telling
# What stands around shifts the odds of a phrase, but never by more than this: a plain phrase of
# 0.9 is heard whatever else is said. The numbers were measured on texts not yet learned from.
_MOST_SHIFT = 1.9
_TRUST, _ALONE_FROM = 1.2, 0.5
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
        row = self._book.row(reading)
        pieces = self._book.concepts.pieces_of(row)
        alarming = self._learned.weigh(pieces)
        standing = list(row.find(self._book.signs, _OFTEN_ENOUGH))
        if not standing and alarming.odds < _ALONE_FROM:
            return ()
        around = Surroundings(self._book.senses, reading, row.find(self._book.harmless))
        meant = [
            (sign, place, around.factor(sign.harmless, place, denies=sign.denies))
            for sign, place in standing
        ]
        heard = list(self._phrases(pieces, meant))
        if not heard and alarming.odds >= _ALONE_FROM:
            serious = max((factor for _, _, factor in meant), default=1.0)
            heard = list(self._words(pieces, around, alarming, serious))
        return [
            Finding(Question.DISTRESS, sign.score, sign.reason, *reading.span(sign.begin, sign.end))
            for sign in _apart(heard)
        ]

    def _phrases(
        self, pieces: Pieces, meant: Iterable[tuple[Sign, Span, float]]
    ) -> Iterator[_Heard]:
        for sign, place, factor in meant:
            odds = self._learned.odds_around(pieces, *place)
            score = _shifted(sign.score, odds) * factor
            if score >= _LEAST:
                yield _Heard(score, sign.reason, *place)

    def _words(
        self, pieces: Pieces, around: Surroundings, alarming: Stretch, serious: float
    ) -> Iterator[_Heard]:
        """`serious` is 1, or less where the phrases in the message turned out harmless."""
        kind, begin, end = self._learned.told_by(pieces, alarming)
        factor = around.factor(_NEVER_ALONE, (begin, end), denies=True)
        score = _probability(_TRUST * (alarming.odds - _ALONE_FROM)) * factor * serious
        if score >= _LEAST:
            yield _Heard(score, REASONS[kind], begin, end)


def _shifted(score: float, odds: float) -> float:
    """The score of a phrase after hearing the words around it."""
    shift = _TRUST * (odds - USUAL_ODDS)
    return _probability(log(score / (1 - score)) + max(-_MOST_SHIFT, min(_MOST_SHIFT, shift)))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def _apart(heard: Iterable[_Heard]) -> list[_Heard]:
    """Of signs that overlap, the surest, as wide as those of its kind: they speak of the same."""
    apart: list[_Heard] = []
    for sign in sorted(heard, reverse=True):
        other = next((o for o in apart if sign.begin < o.end and o.begin < sign.end), None)
        if other is None:
            apart.append(sign)
        elif other.reason is sign.reason:
            begin, end = min(other.begin, sign.begin), max(other.end, sign.end)
            apart[apart.index(other)] = other._replace(begin=begin, end=end)
    return apart

"""The question of distress put to one message. It never acts; what it finds brings a person."""

from collections.abc import Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from moderation.detect.distress.harmless import Surroundings
from moderation.detect.distress.learned import LearnedWords, Stretch, load_learned
from moderation.detect.distress.matching import Row
from moderation.detect.distress.phrasebook import REASONS, Phrasebook
from moderation.detect.distress.reading import Reading
from moderation.detect.message import ChatRules, Message
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_LEAST = 0.3  # below this a sign is not worth telling
# What stands around shifts the odds of a phrase, but never by more than this: a plain phrase of
# 0.9 is heard whatever else is said. The numbers were measured on texts not yet learned from.
_MOST_SHIFT = 1.5
_TRUST, _USUAL_ODDS, _ALONE_FROM = 1.2, -1.6, 0.6
# What makes words harmless that no phrase knows.
_NEVER_ALONE = ("quoted", "announced", "fiction", "counsel", "better")


class _Heard(NamedTuple):
    score: float
    reason: Reason
    begin: int
    end: int


class DistressSigns:
    """Loads phrases and weights once (a fifth of a second); holds nothing of any message."""

    def __init__(self, learned: LearnedWords | None = None) -> None:
        self._book = Phrasebook()
        self._learned = learned or load_learned()

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        """The surest sign of each place; where there is no phrase, what the words say."""
        reading = self._book.read(text)
        if not reading.words:
            return ()
        stretches = self._learned.weigh(reading.words)
        alarming = max(stretches)
        has_phrases = any(self._book.may_begin(word) for word in reading.words)
        if not has_phrases and alarming.odds < _ALONE_FROM:
            return ()
        row = Row(reading, self._book.fills)
        around = Surroundings(self._book.senses, reading, row)
        heard = list(self._phrases(row, around, stretches)) or self._words(reading, around, alarming)
        return [
            Finding(Question.DISTRESS, sign.score, sign.reason, *reading.span(sign.begin, sign.end))
            for sign in _apart(heard)
        ]

    def _phrases(
        self, row: Row, around: Surroundings, stretches: Sequence[Stretch]
    ) -> Iterator[_Heard]:
        for number in row.places.keys() & self._book.by_anchor.keys():
            for sign in self._book.by_anchor[number]:
                for place in row.find(sign.phrase):
                    score = sign.score * around.factor(sign.harmless, place, sign.phrase.denies)
                    odds = max(s.odds for s in stretches if s.begin <= place[0] < s.end)
                    score = _shifted(score, odds)
                    if score >= _LEAST:
                        yield _Heard(score, sign.reason, *place)

    def _words(
        self, reading: Reading, around: Surroundings, alarming: Stretch
    ) -> Sequence[_Heard]:
        if alarming.odds < _ALONE_FROM:
            return ()
        kind, begin, end = self._learned.told_by(reading.words, alarming)
        factor = around.factor(_NEVER_ALONE, (begin, end), denies=True)
        score = _probability(_TRUST * (alarming.odds - _ALONE_FROM)) * factor
        return [_Heard(score, REASONS[kind], begin, end)] if score >= _LEAST else ()


def _shifted(score: float, odds: float) -> float:
    """The score of a phrase after hearing the words of the stretch it stands in."""
    shift = _TRUST * (odds - _USUAL_ODDS)
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

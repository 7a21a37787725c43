"""Whom a rude word is meant for: «ты дура» is an insult, «я дура» a sigh, «кот дурак» neither."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.reading import Reading
from moderation.detect.morphology import analyzer

_CUES = classes("cues.txt")
_YOU, _YOU_OBLIQUE, _ANY_YOU = _CUES["you"], _CUES["you_oblique"], _CUES["any_you"]
_SELF, _SELF_OBLIQUE, _SELF_CUE = _CUES["self"], _CUES["self_oblique"], _CUES["self_cue"]
_THIRD, _KIN, _CREATURE = _CUES["third"], _CUES["kin"], _CUES["creature"]
_MEMBER, _CROWD, _ORDERS = _CUES["member"], _CUES["crowd"], _CUES["orders"]
_BETWEEN = _CUES["between"]
_SIGHS = frozenset("вот ну эх ой ох как будто словно сам сама".split())
_CALLS = frozenset("эй слышь ах ну да а и але алло слушай ты вы же".split())
_GOING = frozenset("пошла пошел пошли иди идите".split())
_MAY_BE_SECOND = re.compile(r".+(?:шь|шься|[еи]те|тесь|[иьй]|ись|йся|ься)")
_OBLIQUE = re.compile(r".*(?:[ую]|ого|его|ому|ему|ой|ом|ым|ыми|ами)")
_AIMED_ASIDE = re.compile(r".*(?:[ую]|[^ыищ]е)")  # «эту дуру», «о дуре»
_PLURAL = re.compile(r".*[ыи]")
_AWAY = 4  # words from «ты» to what it is called
_SHORT = 6  # words of a message that says little else


class Aim(StrEnum):
    YOU = "you"  # «ты дура»
    CALL = "call"  # «заткнись, дура»
    ALONE = "alone"  # «дура!»: the answer to somebody
    NEAR = "near"  # «ты», but somewhere else in the sentence
    CROWD = "crowd"  # «одни дуры собрались»
    MEMBER = "member"  # «админ дурак»
    ABSENT = "absent"  # «в суде идиоты»
    KIN = "kin"  # the author's own family
    THING = "thing"  # «кот дурак»
    NOBODY = "nobody"
    SELF = "self"
    DENIED = "denied"  # «вы не дура»


@dataclass(frozen=True, slots=True)
class Group:
    """The rude word with what stands close by it: «овца тупая»."""

    first: int
    last: int
    word: str
    weighted: bool = False


def aim_of(group: Group, reading: Reading) -> Aim:
    return _Judge(group, reading).judge()


class _Judge:
    def __init__(self, group: Group, reading: Reading) -> None:
        self.group = group
        self.words = reading.words
        self.reading = reading
        self.begin, self.end = reading.sentence(group.first)
        self.left = self.words[max(self.begin, group.first - _AWAY) : group.first]
        self.right = self.words[group.last + 1 : min(self.end, group.last + 3)]
        self.sentence = self.words[self.begin : self.end]

    def judge(self) -> Aim:
        you, self_ = self._distance(_YOU), self._distance(_SELF)
        if self._denied(you):
            return Aim.DENIED
        if self_ and (not you or self_ <= you):
            return Aim.SELF
        if self._at_you(you):
            return Aim.YOU
        if self._about_self():
            return Aim.SELF
        if self._called():
            return Aim.CALL
        return self._in_third_person()

    def _distance(self, wanted: frozenset[str]) -> int | None:
        """Words from the group to the nearest of some, on either side."""
        found = [n for n, word in enumerate(reversed(self.left), 1) if word in wanted]
        if wanted is not _SELF or self.group.last not in self.reading.pauses:
            found += [n for n, word in enumerate(self.right, 1) if word in wanted]
        return min(found, default=None)

    def _denied(self, you: int | None) -> bool:
        near = self.left[-1:] if you is None else self.left[-min(you, len(self.left) or 1) :]
        return "не" in near or "ни" in near

    def _at_you(self, you: int | None) -> bool:
        if self.left and self.left[-1] in _YOU_OBLIQUE:
            return len(self.left) == 1 or self.left[-2] != "у"
        if you is None or not _BETWEEN.isdisjoint(self.left[-you:]):
            return False
        return not _AIMED_ASIDE.fullmatch(self.group.word)

    def _about_self(self) -> bool:
        oblique = _OBLIQUE.fullmatch(self.group.word) is not None
        if oblique and not _SELF_OBLIQUE.isdisjoint((*self.left, *self.right[:1])):
            return True
        if not _SELF_CUE.isdisjoint(self.sentence):
            return True
        sighs = bool(self.left) and self.left[-1] in _SIGHS
        alone = len(self.sentence) == self.group.last - self.group.first + 2
        return sighs and not alone and not self._second_person()

    def _second_person(self) -> bool:
        return any(
            word in _ANY_YOU
            or (word in _ORDERS and word not in _GOING)
            or (_MAY_BE_SECOND.fullmatch(word) is not None and _addresses(word))
            for word in self.sentence
        )

    def _called(self) -> bool:
        first, last = self.group.first, self.group.last
        before, after = self.words[first - 1], self.words[last + 1]
        opens = before == SENTENCE_EDGE or before in _CALLS or first - 1 in self.reading.pauses
        closes = after == SENTENCE_EDGE or last in self.reading.pauses
        if {before, after} & _ORDERS - _GOING:
            return True
        if not self._second_person() or _AIMED_ASIDE.fullmatch(self.group.word):
            return False
        return (opens and closes) or (before == SENTENCE_EDGE and after in _ANY_YOU | {"не"})

    def _set_apart(self) -> bool:
        """«Старая карга, сидит тут и каркает»: a heavy word between two stops."""
        first, last = self.group.first, self.group.last
        opens = self.words[first - 1] == SENTENCE_EDGE or first - 1 in self.reading.pauses
        closes = self.words[last + 1] == SENTENCE_EDGE or last in self.reading.pauses
        return opens and closes and self.group.weighted

    def _in_third_person(self) -> Aim:
        near = {*self.left, *self.right}
        if near & _CREATURE or _CREATURE & set(self.words[self.group.first : self.group.last + 1]):
            return Aim.THING
        if near & _MEMBER:
            return Aim.MEMBER
        if near & _CROWD and _PLURAL.fullmatch(self.group.word):
            return Aim.ABSENT if _THIRD & set(self.sentence) else Aim.CROWD
        if self._set_apart():
            return Aim.ALONE
        if near & _KIN:
            return Aim.KIN
        if len(self.sentence) <= self.group.last - self.group.first + 2:
            alone = len(self.words) <= _SHORT + 2
            return Aim.ALONE if alone else Aim.NOBODY
        if _THIRD & set(self.sentence):
            return Aim.ABSENT
        return Aim.NEAR if _ANY_YOU & set(self.sentence) else Aim.NOBODY


@lru_cache(maxsize=4096)
def _addresses(word: str) -> bool:
    """Whether a word is a verb in the second person or an order, and most likely nothing else."""
    best = analyzer().parse(word)[0]
    return "impr" in best.tag or "2per" in best.tag

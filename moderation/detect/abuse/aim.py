"""Whom a rude word is meant for: «ты дура» is an insult, «я дура» a sigh, «кот дурак» neither."""

import re
from dataclasses import dataclass
from enum import StrEnum

from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.reading import Reading

_CUES = classes("classes.txt")
_YOU, _YOU_OBLIQUE, _ANY_YOU = _CUES["ты"], _CUES["тебя"] | _CUES["тебе"], _CUES["любой_ты"]
_SELF, _SELF_OBLIQUE, _SELF_CUE = _CUES["self"], _CUES["self_oblique"], _CUES["self_cue"]
_THIRD, _KIN, _CREATURE = _CUES["third"], _CUES["kin"], _CUES["creature"]
_MEMBER, _CROWD, _ORDERS = _CUES["member"], _CUES["crowd"], _CUES["imperative"]
_BETWEEN = frozenset("он она они этот эта эти эту этих тот та те какой какая какие мой моя наш наша".split())
_SIGHS = frozenset("вот ну эх ой ох как будто словно сам сама".split())
_CALLS = frozenset("эй слышь ах ну да а и але алло слушай ты вы же".split())
_GOING = frozenset("пошла пошел пошли иди идите".split())
_SECOND_PERSON = re.compile(r".{2,}(?:[еи]шь(?:ся)?|[еи]тесь|ись|йся|йтесь)")
_NOT_VERBS = frozenset("лишь тишь мышь камыш финиш малыш здесь весь брешь".split())
_OBLIQUE = re.compile(r".*(?:[уюе]|о[йю]|ей|[оы]м|[оеу]го|ому|ами|ям|ах)")
_PLURAL = re.compile(r".*[ыи]")
_SHORT = 6  # words of a message that says little else


class Aim(StrEnum):
    YOU = "you"  # «ты дура»
    CALL = "call"  # «заткнись, дура»
    ALONE = "alone"  # «дура!»: the answer to somebody
    CROWD = "crowd"  # «одни дуры собрались»
    MEMBER = "member"  # «админ дурак»
    ABSENT = "absent"  # «в суде идиоты»
    KIN = "kin"  # the author's own family
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
        self.left = self.words[max(self.begin, group.first - 3) : group.first]
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
        return not _OBLIQUE.fullmatch(self.group.word) or self.group.word.endswith(("ой", "ом"))

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
            or (_SECOND_PERSON.fullmatch(word) is not None and word not in _NOT_VERBS)
            for word in self.sentence
        )

    def _called(self) -> bool:
        first, last = self.group.first, self.group.last
        before, after = self.words[first - 1], self.words[last + 1]
        opens = before == SENTENCE_EDGE or before in _CALLS or first - 1 in self.reading.pauses
        closes = after == SENTENCE_EDGE or last in self.reading.pauses
        if {before, after} & _ORDERS - _GOING:
            return True
        if not self._second_person():
            return False
        return (opens and closes) or (before == SENTENCE_EDGE and after in _ANY_YOU | {"не"})

    def _in_third_person(self) -> Aim:
        near = {*self.left, *self.right}
        if near & _CREATURE:
            return Aim.NOBODY
        if near & _MEMBER:
            return Aim.MEMBER
        if near & _CROWD and _PLURAL.fullmatch(self.group.word):
            return Aim.ABSENT if _THIRD & set(self.sentence) else Aim.CROWD
        if near & _KIN:
            return Aim.KIN
        if len(self.sentence) <= self.group.last - self.group.first + 2:
            alone = len(self.words) <= _SHORT + 2
            return Aim.ALONE if alone else Aim.NOBODY
        return Aim.ABSENT if _THIRD & set(self.sentence) else Aim.NOBODY

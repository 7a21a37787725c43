"""Whom a rude word is meant for: «ты дура» is an insult, «я дура» a sigh, «кот дурак» neither."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.reading import Reading
from moderation.detect.morphology import analyzer
from moderation.detect.remembered import remembering

_CUES = classes("cues")
_AWAY, _BEHIND = 4, 3  # words before and after a name within which it may get its owner
_SAYS_LITTLE = 6  # words of a message that is hardly more than the name
_MAY_BE_SECOND = re.compile(r".+(?:шь|шься|[еи]те|тесь|[иьй]|ись|йся|ься)")
_OBLIQUE = re.compile(r".*(?:[ую]|ого|его|ому|ему|ой|ом|ым|ыми|ами)")
_AIMED_ASIDE = re.compile(r".*(?:[ую]|[^ыищ]е)")  # «эту дуру», «о дуре»
_PLURAL = re.compile(r".*[ыи]")


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
        self.pauses = reading.pauses
        self.begin, self.end = reading.sentence(group.first)
        self.left = self.words[max(self.begin, group.first - _AWAY) : group.first]
        self.right = self.words[group.last + 1 : min(self.end, group.last + 1 + _BEHIND)]
        self.near = {*self.left, *self.right}
        self.sentence = set(self.words[self.begin : self.end])
        self.fills_sentence = self.end - self.begin <= group.last - group.first + 2

    def judge(self) -> Aim:
        you, self_ = self._distance("you"), self._distance("self")
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
        return next((aim for aim, true in _OTHERS if true(self)), Aim.NOBODY)

    def says(self, cue: str) -> bool:
        return not _CUES[cue].isdisjoint(self.sentence)

    def says_near(self, cue: str) -> bool:
        return not _CUES[cue].isdisjoint(self.near)

    def _distance(self, cue: str) -> int | None:
        """Words from the group to the nearest of some, on either side."""
        before = self.left if cue == "you" else self._of_own_clause()
        found = [n for n, word in enumerate(reversed(before), 1) if word in _CUES[cue]]
        if cue == "you" or self.group.last not in self.pauses:  # «тварь, я для тебя …»
            found += [n for n, word in enumerate(self.right, 1) if word in _CUES[cue]]
        return min(found, default=None)

    def _of_own_clause(self) -> list[str]:
        """«Я, дура, забыла» is said of oneself, «такого я не видела, дебилы» is not."""
        nearest = self.group.first - 1
        if nearest in self.pauses:
            return self.left[-1:]
        pauses = [
            place for place in range(nearest - len(self.left), nearest) if place in self.pauses
        ]
        return self.words[max(pauses, default=nearest - len(self.left)) + 1 : nearest + 1]

    def _denied(self, you: int | None) -> bool:
        """«Вы не дура», «ты совсем не дура»; not «ты никому не нужна, дура»."""
        near = range(self.group.first - (you or 1), self.group.first)
        pause = max((place for place in near if place in self.pauses), default=self.begin - 1)
        return any(self.words[place] in _CUES["not"] for place in near if place > pause)

    def _at_you(self, you: int | None) -> bool:
        if self.left and self.left[-1] in _CUES["you_oblique"]:
            return len(self.left) == 1 or self.left[-2] != "у"
        if you is None or not _CUES["between"].isdisjoint(self.left[-you:]):
            return False
        return not _AIMED_ASIDE.fullmatch(self.group.word)

    def _about_self(self) -> bool:
        oblique = _OBLIQUE.fullmatch(self.group.word) is not None
        if oblique and not _CUES["self_oblique"].isdisjoint((*self.left, *self.right[:1])):
            return True
        if self.says("self_cue"):
            return True
        sighs = bool(self.left) and self.left[-1] in _CUES["sighs"]
        return sighs and not self.fills_sentence and not self._second_person()

    def _second_person(self) -> bool:
        return self.says("any_you") or any(
            (word in _CUES["orders"] and word not in _CUES["going"])
            or (_MAY_BE_SECOND.fullmatch(word) is not None and _addresses(word))
            for word in self.sentence
        )

    def _called(self) -> bool:
        before, after = self.words[self.group.first - 1], self.words[self.group.last + 1]
        if {before, after} & _CUES["orders"] - _CUES["going"]:
            return True
        if not self._second_person() or _AIMED_ASIDE.fullmatch(self.group.word):
            return False
        begins_at_you = before == SENTENCE_EDGE and (after in _CUES["any_you"] or after == "не")
        stands_apart = (self.opens() or before in _CUES["calls"]) and self.closes()
        return begins_at_you or stands_apart

    def opens(self) -> bool:
        before = self.group.first - 1
        return self.words[before] == SENTENCE_EDGE or before in self.pauses

    def closes(self) -> bool:
        return self.words[self.group.last + 1] == SENTENCE_EDGE or self.group.last in self.pauses

    def of_a_thing(self) -> bool:
        named = self.words[self.group.first : self.group.last + 1]
        return not _CUES["creature"].isdisjoint({*self.near, *named})

    def of_many(self) -> bool:
        return _PLURAL.fullmatch(self.group.word) is not None

    def cried_out(self) -> bool:
        """«Тупицы, сколько раз повторять»."""
        return self.opens() and self.closes() and self.words[self.group.first - 1] == SENTENCE_EDGE


_OTHERS: tuple[tuple[Aim, Callable[[_Judge], bool]], ...] = (
    (Aim.THING, _Judge.of_a_thing),
    (Aim.MEMBER, lambda it: it.says_near("member")),
    (Aim.ABSENT, lambda it: it.says_near("crowd") and it.of_many() and it.says("third")),
    (Aim.CROWD, lambda it: it.says_near("crowd") and it.of_many()),
    (Aim.ALONE, lambda it: it.opens() and it.closes() and it.group.weighted),
    (Aim.KIN, lambda it: it.says_near("kin")),
    (Aim.ALONE, lambda it: it.fills_sentence and len(it.words) <= _SAYS_LITTLE + 2),
    (Aim.NOBODY, lambda it: it.fills_sentence),
    (Aim.ABSENT, lambda it: it.cried_out() and it.of_many()),
    (Aim.ABSENT, lambda it: it.says("third")),
    (Aim.NEAR, lambda it: it.says("any_you")),
)
"""Where nobody is spoken to: the first that is true."""


@remembering
def _addresses(word: str) -> bool:
    """Whether a word is a verb in the second person or an order, and most likely nothing else."""
    best = analyzer().parse(word)[0]
    return "impr" in best.tag or "2per" in best.tag

"""One message as this question reads it: words with their roles, and what stands near a place."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, reduce
from operator import or_

from moderation.detect.message import Span
from moderation.detect.personal_data.lexicon import Role, meant_roles_of, roles_of
from moderation.detect.personal_data.numbers import SHORTEST as SHORTEST_NUMBER
from moderation.detect.personal_data.numbers import Number, numbers
from moderation.detect.text import Text

# Number words enough for a number in words: «ноль», «девятьсот», «шестьдесят».
_NUMBER = re.compile(r"\d|нол[ья]|(?:сот|ста|надцать|десят) |дцатого|\b(?:тр[ие]|восемь|девять) ")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_BESIDE = 60  # characters on both sides of a number that may belong to it
_ADDRESS = re.compile(r"@|собак|собачк|\(at\)")
_TELLING = (
    Role.GIVEN
    | Role.CHILD
    | Role.SIBLING
    | Role.MINE
    | Role.DIAGNOSIS
    | Role.ADOPTION
    | Role.SCHOOL
)
_SLIPS = 150  # words of one message that are looked at for slips of the finger
_NOT_FOR = Role.CHILD | Role.CHILDREN  # «куртка на мальчика», «для ребёнка»: nobody's child


class Reading:
    """Places are those of `clean`; `written` turns them into places of the message."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.clean = text.clean
        self._said = text.words()
        self.roles = [roles_of(word) for word in self._said]
        self.has_digits = _NUMBER.search(self.clean) is not None
        self.has_address = _ADDRESS.search(self.clean) is not None
        self.all_roles = reduce(or_, self.roles, 0)
        if self.has_digits or self.has_address or self.all_roles & _TELLING:
            self._undo_slips()

    def _undo_slips(self) -> None:
        """Only where there is something to give away: most messages hold no number and no name."""
        for index, role in enumerate(self.roles[:_SLIPS]):
            if not role and (meant := meant_roles_of(self._said[index])):
                self.roles[index] = meant
                self.all_roles |= meant

    @cached_property
    def words(self) -> list[re.Match[str]]:
        return self.text.places_of_words()

    @cached_property
    def numbers(self) -> list[Number]:
        if not self.has_digits:
            return []
        return list(numbers(self.clean, only_spoken=not self.has_long_number))

    @cached_property
    def has_long_number(self) -> bool:
        """Whether there are digits enough for a phone, a paper, a card."""
        return len(_DIGIT.findall(self.clean)) >= SHORTEST_NUMBER

    def beside_digits(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of what holds a number: to try each word of a long message would be dear."""
        return (
            match
            for begin, end in self._beside_digits
            for match in pattern.finditer(self.clean, begin, end)
        )

    @cached_property
    def _beside_digits(self) -> list[Span]:
        spans: list[Span] = []
        for digit in _DIGITS.finditer(self.clean):
            begin, end = max(0, digit.start() - _BESIDE), digit.end() + _BESIDE
            if spans and begin <= spans[-1][1]:
                begin = spans.pop()[0]
            spans.append((begin, end))
        return spans

    @cached_property
    def starts(self) -> list[int]:
        return [word.start() for word in self.words]

    def word(self, index: int) -> str:
        """The word at an index, or nothing beyond either end."""
        return self._said[index] if 0 <= index < len(self._said) else ""

    def role(self, index: int) -> int:
        return self.roles[index] if 0 <= index < len(self.roles) else 0

    def written(self, index: int) -> str:
        """The word as the author wrote it."""
        begin, end = self.text.span(*self.words[index].span())
        return self.text.raw[begin:end]

    def index_at(self, place: int) -> int:
        """The first word that begins at a place or after it."""
        return bisect_left(self.starts, place)

    def gap(self, left: int, right: int) -> str:
        """What stands between two words."""
        return self.clean[self.words[left].end() : self.words[right].start()]

    def before(self, place: int, reach: int) -> Iterator[int]:
        """Indexes of words that begin at most `reach` characters before a place, nearest first."""
        index = self.index_at(place) - 1
        while index >= 0 and self.words[index].start() >= place - reach:
            yield index
            index -= 1

    def after(self, place: int, reach: int) -> Iterator[int]:
        """Indexes of words that begin within `reach` characters after a place, nearest first."""
        index = self.index_at(place)
        while index < len(self.words) and self.words[index].start() <= place + reach:
            yield index
            index += 1

    def around(self, span: Span, back: int, forth: int) -> int:
        """All roles of the words around a span; what the span itself holds is left out."""
        roles = 0
        for index in (*self.before(span[0], back), *self.after(span[1], forth)):
            role = self.roles[index]
            if role & _NOT_FOR and self.word(index - 1) in {"на", "для"}:
                role &= ~_NOT_FOR
            roles |= role
        return roles

    def label(self, span: Span, role: int, back: int = 60, forth: int = 20) -> bool:
        """Whether a word of this role names what stands in the span."""
        if not self.all_roles & role:
            return False
        return any(self.roles[index] & role for index in self.before(span[0], back)) or any(
            self.roles[index] & role for index in self.after(span[1], forth)
        )

    def nearest(self, place: int, roles: int, reach: int) -> int:
        """The roles of the nearest word before a place that has one of these; 0: none has."""
        if not self.all_roles & roles:
            return 0
        for index in self.before(place, reach):
            if found := self.roles[index] & roles:
                return found
        return 0

    @cached_property
    def tells_capitals(self) -> bool:
        """Not when everything is in capitals, or nothing is."""
        raw = self.text.raw
        return raw != raw.upper() and raw != raw.lower()

    def capital(self, index: int) -> bool:
        """Whether the author wrote the word with a capital letter that says something."""
        return self.tells_capitals and self.is_capital(index)

    def is_capital(self, index: int) -> bool:
        """Whether it was written with a capital letter, whatever that says. Few words are asked."""
        (place,) = self.text.written_at([self.words[index].start()])
        return self.text.raw[place].isupper()

    def opens(self, index: int) -> bool:
        """Whether the word opens a sentence, where a capital says nothing."""
        if index == 0:
            return True
        gap = self.gap(index - 1, index)
        return gap.strip(" \t,:-–—«»\"'()") != ""

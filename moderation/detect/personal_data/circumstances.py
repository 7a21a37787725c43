"""What is told of a child in a foster family's chat: how it came, what it lives through, its days.

«Наша Алиса дерётся в садике» needs no word «дочка» to be about a child.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, reduce
from operator import or_

from moderation.detect.message import Span
from moderation.detect.personal_data import circumstance_patterns as patterns
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading

_AGE_WITHIN = 26  # characters after a name
_SENTENCE_END = re.compile(r"[.!?\n;](?=\s|$)|\n")
_WINDOW = 110  # characters on either side that are asked


class Circumstances:
    """One message's signs of a child's life, with their places."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sentences: dict[PersonName, Span] = {}
        self._roles: dict[PersonName, int] = {}

    @cached_property
    def foster(self) -> list[Span]:
        return [match.span() for match in patterns.FOSTER.finditer(self._reading.clean)]

    @cached_property
    def heavy(self) -> list[Span]:
        return [match.span() for match in patterns.HEAVY.finditer(self._reading.clean)]

    @cached_property
    def office(self) -> list[Span]:
        return [match.span() for match in patterns.OFFICE.finditer(self._reading.clean)]

    @cached_property
    def as_children(self) -> list[Span]:
        return [match.span() for match in patterns.AS_CHILDREN.finditer(self._reading.clean)]

    @cached_property
    def fiction(self) -> list[Span]:
        return [match.span() for match in patterns.FICTION.finditer(self._reading.clean)]

    @cached_property
    def ages(self) -> list[Span]:
        return [match.span() for match in patterns.YEARS_SAID.finditer(self._reading.clean)]

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self._reading.clean)]

    def sentence(self, name: PersonName) -> Span:
        """The name's sentence, cut to a window."""
        if name not in self._sentences:
            at = bisect_right(self._ends, name.begin)
            begin = self._ends[at - 1] if at else 0
            after = bisect_right(self._ends, name.end)
            end = self._ends[after] if after < len(self._ends) else len(self._reading.clean)
            window = max(begin, name.begin - _WINDOW), min(end, name.end + _WINDOW)
            self._sentences[name] = window
        return self._sentences[name]

    def told_near(self, name: PersonName, places: list[Span]) -> bool:
        """In the same sentence, or in the window of a short message."""
        begin, end = self.sentence(name)
        return any(begin <= place[0] and place[1] <= end for place in places)

    def aged(self, name: PersonName) -> bool:
        """«Лиза, 10 лет», «Полинке пять», «ей восемь»."""
        clean = self._reading.clean
        if patterns.AGE.search(clean, name.end, name.end + _AGE_WITHIN):
            return True
        return self.told_near(name, self.ages)

    def roles(self, name: PersonName) -> int:
        """All roles of the words of the sentence, the name's own left out."""
        if name not in self._roles:
            inside = (
                index for index in self._inside(*self.sentence(name)) if index not in name.words
            )
            self._roles[name] = reduce(or_, (self._reading.roles[index] for index in inside), 0)
        return self._roles[name]

    def _inside(self, begin: int, end: int) -> Iterator[int]:
        index = self._reading.index_at(begin)
        while index < len(self._reading.words) and self._reading.words[index].start() < end:
            yield index
            index += 1

"""What is told of a child in a foster family's chat: how it came, what it lives through, its days.

«Наша Алиса дерётся в садике» needs no word «дочка» to be about a child.
"""

import re
from collections.abc import Iterator
from functools import cached_property

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
        begin = max((end for end in self._ends if end <= name.begin), default=0)
        end = min((end for end in self._ends if end > name.end), default=len(self._reading.clean))
        return max(begin, name.begin - _WINDOW), min(end, name.end + _WINDOW)

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
        roles = 0
        begin, end = self.sentence(name)
        for index in self._inside(begin, end):
            if index not in name.words:
                roles |= self._reading.roles[index]
        return roles

    def _inside(self, begin: int, end: int) -> Iterator[int]:
        index = self._reading.index_at(begin)
        while index < len(self._reading.words) and self._reading.words[index].start() < end:
            yield index
            index += 1

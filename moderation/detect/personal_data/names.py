"""People's names in a message: a first name, and the surname and patronymic that stand beside it.

Found without regard to capitals; whose they are is asked in whose.py.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from moderation.detect.message import Span
from moderation.detect.personal_data.given_names import Gender, Given, given_names, misspelt_name
from moderation.detect.personal_data.lexicon import Role, is_patronymic
from moderation.detect.personal_data.morphology import parsed
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.surnames import LIKELY, is_surname, may_be_surname

_BESIDE = re.compile(r"[ \t\u00a0\n]{1,2}")
_INITIALS = re.compile(r"(?<![а-я-])([а-я]{3,24}) ([а-я])\. ?(?:([а-я])\.)?(?![а-я])")
_NAMES = 16  # names of one message that are looked at; a longer list is told by its beginning
_LOOKED_AT = 200  # words of one message that may be names not on the list
_GUESSES = 20  # words of one message asked of the dictionary
_LEADS_TO_NAME = Role.CHILD | Role.SIBLING | Role.MINE | Role.NAMED
_TOO_SHORT = 2  # letters
_RARE = 0.5  # share of readings as a first name from which an unlisted word is one


class PersonName(NamedTuple):
    """Places in `clean`, and the indexes of its first and last word."""

    begin: int
    end: int
    first: int
    last: int
    given: str
    surname: str = ""
    patronymic: bool = False
    gender: Gender | None = None
    sure: bool = (
        True  # not: an ordinary word as well, and only what is told shows that it is a name
    )

    @property
    def span(self) -> Span:
        return self.begin, self.end

    @property
    def words(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def full(self) -> bool:
        return self.surname != ""


def person_names(reading: Reading) -> list[PersonName]:
    """In no order. A first name that is an ordinary word needs a sign beside it."""
    found: list[PersonName] = []
    taken: set[int] = set()
    for index, role in enumerate(reading.roles):
        if role & Role.GIVEN and index not in taken and (name := _listed(reading, index)):
            found.append(name)
            taken.update(name.words)
            if len(found) == _NAMES:
                break
    found.extend(_guessed(reading, taken))
    return found


def initialled(reading: Reading) -> Iterator[PersonName]:
    """«Петрова А. С.»: surnames with initials."""
    for match in _INITIALS.finditer(reading.clean):
        index = reading.index_at(match.start())
        if reading.tells_capitals and not reading.written(index + 1)[:1].isupper():
            continue
        if may_be_surname(reading, index) and parsed(match[1]).surname >= LIKELY:
            yield PersonName(*match.span(), index, index + (2 if match[3] else 1), "", match[1])


def _listed(reading: Reading, index: int) -> PersonName | None:
    gender, doubtful = given_names()[reading.word(index)]
    name = _built(reading, index, gender)
    if not doubtful or name.patronymic or _sure(reading, index, full=name.full):
        return name
    # «Лёва» and «Тёма» can be nothing else, where «лева» and «тема» can
    if "ё" in reading.written(index).lower():
        return name
    written_as_name = reading.capital(index) or not reading.tells_capitals
    return name._replace(sure=False) if written_as_name else None


def _built(reading: Reading, index: int, gender: Gender | None) -> PersonName:
    """The name around a first name: what stands right before and after it."""
    first = last = index
    patronymic = _beside(reading, index + 1) and is_patronymic(reading.word(index + 1))
    if patronymic:
        last = index + 1
    surname = ""
    if _beside(reading, last + 1) and is_surname(reading, last + 1, index, formal=patronymic):
        last += 1
        surname = reading.word(last)
    elif _beside(reading, index) and is_surname(reading, index - 1, index, formal=patronymic):
        first = index - 1
        surname = reading.word(first)
    begin, end = reading.words[first].start(), reading.words[last].end()
    given = reading.word(index)
    return PersonName(begin, end, first, last, given, surname, patronymic, gender)


def _sure(reading: Reading, index: int, *, full: bool) -> bool:
    """An ordinary word is a name beside a surname, after «дочка», or with a capital inside."""
    capital = reading.capital(index)
    led = reading.role(index - 1) & (_LEADS_TO_NAME | Role.PHONE) or reading.word(index - 1) == "у"
    if full or led:
        return capital or not reading.tells_capitals
    return capital and not reading.opens(index)


def _guessed(reading: Reading, taken: set[int]) -> Iterator[PersonName]:
    """Rare or misspelt first names, where a surname or «дочка» stands beside."""
    tells = reading.tells_capitals
    candidates = (
        index
        for index, role in enumerate(reading.roles[:_LOOKED_AT])
        if not role & ~Role.MISSPELT_NAME
        and index not in taken
        and (not tells or reading.is_capital(index))
        and _is_promising(reading, index)
    )
    for index in islice(candidates, _GUESSES):
        led = bool(reading.role(index - 1) & _LEADS_TO_NAME)
        misspelt = _misspelt(reading, index)
        if misspelt or parsed(reading.word(index)).given >= _RARE:
            name = _built(reading, index, misspelt.gender if misspelt else None)
            if (led or misspelt or name.full) and taken.isdisjoint(name.words):
                taken.update(name.words)
                yield name


def _is_promising(reading: Reading, index: int) -> bool:
    """Whether the dictionary is worth asking: cheap signs only."""
    if len(reading.word(index)) <= _TOO_SHORT or not reading.word(index).isalpha():
        return False
    if reading.role(index - 1) & _LEADS_TO_NAME:
        return True
    if reading.role(index) & Role.MISSPELT_NAME and reading.capital(index):
        return True
    return any(
        0 <= beside < len(reading.words) and may_be_surname(reading, beside)
        for beside in (index - 1, index + 1)
    )


def _misspelt(reading: Reading, index: int) -> Given | None:
    if not reading.role(index) & Role.MISSPELT_NAME:
        return None
    return misspelt_name(reading.word(index))


def _beside(reading: Reading, right: int) -> bool:
    """Whether only a space stands between a word and the one before it."""
    if not 0 < right < len(reading.words):
        return False
    return _BESIDE.fullmatch(reading.gap(right - 1, right)) is not None

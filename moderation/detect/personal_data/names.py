"""People's names in a message: a first name, and the surname and patronymic that stand beside it.

Found without regard to capitals; whose they are is asked in whose.py.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moderation.detect.message import Span
from moderation.detect.personal_data import surnames
from moderation.detect.personal_data.given_names import Gender, given_names
from moderation.detect.personal_data.lexicon import Role, is_patronymic
from moderation.detect.personal_data.reading import Reading

_BESIDE = re.compile(r"[ \t\u00a0\n]{1,2}")
_INITIALS = re.compile(r"(?<![а-я-])([а-я]{3,24}) ?([а-я])\. ?(?:([а-я])\.)?(?![а-я])")
_NAMES = 40  # names of one message that are looked at; a longer list is told by its beginning
_NO_SURNAME = (
    Role.CHILD | Role.CHILDREN | Role.SIBLING | Role.MINE | Role.ADULT | Role.GIVEN | Role.THANKS
    | Role.PATRONYMIC | Role.MONTH | Role.NAMED | Role.OFFICE
)  # fmt: skip


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

    @property
    def span(self) -> Span:
        return self.begin, self.end

    @property
    def full(self) -> bool:
        return self.surname != ""


def person_names(reading: Reading) -> list[PersonName]:
    """From the first to the last. A first name that is an ordinary word needs a sign beside it."""
    found: list[PersonName] = []
    end = 0
    for index, role in enumerate(reading.roles):
        if role & Role.GIVEN and reading.words[index].start() >= end and (name := _at(reading, index)):
            found.append(name)
            end = name.end
            if len(found) == _NAMES:
                break
    return found


def initialled(reading: Reading) -> Iterator[PersonName]:
    """«Петрова А. С.»: surnames with initials."""
    for match in _INITIALS.finditer(reading.clean):
        index = reading.index_at(match.start())
        if surnames.read(match[1]).surname >= surnames.LIKELY and not reading.role(index) & _NO_SURNAME:
            letters = 2 if match[3] else 1
            yield PersonName(*match.span(), index, index + letters, "", match[1])


def _at(reading: Reading, index: int) -> PersonName | None:
    given = reading.word(index)
    gender, doubtful = given_names()[given]
    first = last = index
    patronymic = _beside(reading, index, index + 1) and is_patronymic(reading.word(index + 1))
    if patronymic:
        last = index + 1
    surname = ""
    if _is_surname(reading, last + 1, index, _beside(reading, last, last + 1)):
        last += 1
        surname = reading.word(last)
    elif _is_surname(reading, index - 1, index, _beside(reading, index - 1, index)):
        first = index - 1
        surname = reading.word(first)
    if doubtful and not (patronymic or _sure(reading, index, surname)):
        return None
    begin, end = reading.words[first].start(), reading.words[last].end()
    return PersonName(begin, end, first, last, given, surname, patronymic, gender)


def _sure(reading: Reading, index: int, surname: str) -> bool:
    """An ordinary word is a name beside a surname, after «дочка», or with a capital inside."""
    if surname:
        return not reading.tells_capitals or reading.capital(index)
    if reading.role(index - 1) & (Role.CHILD | Role.SIBLING | Role.NAMED):
        return not reading.tells_capitals or reading.capital(index)
    return reading.capital(index) and not reading.opens(index)


def _beside(reading: Reading, left: int, right: int) -> bool:
    if left < 0 or right >= len(reading.words):
        return False
    return _BESIDE.fullmatch(reading.gap(left, right)) is not None


def _is_surname(reading: Reading, index: int, given: int, beside: bool) -> bool:  # noqa: FBT001
    if not beside or reading.role(index) & _NO_SURNAME:
        return False
    word = surnames.read(reading.word(index))
    capital = reading.capital(index) and not reading.opens(index)
    if capital and reading.capital(given):
        return word.surname > 0 or not word.known or word.like_surname
    if word.surname < surnames.LIKELY:
        return False
    return _agree(word, surnames.read(reading.word(given)))


def _agree(surname: surnames.Reading, given: surnames.Reading) -> bool:
    """The same case, and no contrary gender; home forms that no dictionary knows agree with all."""
    if not given.forms or not given.known or not surname.known:
        return True
    return any(
        case == other and (gender == sex or "ms-f" in (gender, sex) or "None" in (gender, sex))
        for case, gender in surname.forms
        for other, sex in given.forms
    )

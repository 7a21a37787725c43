"""What a child's name becomes dangerous with: a date of birth; and alone."""

import re
from collections.abc import Iterable, Iterator

from moderation.detect.personal_data.birth_dates import Birth
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import gap
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, SOFT, Sign
from moderation.detect.personal_data.surnames import like_surname
from moderation.detect.personal_data.whose import (
    is_childs,
    may_be_childs,
)
from moderation.detect.reasons import Reason

_NEAR_SAID = 45  # characters between a name and «родилась …», «… г.р.»
_NEAR_BARE = 5  # and a date that nothing explains: «Алина Петрова, 12.05.2015»
_SAID_BEFORE = 25  # from «дата рождения», «его зовут» to a name
# A bare date with an hour after it is an appointment: «Анна Зимина, 12.03.2026 в 15:00».
_APPOINTED = re.compile(
    r"(?: ?г\w{0,3}\.?)?[ ,]{1,2}(?:(?:в|с|на|до) ?)?\d{1,2}(?:[:.-]\d\d| ?час|\b)"
)
_AGE = re.compile(r"[ ,(–—-]{1,4}(?:ей |ему )?(?:1[0-7]|[1-9])[ -]?(?:лет|год|мес|л\b)")
_AGE_WITHIN = 18  # characters after a name


def births(reading: Reading, names: Iterable[PersonName], dates: Iterable[Birth]) -> Iterator[Sign]:
    """Each name with the nearest date that stands close enough."""
    dates = list(dates)
    for name in names:
        near = [date for date in dates if _belongs(reading, name, date)]
        if near:
            date = min(near, key=lambda one: (not one.said, gap(name.span, one.span)))
            begin, end = min(name.begin, date.begin), max(name.end, date.end)
            if name.full or name.patronymic or (date.said and _has_some_surname(reading, name)):
                yield Sign(Reason.FULL_NAME_BIRTH, HARD, begin, end)
            elif date.said or is_childs(reading, name):
                yield Sign(Reason.CHILD_NAME, OPEN, begin, end)


def bare_names(reading: Reading, names: Iterable[PersonName]) -> Iterator[Sign]:
    """A child's name alone."""
    for name in names:
        childs = is_childs(reading, name)
        aged = _AGE.search(reading.clean, name.end, name.end + _AGE_WITHIN) is not None
        if name.full and (childs or aged or _is_introduced_as_theirs(reading, name)):
            yield Sign(Reason.CHILD_NAME, OPEN, *name.span)
        elif childs or (aged and may_be_childs(reading, name)):
            yield Sign(Reason.CHILD_NAME, SOFT, *name.span)


def _is_introduced_as_theirs(reading: Reading, name: PersonName) -> bool:
    """«Зовут его Артём Громов», «её имя …»; «меня зовут …» is somebody's own affair."""
    before = list(reading.before(name.begin, _SAID_BEFORE))
    named = any(reading.role(index) & Role.NAMED for index in before)
    return named and any(reading.word(index) in {"его", "ее"} for index in before)


def _belongs(reading: Reading, name: PersonName, date: Birth) -> bool:
    """Said to be a birth, by the date's own words or by one between it and the name."""
    distance = gap(name.span, date.span)
    between = min(name.end, date.end), max(name.begin, date.begin)
    if date.said:
        return distance <= _NEAR_SAID
    written = _AGE.sub("", reading.clean[slice(*between)])
    if len(written) <= _NEAR_BARE and not any(character.isalnum() for character in written):
        return _APPOINTED.match(reading.clean, date.end) is None
    words = (
        *reading.after(between[0], between[1] - between[0]),
        *reading.before(name.begin, _SAID_BEFORE),
    )
    return distance <= _NEAR_SAID and any(reading.role(index) & Role.BIRTH for index in words)


def _has_some_surname(reading: Reading, name: PersonName) -> bool:
    """«Илюша Белый, 2019 г.р.»: beside a date of birth, any word that could be one."""
    return like_surname(reading, name.first - 1) or like_surname(reading, name.last + 1)

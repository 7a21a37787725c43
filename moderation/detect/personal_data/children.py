"""What a child's name becomes dangerous with: a date of birth, a diagnosis, how the child came."""

import re
from collections.abc import Iterable, Iterator, Sequence

from moderation.detect.message import Span
from moderation.detect.personal_data.birth_dates import Birth
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near, gap
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, SOFT, Sign
from moderation.detect.personal_data.surnames import like_surname
from moderation.detect.personal_data.whose import (
    cases_of,
    introduces_self,
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
_CLOSE = 40  # between a name and a diagnosis or a story, whatever stands between
_STORY = 90  # the same within one sentence
_SENTENCE_END = re.compile(r"[.!?\n] ")
_OF_FIRST_NAME = 50  # the same for a first name alone
_PLACEMENT = re.compile(
    r"детск\w{2,3} дом|дом\w? ребен|под опек|лишен\w{0,2} (?:родит\w{1,9} )?прав"
    r"|родител\w{1,2} лиш|тайн\w усынов|(?:взяли|забрали|приняли) из "
)
_AGE = re.compile(r"[ ,(–—-]{1,4}(?:ей |ему )?(?:1[0-7]|[1-9])[ -]?(?:лет|год|мес|л\b)")
_AGE_WITHIN = 18  # characters after a name


def births(reading: Reading, names: Iterable[PersonName], dates: Iterable[Birth]) -> Iterator[Sign]:
    """Each name with the nearest date that stands close enough."""
    dates = list(dates)
    for name in names:
        near = [date for date in dates if _belongs(reading, name, date)]
        if near:
            date = min(near, key=lambda one: gap(name.span, one.span))
            begin, end = min(name.begin, date.begin), max(name.end, date.end)
            if name.full or name.patronymic or (date.said and _has_some_surname(reading, name)):
                yield Sign(Reason.FULL_NAME_BIRTH, HARD, begin, end)
            elif date.said or is_childs(reading, name):
                yield Sign(Reason.CHILD_NAME, OPEN, begin, end)


def stories(reading: Reading, names: Iterable[PersonName]) -> Iterator[Sign]:
    """A diagnosis or the story of a placement, told of somebody named."""
    diagnoses = list(_words(reading, Role.DIAGNOSIS))
    placements = [
        *_words(reading, Role.ADOPTION),
        *(match.span() for match in _PLACEMENT.finditer(reading.clean)),
    ]
    for name in names:
        if introduces_self(reading, name):
            continue
        for told, reason in (
            (diagnoses, Reason.DIAGNOSIS_NAME),
            (placements, Reason.ADOPTION_NAME),
        ):
            if name.full and _is_told(reading, name, told):
                yield Sign(reason, HARD, *name.span)
            elif any_near(name.span, told, back=_OF_FIRST_NAME, forth=_OF_FIRST_NAME) and (
                _is_object(reading, name) or may_be_childs(reading, name)
            ):
                yield Sign(reason, OPEN, *name.span)


def bare_names(reading: Reading, names: Iterable[PersonName]) -> Iterator[Sign]:
    """A child's name alone."""
    for name in names:
        childs = is_childs(reading, name)
        aged = _AGE.search(reading.clean, name.end, name.end + _AGE_WITHIN) is not None
        if name.full and (childs or aged or _is_introduced_as_theirs(reading, name)):
            yield Sign(Reason.CHILD_NAME, OPEN, *name.span)
        elif childs or (aged and may_be_childs(reading, name)):
            yield Sign(Reason.CHILD_NAME, SOFT, *name.span)


def _is_told(reading: Reading, name: PersonName, told: Sequence[Span]) -> bool:
    """Close by, or somewhere in the same sentence."""
    if any_near(name.span, told, back=_CLOSE, forth=_CLOSE):
        return True
    for begin, end in told:
        between = reading.clean[min(end, name.end) : max(begin, name.begin)]
        if len(between) <= _STORY and not _SENTENCE_END.search(between):
            return True
    return False


def _is_object(reading: Reading, name: PersonName) -> bool:
    """«У Димы …», «Алину усыновили»: told of, not telling."""
    if reading.word(name.first - 1) == "у":
        return True
    beside = reading.role(name.first - 1) | reading.role(name.last + 1)
    cases = cases_of(name)
    return bool(beside & Role.ADOPTION) and bool(cases) and "nomn" not in cases


def _words(reading: Reading, role: int) -> Iterator[Span]:
    if reading.all_roles & role:
        for word, roles in zip(reading.words, reading.roles, strict=True):
            if roles & role:
                yield word.span()


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
    written = reading.clean[slice(*between)]
    if distance <= _NEAR_BARE and not any(character.isalnum() for character in written):
        return _APPOINTED.match(reading.clean, date.end) is None
    words = (
        *reading.after(between[0], between[1] - between[0]),
        *reading.before(name.begin, _SAID_BEFORE),
    )
    return distance <= _NEAR_SAID and any(reading.role(index) & Role.BIRTH for index in words)


def _has_some_surname(reading: Reading, name: PersonName) -> bool:
    """«Илюша Белый, 2019 г.р.»: beside a date of birth, any word that could be one."""
    return like_surname(reading, name.first - 1) or like_surname(reading, name.last + 1)

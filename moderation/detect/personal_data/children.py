"""What a child's name becomes dangerous with: a date of birth, a diagnosis, how the child came."""

from collections.abc import Iterable, Iterator

from moderation.detect.personal_data.birth_dates import Birth
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, SOFT, Sign
from moderation.detect.personal_data.whose import is_childs, is_ours
from moderation.detect.reasons import Reason

_NEAR_SAID = 45  # characters between a name and «родилась …», «… г.р.»
_NEAR_BARE = 5  # and a date that nothing explains: «Алина Петрова, 12.05.2015»
_STORY = 90  # between a name and a diagnosis or a story
_STORY_OF_FIRST_NAME = 50


def births(
    reading: Reading, names: Iterable[PersonName], dates: Iterable[Birth]
) -> Iterator[Sign]:
    """Each name with the nearest date that stands close enough."""
    dates = list(dates)
    for name in names:
        near = [date for date in dates if _belongs(reading, name, date)]
        if near:
            date = min(near, key=lambda one: _gap(name, one))
            begin, end = min(name.begin, date.begin), max(name.end, date.end)
            if name.full or name.patronymic:
                yield Sign(Reason.FULL_NAME_BIRTH, HARD, begin, end)
            elif date.said or is_childs(reading, name):
                yield Sign(Reason.CHILD_NAME, OPEN, begin, end)


def stories(reading: Reading, names: Iterable[PersonName]) -> Iterator[Sign]:
    """A diagnosis or the story of a placement, told of somebody named."""
    for name in names:
        for role, reason in (
            (Role.DIAGNOSIS, Reason.DIAGNOSIS_NAME),
            (Role.ADOPTION, Reason.ADOPTION_NAME),
        ):
            if not reading.all_roles & role:
                continue
            if name.full and reading.label(name.span, role, _STORY, _STORY):
                yield Sign(reason, HARD, *name.span)
            elif reading.label(name.span, role, _STORY_OF_FIRST_NAME, _STORY_OF_FIRST_NAME):
                told_of = reading.word(name.first - 1) == "у"
                if told_of or is_ours(reading, name) or is_childs(reading, name):
                    yield Sign(reason, OPEN, *name.span)


def bare_names(reading: Reading, names: Iterable[PersonName]) -> Iterator[Sign]:
    """A child's name alone."""
    for name in names:
        childs = is_childs(reading, name)
        if name.full and (childs or reading.label(name.span, Role.CHILD, 40, 30)):
            yield Sign(Reason.CHILD_NAME, OPEN, *name.span)
        elif childs:
            yield Sign(Reason.CHILD_NAME, SOFT, *name.span)


def _belongs(reading: Reading, name: PersonName, date: Birth) -> bool:
    gap = _gap(name, date)
    if date.said:
        return gap <= _NEAR_SAID
    between = reading.clean[min(name.end, date.end) : max(name.begin, date.begin)]
    return gap <= _NEAR_BARE and not any(character.isalnum() for character in between)


def _gap(name: PersonName, date: Birth) -> int:
    return max(date.begin - name.end, name.begin - date.end, 0)

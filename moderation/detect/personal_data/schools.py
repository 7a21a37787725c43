"""School and class together lead to one child; with the child's name they do so surely."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Span
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_KIND = (
    r"(?:школ\w{0,3}(?:-интернат\w{0,2})?|шк\.?|сош|оош|мбоу|мкоу|маоу|мбдоу|гимнази\w{1,3}|лице\w{1,3}"
    r"|интернат\w{0,2}|(?:дет)?\.? ?сад\w{0,4}|садик\w{0,2}|д/с|детсад\w{0,2}|корпус\w{0,2})"
)
_SCHOOL = re.compile(
    rf"(?<![а-я]){_KIND}(?: {_KIND})?[ ]?(?:№|n|номер)?[ ]?\d{{1,3}}(?!\d)"
    rf"|(?<!\d)\d{{1,3}}(?:[- ]?(?:я|й|ой|ей|ю|ую|го|ом|ая|ый))?[ ]{_KIND}(?![а-я])"
    r"|(?:школ|гимнази|лице|сад)\w{1,4} [«\"“][^»\"”\n]{3,30}[»\"”]"
)
_CLASS = re.compile(
    r"(?<![\d.,№-])(?<!№ )\d{1,2}[ ]?[-–—]?[ ]?[«\"“'(]?[а-де-зиклмнп][»\"”')]?(?![а-я\d])(?: ?кл\w{0,4})?"
    r"|(?<![\d.,-])\d{1,2}(?:-?[а-я]{1,2})? ?(?:класс\w{0,2}|кл\b\.?)"
    r"|групп\w{1,2} ?(?:№ ?\d{1,2}|[«\"“][^»\"”\n]{3,25}[»\"”]|[а-я]{4,14})"
)
_LETTER = re.compile(r"[«\"“'( ]?([а-я])[»\"”') ]?$")
_PARTICLES = "аиквосу"  # letters that are words: «в 3 и», «5 с», only with a dash, quotes or close by
_TOGETHER = 60  # characters between a school and a class that belong together
_MERGED = 12  # closer than this they are one place


def schools(reading: Reading, children: Sequence[PersonName]) -> Iterator[Sign]:
    """`children`: names that may be a child's."""
    if not reading.all_roles & (Role.SCHOOL | Role.CLASS):
        return
    found_schools = [*_spans(_SCHOOL, reading.clean), *_in_words(reading, Role.SCHOOL)]
    if not found_schools:
        return
    found_classes = [*_classes(reading), *_in_words(reading, Role.CLASS)]
    for school in found_schools:
        near = [one for one in found_classes if 0 <= _gap(school, one) <= _TOGETHER]
        if score := _score(reading, school, children, with_class=bool(near)):
            nearest = min(near, key=lambda one: _gap(school, one), default=school)
            yield from _places(score, school, nearest)
            return


def _score(
    reading: Reading, school: Span, children: Sequence[PersonName], *, with_class: bool
) -> float:
    """One's own child without a name is not yet anybody in particular."""
    near = [name for name in children if _gap(school, name.span) <= 2 * _TOGETHER]
    if near and (with_class or any(name.full for name in near)):
        return HARD
    if with_class and reading.around(school, 120, 120) & (Role.CHILD | Role.SIBLING):
        return OPEN
    return 0.0


def _places(score: float, school: Span, klass: Span) -> Iterator[Sign]:
    if 0 <= _gap(school, klass) <= _MERGED:
        begin, end = min(school[0], klass[0]), max(school[1], klass[1])
        yield Sign(Reason.SCHOOL_CLASS, score, begin, end)
    else:
        yield Sign(Reason.SCHOOL_CLASS, score, *school)
        if klass != school:
            yield Sign(Reason.SCHOOL_CLASS, 0.0, *klass)


def _classes(reading: Reading) -> Iterator[Span]:
    for match in _CLASS.finditer(reading.clean):
        text = match.group()
        letter = _LETTER.search(text)
        loose = " " in text and not any(sign in text for sign in "-–—«\"“'(")
        if letter and loose and letter[1] in _PARTICLES and not text.strip()[-1:].isdigit():
            begin, end = reading.text.span(*match.span())
            if not reading.text.raw[begin:end].rstrip()[-1:].isupper():
                continue
        yield match.span()


def _in_words(reading: Reading, role: int) -> Iterator[Span]:
    """«В пятнадцатой школе», «третий класс»."""
    for index in range(1, len(reading.words)):
        if reading.roles[index] & role and reading.roles[index - 1] & Role.ORDINAL:
            yield reading.words[index - 1].start(), reading.words[index].end()


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _gap(one: Span, other: Span) -> int:
    """Characters between two places; negative when they overlap."""
    return max(other[0] - one[1], one[0] - other[1])

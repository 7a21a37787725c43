"""School and class together lead to one child; with the child's name they do so surely."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Span
from moderation.detect.personal_data.given_names import is_affectionate
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import gap
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.personal_data.whose import cases_of, is_spoken_to_first, may_be_childs
from moderation.detect.reasons import Reason

_NUMBER_AFTER = re.compile(r"[ ]{0,2}(?:№|#|n|н[омерч]{2,5}\w?)?[ ]{0,2}\d{1,3}(?!\d)")
_NUMBER_BEFORE = re.compile(r"(?<![\d.,№])\d{1,3}(?:[- ]?(?:я|й|ой|ей|ю|ую|го|ом|ая|ый))?[ ]{1,2}$")
_TITLE_AFTER = re.compile(r" [«\"“][^»\"”\n]{3,30}[»\"”]")
_GRADE = r"(?<![\d.,№-])(?<!№ )(?:1[01]|[1-9])"
_CLASS = re.compile(
    rf"{_GRADE}(?: ?[-–—] ?| ?(?=[«\"“'(])|(?P<space> ))?"
    r"[«\"“'(]?(?P<letter>[а-зик-нп])[»\"”')]?(?![а-я\d])(?P<word>,? ?кл(?:асс\w{0,2})?\b)?"
    rf"|{_GRADE}(?:-?[а-я]{{1,2}})? ?(?:класс\w{{0,2}}|кл\b\.?)"
    r"|групп\w{1,2} ?(?:(?:№ ?)?\d{1,2}|[«\"“][^»\"”\n]{3,25}[»\"”])"
)
_SPEECH = "аиквосу"  # letters that are words of speech: «в 3 и в 5», «5 с плюсом»
_BEFORE_SCHOOL = re.compile(r"[ ,]{0,2}(?:в |из )?(?:$|\n|№|\d|шк|школ|гимн|лице|сош)")
_LEARNS = re.compile(
    r"[ ,(—–-]{1,3}(?:учи|ход|пош|переш|перев|идет|закон|поступ|в |из |\d|шк|гимн|лиц)"
)
_TOLD_TO = re.compile(r"спросите|напишите|позвоните|отда(?:ли|ть|йте)|передайте|согласн|спасибо")
_MINE_AFTER = re.compile(r" (?:наш|мо[йя])[аи]?(?![а-я])")
_IN_GARDEN = re.compile(
    r"(?:садик\w?|сад\w?|д/с|мб?доу|детсад\w?) "
    r"(?:№ ?)?(?:\d{1,3}|[«\"“]?[а-я]{4,15}[»\"”]?)[ ,]{1,3}"
    r"(?:(?:старш|младш|средн|подготовит|ясельн)\w{2,8}|групп\w{1,2} [«\"“]?[а-я\d]{1,15}[»\"”]?)"
)
_OF_PLACE_AFTER = re.compile(r" (?:сел|дерев|посел|пос\.|интернат)[а-я]{0,3} ?[а-я-]{0,20}")
_MANY = 20  # schools or classes of one message; more are a timetable
_TOGETHER = 60  # characters between a school and a class that belong together
_SAID_OF = 120  # and between them and the child
_MERGED = 12  # closer than this they are one place


def schools(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """`names`: those that may be a child's. Only the first school counts: a list is a timetable."""
    if not reading.all_roles & Role.SCHOOL:
        return
    if (garden := _IN_GARDEN.search(reading.clean)) and any(
        abs(gap(garden.span(), name.span)) <= _TOGETHER for name in names
    ):
        yield Sign(Reason.SCHOOL_CLASS, HARD, *garden.span())
        return
    classes = [*_classes(reading), *_ordinals(reading, Role.CLASS)][:_MANY]
    for school in [*_numbered(reading), *_ordinals(reading, Role.SCHOOL)][:_MANY]:
        near = [one for one in classes if 0 <= gap(school, one) <= _TOGETHER]
        said = [
            name
            for name in names
            if abs(gap(school, name.span)) <= _SAID_OF and _is_pupil(reading, name)
        ]
        if score := _score(reading, school, said, with_class=bool(near)):
            yield from _places(score, school, near)
            yield from (Sign(Reason.CHILD_NAME, OPEN, *name.span) for name in said if name.full)
            return


def _score(
    reading: Reading, school: Span, said: Sequence[PersonName], *, with_class: bool
) -> float:
    """One's own child without a name is not yet anybody in particular."""
    if said and (with_class or any(name.full for name in said)):
        return HARD
    children = Role.CHILD | Role.SIBLING
    return OPEN if with_class and reading.around(school, _SAID_OF, _SAID_OF) & children else 0.0


def _is_pupil(reading: Reading, name: PersonName) -> bool:
    """«Лиза ходит …», «Маша, 3б, …»; but «Лена, мой тоже в 3б …» is spoken to."""
    if name.full or may_be_childs(reading, name):
        return True
    if is_spoken_to_first(reading, name):
        return False
    if is_affectionate(name.given) or _MINE_AFTER.match(reading.clean, name.end):
        return True
    cases = cases_of(name)
    if cases and "nomn" not in cases and not _TOLD_TO.search(reading.clean):
        return True
    return _LEARNS.match(reading.clean, name.end) is not None


def _places(score: float, school: Span, classes: Sequence[Span]) -> Iterator[Sign]:
    """One place when they stand together, else two, of which only the first adds to the score."""
    nearest = min(classes, key=lambda one: gap(school, one), default=school)
    if nearest is not school and gap(school, nearest) <= _MERGED:
        school = min(school[0], nearest[0]), max(school[1], nearest[1])
    elif nearest is not school:
        yield Sign(Reason.SCHOOL_CLASS, 0.0, *nearest)
    yield Sign(Reason.SCHOOL_CLASS, score, *school)


def _numbered(reading: Reading) -> Iterator[Span]:
    """«Школа № 15», «15-я школа», «гимназия „Росток“»."""
    for word, role in zip(reading.words, reading.roles, strict=True):
        if not role & Role.SCHOOL:
            continue
        if before := _NUMBER_BEFORE.search(reading.clean, max(0, word.start() - 12), word.start()):
            yield before.start(), word.end()
        elif after := _NUMBER_AFTER.match(reading.clean, word.end()):
            yield word.start(), after.end()
        elif title := _TITLE_AFTER.match(reading.clean, word.end()):
            yield word.start(), title.end()
        elif place := _OF_PLACE_AFTER.match(reading.clean, word.end()):
            yield word.start(), place.end()


def _classes(reading: Reading) -> Iterator[Span]:
    """«3б», «3 «Б» класс»; «3 а» only where no «а» or «в» of speech can be meant."""
    for match in _CLASS.finditer(reading.clean):
        if match["space"] and not match["word"]:
            capital = reading.capital(reading.index_at(match.start("letter")))
            spoken = match["letter"] in _SPEECH
            if spoken and not capital and not _BEFORE_SCHOOL.match(reading.clean, match.end()):
                continue
        yield match.span()


def _ordinals(reading: Reading, role: int) -> Iterator[Span]:
    """«В пятнадцатой школе», «третий класс»."""
    for index in range(1, len(reading.words)):
        if reading.roles[index] & role and reading.roles[index - 1] & Role.ORDINAL:
            yield reading.words[index - 1].start(), reading.words[index].end()

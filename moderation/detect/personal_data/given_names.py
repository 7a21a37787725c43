"""First names in all their cases, so that no morphology is needed to see that there is one.

The list is our own (first_names.txt); rare names are asked of pymorphy3 (names.py), but only
where a child is spoken of.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from moderation.detect.personal_data.morphology import is_known
from moderation.detect.personal_data.slips import Slips
from moderation.detect.personal_data.word_files import read_sections

_FILE = Path(__file__).parent / "first_names.txt"
_FLEETING = {"павел": "павл", "лев": "льв", "сашок": "сашк"}  # stems of the other cases
_WITH_I, _WITH_EY = "гкхжчшщ", "жчшщц"  # Миши, Сашей, but Егорки, Егоркой
_FOND, _FOND_SOFT = ("ушка", "очка", "ка"), ("юшка", "ечка", "енька")
_ENDS_FOND = "аябвгджзклмнпрстфхьй"
_SHORTEST_FOND = 3  # letters of a name that fond forms are made of
_AFFECTIONATE = re.compile(
    r"\w+(?:[бвгджзлмнпрстфхцчшщйь]к(?:а|и|е|у|ой|ою)|(?:[иео]к|ёк)(?:а|у|ом|е)?|(?:ул|ус|юш|уш|аш)[яеюиауы])"
)
_GROWN_UP = re.compile("марк|генрих|олег|эрик|элик")


class Gender(StrEnum):
    GIRL = "girl"
    BOY = "boy"


class Given(NamedTuple):
    """A form of a first name; `doubtful` when it is an ordinary word as well."""

    gender: Gender
    doubtful: bool


@cache
def given_names() -> dict[str, Given]:
    """Each form to what it is; a form of two names keeps the surer reading."""
    sections = read_sections(_FILE)
    forms: dict[str, Given] = {}
    named: dict[str, Given] = {}
    for section, gender in (("women", Gender.GIRL), ("men", Gender.BOY)):
        for entry in sections[section]:
            name = entry.rstrip("?")
            given = Given(gender, doubtful=entry != name)
            named.setdefault(name, given)
            for form in _cases(name, gender):
                known = forms.setdefault(form, given)
                if known.doubtful:
                    forms[form] = given
    for form, given in _fond_forms(named).items():
        forms.setdefault(form, given)
    for form in sections["everyday"]:
        if form in forms:
            forms[form] = Given(forms[form].gender, doubtful=True)
    return forms


def _fond_forms(known: dict[str, Given]) -> dict[str, Given]:
    """«Тихонушка», «Миланочка»: made of the names, since no list holds all that mothers invent."""
    forms: dict[str, Given] = {}
    for name, given in known.items():
        if given.doubtful or len(name) < _SHORTEST_FOND or name[-1] not in _ENDS_FOND:
            continue
        soft = name[-1] in "яьй"
        stem = name if name[-1] not in "аяйь" else name[:-1]
        for ending in _FOND_SOFT if soft else _FOND:
            fond = stem + ending
            if fond not in known and not is_known(fond):
                forms.update((form, given) for form in _cases(fond, given.gender))
    return forms


def misspelt_name(word: str) -> Given | None:
    """The name that a slip of the finger hides: «Тмиофей», «Светоана»."""
    return _slips().of(word)


def is_affectionate(name: str) -> bool:
    """«Кирюшка», «Ванечка», «Павлик»: as children are called, though friends are as well."""
    return _AFFECTIONATE.fullmatch(name) is not None and _GROWN_UP.match(name) is None


def is_of_the_young(name: str) -> bool:
    """«Тихон», «Злата»: names of children, while «Ольга» or «Сергей» is most likely a parent."""
    return not name.startswith(_grown_up())


@cache
def _grown_up() -> tuple[str, ...]:
    return tuple(read_sections(_FILE)["grown_up"])


@cache
def _slips() -> Slips[Given]:
    return Slips((form, given) for form, given in given_names().items() if not given.doubtful)


def _cases(name: str, gender: Gender) -> set[str]:
    """The name in every case of the singular."""
    stem, last = name[:-1], name[-1]
    endings: tuple[str, ...]
    if last == "я":
        endings = ("я", "и", "е", "ю", "ей", "ею")
    elif last == "а":
        plural = "и" if stem[-1] in _WITH_I else "ы"
        endings = ("а", plural, "е", "у", "ей" if stem[-1] in _WITH_EY else "ой")
    elif last == "й":
        endings = ("й", "я", "ю", "ем", "е", "и")
    elif last == "ь" and gender is Gender.BOY:
        endings = ("ь", "я", "ю", "ем", "е")
    elif last == "ь":
        endings = ("ь", "и", "ью")
    elif gender is Gender.BOY and last not in "еиоуыэю":
        stem, endings = name, ("а", "у", "ом", "ем", "е")
    else:
        return {name}
    stem = _FLEETING.get(name, stem)
    return {name, *(stem + ending for ending in endings)}

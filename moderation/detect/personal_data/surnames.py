"""Whether a word beside a first name is a surname: by its ending, its readings, its case."""

import re
from functools import cache
from pathlib import Path

from moderation.detect.personal_data.lexicon import Role, is_patronymic
from moderation.detect.personal_data.morphology import Parsed, parsed
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.word_files import read_sections
from moderation.detect.remembered import remembering

_FILE = Path(__file__).parent / "surnames.txt"
_SHORTEST = 4  # letters of such a surname
LIKELY = 0.15  # of all readings of a word: «дроздов» 0.2, «машина» 0.05
_ENDING = re.compile(
    r"\w{2,}(?:[оеё]в|[иы]н|[сц]к)(?:а|у|ой|ою|ым|е|ы|ых|ий|ого|ому|им|ая|ую|их|ом)?"
    r"|\w{2,}"
    + any_of(
        "ко [ую]к(?:а|у|ом|е)? ян(?:а|у)? дзе швили ых их ец иди ман(?:а|у)? берг вич ия уа [аои]й"
    )
)
_OFTEN = re.compile(r"\w{3,}(?:[ую]к(?:а|у|ом|е)?|ых|их|енко|ейко)")  # «Гайдук», «Черных»
_OF_PLACE = re.compile(r"\w{3,}[сц]к(?:ий|ого|ому|им|ая|ой|ую)")  # «Вершининский»
_OTHERWISE = (
    Role.CHILD
    | Role.CHILDREN
    | Role.SIBLING
    | Role.MINE
    | Role.NAMED
    | Role.ADULT
    | Role.OFFICE
    | Role.GIVEN
    | Role.THANKS
    | Role.GREETING
    | Role.MONTH
    | Role.ORDINAL
)  # roles of words that are something else than a surname


def may_be_surname(reading: Reading, index: int) -> bool:
    """By its roles, its capital or its ending; the dictionary is not asked yet."""
    if reading.role(index) & _OTHERWISE:
        return False
    if _sounds_like_surname(reading.word(index)):
        return True
    return reading.capital(index) and not reading.opens(index)


@remembering
def _sounds_like_surname(word: str) -> bool:
    return word in _ordinary() or _ENDING.fullmatch(word) is not None


def is_surname(reading: Reading, index: int, given: int, *, formal: bool) -> bool:
    """`formal`: a patronymic stands there, so that the third word is most likely a surname."""
    if not 0 <= index < len(reading.words) or reading.role(index) & _OTHERWISE:
        return False
    if is_patronymic(reading.word(index)) or _is_acronym(reading, index):
        return False
    if reading.word(index) in _ordinary() and not reading.role(index):
        return reading.capital(index) or not reading.tells_capitals
    word = parsed(reading.word(index))
    if reading.tells_capitals and reading.capital(given):
        return reading.capital(index) and (
            _by_capital(reading, index, word, formal=formal)
            or _by_itself(reading, index, word, given)
        )
    return (formal and word.like_surname) or _by_itself(reading, index, word, given)


def _by_capital(reading: Reading, index: int, word: Parsed, *, formal: bool) -> bool:
    """A capital inside a sentence tells; one that opens it tells only of words like no other."""
    of_place = _OF_PLACE.fullmatch(reading.word(index)) is not None
    if reading.opens(index) and word.known and not (formal or of_place):
        return False
    return word.surname > 0 or not word.known or word.like_surname


def _by_itself(reading: Reading, index: int, word: Parsed, given: int) -> bool:
    """Without a capital: by what it stands after, its ending, or its readings and its case."""
    written = reading.word(index)
    if not word.known and reading.role(index - 1) & (Role.CHILD | Role.SIBLING):
        return True
    unheard_of = not word.known and _ENDING.fullmatch(written)
    if _OFTEN.fullmatch(written) or word.given >= LIKELY or unheard_of:
        return True
    return word.surname >= LIKELY and _agree(word, parsed(reading.word(given)))


def _is_acronym(reading: Reading, index: int) -> bool:
    """«СНИЛС Кирюши», «ЗПР»: capitals amid small letters."""
    return reading.tells_capitals and reading.written(index).isupper()


def _agree(surname: Parsed, given: Parsed) -> bool:
    """The same case and no contrary gender.

    A woman's surname that ends in a consonant is the same in every case; home forms of names that
    no dictionary knows agree with all.
    """
    if not given.forms or not given.known or not surname.known:
        return True
    if ("nomn", "masc") in surname.forms and not any(sex == "femn" for _, sex in surname.forms):
        return True
    return any(
        case == other and (gender == sex or {"ms-f", "None"} & {gender, sex})
        for case, gender in surname.forms
        for other, sex in given.forms
    )


def like_surname(reading: Reading, index: int) -> bool:
    """An adjective or a living being, where all else says that a surname must stand: «Белый»."""
    word = reading.word(index)
    long_enough = len(word) >= _SHORTEST
    return long_enough and not reading.role(index) & _OTHERWISE and parsed(word).like_surname


@cache
def _ordinary() -> frozenset[str]:
    """Surnames that are ordinary nouns («Мороз», «Сорока», «Ким»), in all cases."""
    return frozenset(
        form for noun in read_sections(_FILE)["ordinary"] for form in _cases_of_noun(noun)
    )


def _cases_of_noun(noun: str) -> list[str]:
    stem, last = noun[:-1], noun[-1]
    if last not in "аяйьи":
        fleeting = (
            noun[:-2] + noun[-1] if noun[-2:-1] in {"е", "о"} and len(noun) > _SHORTEST else ""
        )
        stems = [stem for stem in (noun, fleeting) if stem]
        return [noun, *(stem + ending for stem in stems for ending in ("а", "у", "ом", "ем", "е"))]
    endings = {"а": "ыиеу", "я": "иею", "й": "яюе", "ь": "яюие", "и": ""}[last]
    instrumental = {"а": ("ой", "ей"), "я": ("ей",), "й": ("ем",), "ь": ("ем", "ью"), "и": ()}[last]
    return [noun, *(stem + ending for ending in (*endings, *instrumental))]

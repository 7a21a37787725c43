"""Whether a word beside a first name is a surname: by its ending, its readings, its case."""

import re

from moderation.detect.personal_data.lexicon import Role, is_patronymic
from moderation.detect.personal_data.morphology import Parsed, parsed
from moderation.detect.personal_data.reading import Reading

LIKELY = 0.15  # of all readings of a word: «дроздов» 0.2, «машина» 0.05
_ENDING = re.compile(
    r"\w{2,}(?:[оеё]в|[иы]н|[сц]к|[оеё]вск)(?:а|у|ой|ою|ым|е|ы|ых|ий|ого|ому|им|ая|ую|их|ом)?"
    r"|\w{2,}(?:ко|[ую]к|[ую]ка|[ую]ку|[ую]ком|ян|яна|яну|дзе|швили|ых|их|ец|иди|ман|мана|берг|вич|ия|уа|ев|ай|ой|ий)"
)
_OFTEN = re.compile(r"\w{3,}(?:[ую]к(?:а|у|ом|е)?|ых|их|енко|ейко)")  # «Гайдук», «Черных»
_OF_PLACE = re.compile(r"\w{3,}[сц]к(?:ий|ого|ому|им|ая|ой|ую)")
NO_SURNAME = (
    Role.CHILD | Role.CHILDREN | Role.SIBLING | Role.MINE | Role.ADULT | Role.GIVEN | Role.THANKS | Role.GREETING
    | Role.MONTH | Role.NAMED | Role.OFFICE | Role.ORDINAL
)  # fmt: skip


def may_be_surname(reading: Reading, index: int) -> bool:
    """By its capital or its ending; the dictionary is not asked yet."""
    capital = reading.capital(index) and not reading.opens(index)
    return capital or _ENDING.fullmatch(reading.word(index)) is not None


def is_surname(reading: Reading, index: int, given: int, *, formal: bool) -> bool:
    """`formal`: a patronymic stands there, so that the third word is most likely a surname."""
    if not 0 <= index < len(reading.words) or reading.role(index) & NO_SURNAME:
        return False
    written = reading.word(index)
    if is_patronymic(written) or _is_acronym(reading, index):
        return False
    word = parsed(written)
    if reading.tells_capitals and reading.capital(given):
        if not reading.capital(index):
            return False
        if not word.known or formal or not reading.opens(index) or _OF_PLACE.fullmatch(written):
            return word.surname > 0 or not word.known or word.like_surname
    elif formal and word.like_surname:
        return True
    if not word.known and reading.role(index - 1) & (Role.CHILD | Role.SIBLING):
        return True
    if (
        _OFTEN.fullmatch(written)
        or word.given >= LIKELY
        or (not word.known and _ENDING.fullmatch(reading.word(index)))
    ):
        return True
    return word.surname >= LIKELY and _agree(word, parsed(reading.word(given)))


def _is_acronym(reading: Reading, index: int) -> bool:
    """«СНИЛС Кирюши», «ЗПР»: capitals amid small letters."""
    begin, end = reading.text.span(*reading.words[index].span())
    return reading.tells_capitals and reading.text.raw[begin:end].isupper()


def _agree(surname: Parsed, given: Parsed) -> bool:
    """The same case and no contrary gender. A woman's surname that ends in a consonant stays as it
    is in every case; home forms that no dictionary knows agree with all."""
    if not given.forms or not given.known or not surname.known:
        return True
    if ("nomn", "masc") in surname.forms and not any(sex == "femn" for _, sex in surname.forms):
        return True
    return any(
        case == other and (gender == sex or {"ms-f", "None"} & {gender, sex})
        for case, gender in surname.forms
        for other, sex in given.forms
    )

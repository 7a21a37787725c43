"""Papers known by their title and a number: МСЭ, a personal file, a court's decision, an order."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_SIGN = r"(?:№|n|номер\w?|серия)?[ .:№]{0,3}"
_OWN = re.compile(
    rf"мсэ[ -]{{0,3}}(?:\d{{4}})?[ ,-]{{0,3}}{_SIGN}\d{{5,8}}(?!\d)"
    rf"|усыновлени\w[ ,.]{{1,3}}(?:[ivxlc1х\u0456]{{1,4}}-[а-яa-z]{{2}} ?)?{_SIGN}\d{{5,7}}(?!\d)"
)
_OF_SOMEBODY = re.compile(
    r"личн\w{2,3} дел\w{1,2}[^\d\n]{0,50}\d{1,6}(?:[-/]\d{1,4}){0,3}"
    r"|(?:медкарт\w{0,2}|(?:медицинск|амбулаторн)\w{2,3} карт\w{1,2}|истори\w{1,2} болезни)"
    rf" ?{_SIGN}\d{{3,8}}"
    r"|удостоверени\w{1,2}[^\d\n]{0,25}\d{3,9}"
    rf"|(?:актов\w{{2,3}} запис\w{{1,2}}|запис\w{{1,2}} акта) ?{_SIGN}\d{{1,21}}"
)
_OF_AN_OFFICE = re.compile(
    r"(?:решени|определени|дел[оау]|приговор)\w{0,2}[^\d\n]{0,60}"
    r"\d{1,2}[а-я]?-\d{1,6}(?:/\d{2,4})?"
    r"|(?:постановлени|распоряжени|приказ)\w{0,2}[^\d\n]{0,25}(?:№|n|номер) ?\d{1,5}"
    r"(?:[-/]\w{1,4})?"
)
_REACH = 120  # characters between a paper and the name it is about
_PEOPLE = Role.CHILD | Role.SIBLING | Role.FAMILY


def papers(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """An office's paper is public until somebody is named beside it; a person's own never is."""
    for match in _OWN.finditer(reading.clean):
        yield Sign(Reason.DOCUMENT, HARD, *match.span())
    for match in _OF_SOMEBODY.finditer(reading.clean):
        certain = _named(match, names) or reading.around(match.span(), 40, 40) & _PEOPLE
        yield Sign(Reason.DOCUMENT, HARD if certain else OPEN, *match.span())
    full = [name for name in names if name.full]
    for match in _OF_AN_OFFICE.finditer(reading.clean):
        if _named(match, full):
            yield Sign(Reason.DOCUMENT, HARD, *match.span())


def _named(match: re.Match[str], names: Sequence[PersonName]) -> bool:
    return any_near(match.span(), (name.span for name in names), back=_REACH, forth=_REACH)

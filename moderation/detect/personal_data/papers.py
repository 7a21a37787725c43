"""Papers known by their title and a number: МСЭ, a personal file, a court's decision, an order."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_NUMBER = r"(?:№|n|номер\w?|серия)?[ .:№]{0,3}"
_OWN = re.compile(
    rf"мсэ[ -]{{0,3}}(?:\d{{4}})?[ ,-]{{0,3}}{_NUMBER}\d{{5,8}}(?!\d)"
    rf"|усыновлени\w[ ,.]{{1,3}}(?:[ivxlc1х\u0456]{{1,4}}-[а-яa-z]{{2}} ?)?{_NUMBER}\d{{5,7}}(?!\d)"
)
_OF_SOMEBODY = re.compile(
    rf"личн\w{{2,3}} дел\w{{1,2}}[^\d\n]{{0,50}}\d{{1,6}}(?:[-/]\d{{1,4}}){{0,3}}"
    rf"|(?:медкарт\w{{0,2}}|(?:медицинск|амбулаторн)\w{{2,3}} карт\w{{1,2}}|истори\w{{1,2}} болезни) ?{_NUMBER}\d{{3,8}}"
    rf"|удостоверени\w{{1,2}}[^\d\n]{{0,25}}\d{{3,9}}|актов\w{{2,3}} запис\w{{1,2}} ?{_NUMBER}\d{{1,21}}|запис\w{{1,2}} акта ?{_NUMBER}\d{{1,21}}"
)
_OF_AN_OFFICE = re.compile(
    rf"(?:решени|определени|дел[оау]|приговор)\w{{0,2}}[^\d\n]{{0,60}}\d{{1,2}}[а-я]?-\d{{1,6}}(?:/\d{{2,4}})?"
    rf"|(?:постановлени|распоряжени|приказ)\w{{0,2}}[^\d\n]{{0,25}}(?:№|n|номер) ?\d{{1,5}}(?:[-/]\w{{1,4}})?"
)
_REACH = 120  # characters between a paper and the name it is about


def papers(reading: Reading, children: Sequence[PersonName]) -> Iterator[Sign]:
    """An office's paper is public until somebody is named beside it; a person's own never is."""
    for match in _OWN.finditer(reading.clean):
        yield Sign(Reason.DOCUMENT, HARD, *match.span())
    for match in _OF_SOMEBODY.finditer(reading.clean):
        personal = Role.CHILD | Role.SIBLING | Role.FAMILY
        certain = _named(match, children) or reading.around(match.span(), 40, 40) & personal
        yield Sign(Reason.DOCUMENT, HARD if certain else OPEN, *match.span())
    for match in _OF_AN_OFFICE.finditer(reading.clean):
        if _named(match, [name for name in children if name.full]):
            yield Sign(Reason.DOCUMENT, HARD, *match.span())


def _named(match: re.Match[str], names: Sequence[PersonName]) -> bool:
    return any_near(match.span(), (name.span for name in names), back=_REACH, forth=_REACH)

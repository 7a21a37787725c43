"""Personal phone numbers. A number alone is perhaps its author's own to give: a word in private.
Beside a name, a child or a family it leads to their door, and goes (docs/decisions/010)."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Known
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.numbers import Number
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_SHAPES = ((3, 3, 2, 2), (3, 3, 4), (3, 7), (3, 2, 2, 3), (3, 4, 3), (4, 2, 2, 2), (3, 2, 3, 2))
_WITH_COUNTRY, _WITHOUT_COUNTRY, _LOCAL = 11, 10, 6  # digits; of a local number at most
_FREE = ("800", "804")
_PEOPLE = Role.CHILD | Role.SIBLING | Role.FAMILY
_OFFICES = Role.LINE | Role.OFFICE
_OWN = Role.MINE | Role.CHILD | Role.FAMILY
_HOME = re.compile(r"домашн\w+")
_SERVICE_SCORE = 0.3  # an office's mobile: below any action, but it adds to what else is there


def phones(reading: Reading, names: Sequence[PersonName], known: Known) -> Iterator[Sign]:
    """Mobile numbers, and landlines that are said to be somebody's own."""
    ours = {number[-10:] for number in known.phones}
    for number in reading.numbers:
        digits = _national(reading, number)
        if digits in ours or digits.startswith(_FREE):
            continue
        landline = digits or _is_local(reading, number)
        if digits.startswith("9") or (landline and _is_own_landline(reading, number)):
            yield Sign(Reason.PHONE, _score(reading, names, number), *number.span)


def looks_like_mobile(number: Number) -> bool:
    """Eleven digits that begin as a Russian mobile number does, and not in threes as a СНИЛС."""
    begins = number.digits.startswith(("79", "89"))
    return begins and len(number.digits) == _WITH_COUNTRY and number.shape[:2] != (3, 3)


def _national(reading: Reading, number: Number) -> str:
    """Ten digits without the country, or nothing when this is no phone."""
    digits, shape = number.digits, number.shape
    if len(digits) == _WITH_COUNTRY:
        plausible = digits[0] in "78" and digits[1] in "3489" and shape[:2] != (3, 3)
        return digits[1:] if plausible else ""
    if len(digits) != _WITHOUT_COUNTRY or digits[0] != "9":
        return ""
    labelled = reading.nearest(number.begin, Role.PHONE | Role.PASSPORT | Role.SNILS, 30)
    named = labelled & Role.PHONE and not reading.label(number.span, Role.PASSPORT, 40, 0)
    return digits if shape in _SHAPES or named else ""


def _is_local(reading: Reading, number: Number) -> bool:
    """«55-44-33», «5-44-33», named as a phone."""
    if len(number.digits) > _LOCAL or "-" not in reading.clean[number.begin : number.end]:
        return False
    return bool(reading.nearest(number.begin, Role.PHONE, 30))


def _is_own_landline(reading: Reading, number: Number) -> bool:
    roles = reading.around(number.span, 40, 20)
    return bool(roles & _OWN or _HOME.search(reading.clean)) and not roles & _OFFICES


def _score(reading: Reading, names: Sequence[PersonName], number: Number) -> float:
    """What stands nearest before the number says whose it is; then what stands around."""
    near = reading.around(number.span, 50, 30)
    named = any_near(number.span, (name.span for name in names), back=45, forth=25)
    if near & Role.CHILD or reading.nearest(number.begin, _PEOPLE | _OFFICES, 50) & _PEOPLE:
        return HARD
    if near & _OFFICES and not named:
        return _SERVICE_SCORE
    return HARD if named or near & _PEOPLE else OPEN

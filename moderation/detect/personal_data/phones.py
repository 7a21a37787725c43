"""Personal phone numbers. A number alone is perhaps its author's own to give: a word in private;
beside a name, a child or a family it leads to their door (docs/decisions, 009)."""

import re
from collections.abc import Iterator

from moderation.detect.message import Known
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.numbers import Number, numbers
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_SHAPES = ((3, 3, 2, 2), (3, 3, 4), (3, 7), (3, 2, 2, 3), (3, 4, 3), (4, 2, 2, 2), (3, 2, 3, 2))
_FREE = ("800", "804")
_PEOPLE = Role.CHILD | Role.SIBLING | Role.FAMILY | Role.GIVEN
_OURS = Role.MINE | Role.CHILD | Role.FAMILY
_HOME = re.compile(r"домашн\w+")
_SERVICE_SCORE = 0.3  # an office's mobile: below any action, but it adds to what else is there


def phones(reading: Reading, known: Known) -> Iterator[Sign]:
    """Mobile numbers, and landlines that are said to be somebody's own."""
    if not reading.has_digits:
        return
    ours = {number[-10:] for number in known.phones}
    for number in numbers(reading.clean, range(10, 12)):
        digits = _national(reading, number)
        if digits and digits not in ours and not digits.startswith(_FREE):
            mobile = digits.startswith("9")
            if mobile or _is_own_landline(reading, number):
                yield Sign(Reason.PHONE, _score(reading, number), *number.span)
    if reading.all_roles & Role.PHONE:
        yield from _local(reading)


def _national(reading: Reading, number: Number) -> str:
    """Ten digits without the country, or nothing when this is no phone."""
    digits, shape = number.digits, number.shape
    if len(digits) == 11:
        plausible = digits[0] in "78" and digits[1] in "3489" and len(shape) <= 8
        return digits[1:] if plausible and shape != (3, 3, 3, 2) else ""
    if digits[0] != "9":
        return ""
    labelled = reading.nearest(number.begin, Role.PHONE | Role.PASSPORT | Role.SNILS, 30)
    return digits if shape in _SHAPES or labelled & Role.PHONE else ""


def _is_own_landline(reading: Reading, number: Number) -> bool:
    roles = reading.around(number.span, 40, 20)
    own = roles & _OURS or _HOME.search(reading.clean)
    return bool(own) and not roles & (Role.LINE | Role.OFFICE)


def _local(reading: Reading) -> Iterator[Sign]:
    """«Домашний 55-44-33»: local numbers are personal only when they are said to be."""
    for number in numbers(reading.clean, range(5, 7)):
        if len(number.shape) < 2 or "-" not in reading.clean[number.begin : number.end]:
            continue
        if reading.nearest(number.begin, Role.PHONE, 30) and _is_own_landline(reading, number):
            yield Sign(Reason.PHONE, _score(reading, number), *number.span)


def _score(reading: Reading, number: Number) -> float:
    near = reading.around(number.span, 50, 30)
    if near & Role.CHILD:
        return HARD
    if near & (Role.LINE | Role.OFFICE):
        return _SERVICE_SCORE
    return HARD if near & _PEOPLE else OPEN

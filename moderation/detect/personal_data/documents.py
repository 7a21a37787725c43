"""Numbers of papers and cards, told by their check digits, their shape, or the word beside them."""

import re
from collections.abc import Iterator
from itertools import accumulate

from moderation.detect.personal_data.checksums import luhn_is_sound, snils_is_sound
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.numbers import Number
from moderation.detect.personal_data.phones import looks_like_mobile
from moderation.detect.personal_data.places import gap
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import CERTAIN, HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_SNILS_DIGITS, _PASSPORT_DIGITS, _PASSPORT_SHORT = 11, 10, 9
_CARD_GROUPS = 6  # at most
_SNILS_SHAPE = (3, 3, 3, 2)
_DASHES = frozenset("-–—‐‑−")
_SNILS_BREAKS = {3, 6, 9}  # where a hand may leave a space
_PASSPORT_SHAPES = ((2, 2, 6), (4, 6), (2, 2, 3, 3), (4, 3, 3))
_CARD_BEGINNINGS = "2456"  # Mir, Visa, Mastercard, Maestro
_MIR = ("2200", "2201", "2202", "2203", "2204")
_PERSONAL_ACCOUNTS = ("408", "423", "426")  # Bank of Russia plan of accounts: of natural persons
_CHILDS_CARD = re.compile(
    r"(?:школьн|проездн|транспортн|детск)\w{2,3} карт|карт\w{1,2} (?:питани|школьни|ребенк|сын|доч)"
    r"|питани\w карт|карт\w{1,2} (?:в|для) (?:столов|питан)"
)
_PERSONS_PAPERS = Role.CHILD | Role.CHILDREN | Role.PAPERS | Role.FAMILY | Role.CERTIFICATE


def documents(reading: Reading) -> Iterator[Sign]:
    """Readings of every number that is long enough; overlaps are sorted out by the caller."""
    mobiles = [number for number in reading.numbers if looks_like_mobile(number)]
    for number in reading.numbers:
        for read in _READERS.get(len(number.digits), ()):
            sign = read(reading, number)
            if sign and not any(gap(number.span, mobile.span) < 0 for mobile in mobiles):
                yield sign


def _snils(reading: Reading, number: Number) -> Sign | None:
    exact = len(number.digits) == _SNILS_DIGITS
    grouped = set(accumulate(number.shape[:-1])) <= _SNILS_BREAKS
    named = reading.label(number.span, Role.SNILS, 60, 25)
    if named and (exact or reading.nearest(number.begin, Role.SNILS, 30)):
        return Sign(Reason.SNILS, CERTAIN if exact else HARD, *number.span)
    if not (exact and grouped):
        return None
    if snils_is_sound(number.digits):
        return Sign(Reason.SNILS, CERTAIN, *number.span)
    dashed = not _DASHES.isdisjoint(reading.clean[number.begin : number.end])
    if dashed and number.shape == _SNILS_SHAPE:
        return Sign(Reason.SNILS, HARD, *number.span)
    return None


def _passport(reading: Reading, number: Number) -> Sign | None:
    exact = len(number.digits) == _PASSPORT_DIGITS
    nearest = reading.nearest(number.begin, Role.PASSPORT | Role.PHONE | Role.SNILS, 60)
    mistyped = len(number.shape) > 1 or len(number.digits) == _PASSPORT_SHORT
    if nearest & Role.PASSPORT and (exact or mistyped):
        return Sign(Reason.PASSPORT, CERTAIN if exact else HARD, *number.span)
    if not exact or number.shape not in _PASSPORT_SHAPES:
        return None
    if nearest & Role.PHONE and number.digits[0] == "9" and number.shape == (4, 3, 3):
        return None
    if reading.label(number.span, Role.PASSPORT, 70, 30):
        return Sign(Reason.PASSPORT, CERTAIN, *number.span)
    if reading.around(number.span, 50, 40) & _PERSONS_PAPERS:
        return Sign(Reason.PASSPORT, HARD, *number.span)
    return Sign(Reason.PASSPORT, OPEN, *number.span) if number.shape[:2] == (2, 2) else None


def _taxpayer(reading: Reading, number: Number) -> Sign | None:
    if reading.label(number.span, Role.TAXPAYER, 40, 15):
        return Sign(Reason.INN, CERTAIN, *number.span)
    return None


def _policy(reading: Reading, number: Number) -> Sign | None:
    if reading.nearest(number.begin, Role.POLICY | Role.CARD, 50) & Role.POLICY:
        return Sign(Reason.OMS_POLICY, CERTAIN, *number.span)
    return None


def _card(reading: Reading, number: Number) -> Sign | None:
    named = reading.label(number.span, Role.CARD, 60, 30)
    plausible = number.digits[0] in _CARD_BEGINNINGS and len(number.shape) <= _CARD_GROUPS
    fours = number.shape[:3] == (4, 4, 4) or len(number.shape) == 1
    if plausible and luhn_is_sound(number.digits) and (fours or named):
        return Sign(Reason.CARD, CERTAIN, *number.span)
    if fours and named and _CHILDS_CARD.search(reading.clean):
        return Sign(Reason.CARD, HARD, *number.span)
    if plausible and fours and (named or number.digits.startswith(_MIR)):
        return Sign(Reason.CARD, HARD, *number.span)
    return None


def _account(_: Reading, number: Number) -> Sign | None:
    if number.digits.startswith(_PERSONAL_ACCOUNTS) and len(number.shape) <= _CARD_GROUPS:
        return Sign(Reason.CARD, HARD, *number.span)
    return None


_READERS = {
    **dict.fromkeys((9, 10, 11), (_snils, _passport)),
    12: (_snils, _taxpayer),
    16: (_policy, _card),
    **dict.fromkeys((15, 17, 18, 19), (_card,)),
    20: (_account,),
}

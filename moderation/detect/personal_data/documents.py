"""Numbers of papers and cards, told by their check digits, their shape, or the word beside them."""

from collections.abc import Iterator

from moderation.detect.personal_data.checksums import luhn_is_sound, snils_is_sound
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.misspelt import is_snils_misspelt
from moderation.detect.personal_data.numbers import Number, numbers
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import CERTAIN, HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_SNILS_SHAPE = (3, 3, 3, 2)
_PASSPORT_SHAPES = ((2, 2, 6), (4, 6), (2, 2, 3, 3), (4, 3, 3))
_CARD_BEGINNINGS = "2456"  # Mir, Visa, Mastercard, Maestro
_PERSONAL_ACCOUNTS = ("408", "423", "426")  # Bank of Russia plan of accounts: of natural persons
_PERSONS_PAPERS = Role.CHILD | Role.CHILDREN | Role.PAPERS | Role.FAMILY | Role.CERTIFICATE


def documents(reading: Reading) -> Iterator[Sign]:
    """Readings of every number that is long enough; overlaps are sorted out by the caller."""
    for number in numbers(reading.clean, range(9, 21)):
        for read in _READERS.get(len(number.digits), ()):
            if sign := read(reading, number):
                yield sign


def _snils(reading: Reading, number: Number) -> Sign | None:
    exact = len(number.digits) == 11
    sound = exact and snils_is_sound(number.digits)
    shaped = number.shape == _SNILS_SHAPE
    if looks_like_phone(number) and not (sound and shaped):
        named = reading.nearest(number.begin, Role.SNILS | Role.PHONE, 25) & Role.SNILS
        return Sign(Reason.SNILS, HARD, *number.span) if named and shaped else None
    if reading.label(number.span, Role.SNILS, 60, 25) or _misspelt(reading, number):
        if exact or reading.nearest(number.begin, Role.SNILS, 30):
            return Sign(Reason.SNILS, CERTAIN if exact else HARD, *number.span)
    elif sound and (shaped or len(number.shape) < 3):
        return Sign(Reason.SNILS, CERTAIN, *number.span)
    elif shaped and "-" in reading.clean[number.begin : number.end]:
        return Sign(Reason.SNILS, HARD, *number.span)
    return None


def _misspelt(reading: Reading, number: Number) -> bool:
    return any(is_snils_misspelt(reading.word(index)) for index in reading.before(number.begin, 40))


def _passport(reading: Reading, number: Number) -> Sign | None:
    exact = len(number.digits) == 10
    shaped = number.shape in _PASSPORT_SHAPES
    nearest = reading.nearest(number.begin, Role.PASSPORT | Role.PHONE | Role.SNILS, 60)
    if nearest & Role.PASSPORT and (exact or len(number.shape) > 1 or len(number.digits) == 9):
        return Sign(Reason.PASSPORT, CERTAIN if exact else HARD, *number.span)
    if not (exact and shaped):
        return None
    if reading.label(number.span, Role.PASSPORT, 70, 30):
        return Sign(Reason.PASSPORT, CERTAIN, *number.span)
    if nearest & Role.PHONE and number.digits[0] == "9":
        return None
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
    plausible = number.digits[0] in _CARD_BEGINNINGS and len(number.shape) <= 6
    fours = number.shape[:3] == (4, 4, 4) or len(number.shape) == 1
    if plausible and luhn_is_sound(number.digits) and (fours or named):
        return Sign(Reason.CARD, CERTAIN, *number.span)
    if plausible and named and fours:
        return Sign(Reason.CARD, HARD, *number.span)
    return None


def _account(reading: Reading, number: Number) -> Sign | None:
    if number.digits.startswith(_PERSONAL_ACCOUNTS) and len(number.shape) <= 6:
        return Sign(Reason.CARD, HARD, *number.span)
    return None


def looks_like_phone(number: Number) -> bool:
    """Eleven digits that begin as a Russian mobile number does."""
    return len(number.digits) == 11 and number.digits[0] in "78" and number.digits[1] == "9"


_READERS = {
    9: (_snils, _passport),
    10: (_snils, _passport),
    11: (_snils, _passport),
    12: (_snils, _taxpayer),
    15: (_card,),
    16: (_policy, _card),
    17: (_card,),
    18: (_card,),
    19: (_card,),
    20: (_account,),
}

"""Check digits: what tells a document's number from any other number."""

_DUMMY = 1  # different digits in «0000 0000 0000 0000»


def snils_is_sound(digits: str) -> bool:
    """Eleven digits; the last two check the first nine (Pension Fund order 192p of 2006)."""
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def luhn_is_sound(digits: str) -> bool:
    """Bank cards, by ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        tens, ones = divmod(int(digit) * (1 + place % 2), 10)
        total += tens + ones
    return total % 10 == 0 and len(set(digits)) > _DUMMY

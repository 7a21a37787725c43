"""Check digits: what tells a document's number from any other number."""


def snils_is_sound(digits: str) -> bool:
    """Eleven digits; the last two check the first nine (Pension Fund order 192p of 2006)."""
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def luhn_is_sound(digits: str) -> bool:
    """Bank cards, by ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 2

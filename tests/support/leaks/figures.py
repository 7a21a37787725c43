"""Numbers of papers, phones and cards, valid or mistyped, in the ways hands write them."""

from random import Random

_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_ROMAN_BY_HAND = {
    "I": ("I", "1", "i", "І"),
    "II": ("II", "11", "ii", "П", "ІІ"),
    "III": ("III", "111", "iii", "Ш"),
    "IV": ("IV", "iv", "1V"),
    "V": ("V", "v", "У"),
    "VI": ("VI", "vi", "V1"),
}
_REGIONS = ("ОМ", "МЮ", "ЕТ", "АК", "БА", "КЕ", "СТ", "ТН", "ИР", "ОБ")

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def snils(rng: Random) -> str:
    """One in eight with a slip of the finger in the check digits."""
    body = f"{rng.choice('012')}{digits(rng, 8)}"
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(body)) % 101 % 100
    if rng.random() < 0.125:
        total = (total + rng.randrange(1, 99)) % 100
    tail = f"{total:02d}"
    a, b, c = body[:3], body[3:6], body[6:]
    return rng.choice(
        (
            f"{a}-{b}-{c} {tail}",
            f"{a}-{b}-{c} {tail}",
            f"{a}-{b}-{c}-{tail}",
            f"{a} {b} {c} {tail}",
            f"{a}.{b}.{c}.{tail}",
            f"{a}{b}{c}{tail}",
            f"{a}{b} {c} {tail}",
            f"{a} {b}{c}{tail}",
            f"{a}\u00a0{b}\u00a0{c}\u00a0{tail}",
            f"{a}–{b}–{c} {tail}",
            f"{a}_{b}_{c}_{tail}",
        )
    )


def passport(rng: Random) -> tuple[str, str]:
    """Series and number."""
    series = f"{rng.randrange(1, 99):02d}{rng.randrange(0, 25):02d}"
    return rng.choice((series, f"{series[:2]} {series[2:]}")), digits(rng, 6)


def birth_certificate(rng: Random) -> str:
    roman = rng.choice(_ROMAN)
    roman = roman if rng.random() < 0.6 else rng.choice(_ROMAN_BY_HAND[roman])
    region = rng.choice(_REGIONS)
    if rng.random() < 0.35:
        roman, region = roman.lower(), region.lower()
    dash = rng.choice(("-", "-", "-", " ", "—", " - ", ""))
    sign = rng.choice((" № ", " №", " ", " N ", " номер ", ", № "))
    number = digits(rng, 6)
    if rng.random() < 0.15:
        number = f"{number[:3]} {number[3:]}"
    return f"{roman}{dash}{region}{sign}{number}"


def phone(rng: Random) -> str:
    code, a, b, c = f"9{digits(rng, 2)}", digits(rng, 3), digits(rng, 2), digits(rng, 2)
    start = rng.choice(("8", "+7", "8", "7"))
    return rng.choice(
        (
            f"{start}{code}{a}{b}{c}",
            f"{start}-{code}-{a}-{b}-{c}",
            f"{start} {code} {a} {b} {c}",
            f"{start} ({code}) {a}-{b}-{c}",
            f"{start}({code}){a}{b}{c}",
            f"{start} {code} {a}{b}{c}",
            f"{start}{code} {a} {b} {c}",
            f"{start}.{code}.{a}.{b}.{c}",
            f"{start} {code} {a} {b}{c}",
            f"{start}\u00a0{code}\u00a0{a}-{b}-{c}",
            f"{code}-{a}-{b}-{c}",
            f"{code} {a} {b} {c}",
        )
    )


def card(rng: Random) -> str:
    body = rng.choice(("2200", "2202", "4276", "5469", "5536", "2204")) + digits(rng, 11)
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    whole = f"{body}{-total % 10}"
    if rng.random() < 0.1:
        whole = whole[:-1] + str((int(whole[-1]) + 3) % 10)
    return rng.choice((" ", " ", "-", "", ".", "  ")).join(
        whole[at : at + 4] for at in range(0, 16, 4)
    )


def policy(rng: Random) -> str:
    number = digits(rng, 16)
    return rng.choice((number, " ".join(number[at : at + 4] for at in range(0, 16, 4))))


def date(rng: Random) -> str:
    day, month, year = rng.randrange(1, 29), rng.randrange(1, 13), rng.randrange(2007, 2026)
    return rng.choice(
        (
            f"{day:02d}.{month:02d}.{year}",
            f"{day:02d}.{month:02d}.{year}",
            f"{day}.{month}.{year}",
            f"{day:02d}.{month:02d}.{year % 100:02d}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day:02d}-{month:02d}-{year}",
            f"{day} {_MONTHS[month - 1]} {year}",
            f"{day} {_MONTHS[month - 1]} {year} года",
        )
    )

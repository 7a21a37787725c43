"""Phrases filled with people and figures, then written down as different hands would."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.support.leaks import figures, people
from tests.support.leaks.hand import by_hand

_PHRASES = Path(__file__).with_name("phrases.txt")
_DIAGNOSES = (
    *("ЗПР", "ЗПРР", "РАС", "ДЦП", "ВИЧ", "ФАС", "СДВГ", "F70", "эпилепсия", "аутизм", "гепатит С"),
    *("умственная отсталость", "синдром Дауна", "шизофрения", "порок сердца", "сахарный диабет"),
    "алкогольный синдром",
)
_CITIES = (  # and after «в»
    *(("Асино", "Асино"), ("Колпашево", "Колпашево"), ("Томск", "Томске"), ("Северск", "Северске")),
    *(("Стрежевой", "Стрежевом"), ("Бакчар", "Бакчаре"), ("Парабель", "Парабели")),
)
_STREETS = (  # and after «на»
    *((same, same) for same in ("Ленина", "Кирова", "Мира", "Пушкина", "Гагарина", "Белинского")),
    *((same, same) for same in ("8 Марта", "Карла Маркса", "Нефтяников", "Титова")),
    *(("Лесная", "Лесной"), ("Советская", "Советской"), ("Школьная", "Школьной")),
    *(("Садовая", "Садовой"), ("Октябрьская", "Октябрьской"), ("Сибирская", "Сибирской")),
    *(("Транспортная", "Транспортной"), ("Профсоюзная", "Профсоюзной"), ("Рабочая", "Рабочей")),
    ("Заречная", "Заречной"),
)
_MAILBOXES = (
    "mail.ru",
    "yandex.ru",
    "gmail.com",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "ya.ru",
    "rambler.ru",
)


@dataclass(frozen=True)
class Leak:
    """A message, the kind that slipped out in it, and whether it must be taken away."""

    text: str
    kind: str
    hard: bool


def leaks(seed: int, count: int) -> Iterator[Leak]:
    """The same messages for the same seed; every kind in equal parts."""
    rng = Random(seed)
    sections = list(_phrases().items())
    for number in range(count):
        (kind, hard), phrases = sections[number % len(sections)]
        text = rng.choice(phrases).format_map(_filling(rng)).replace("\\n", "\n")
        yield Leak(by_hand(rng, text), kind, hard)


@cache
def _phrases() -> dict[tuple[str, bool], list[str]]:
    sections: dict[tuple[str, bool], list[str]] = {}
    phrases: list[str] = []
    for line in _PHRASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind, weight = line.strip("[]").split()
            phrases = sections.setdefault((kind, weight == "hard"), [])
        elif line and not line.startswith("##"):
            phrases.append(line)
    return sections


def _filling(rng: Random) -> dict[str, str]:
    child = people.child(rng)
    girl = child.sex is people.Sex.GIRL
    series, number = figures.passport(rng)
    filling = {
        "snils": figures.snils(rng),
        "passport_series": series,
        "passport_number": number,
        "certificate": figures.birth_certificate(rng),
        "policy": figures.policy(rng),
        "phone": figures.phone(rng),
        "card": figures.card(rng),
        "account": f"{rng.choice(('40817', '42307', '40823'))}810{figures.digits(rng, 12)}",
        "date": figures.date(rng),
        "year": str(rng.randrange(2006, 2026)),
        "diagnosis": rng.choice(_DIAGNOSES),
        "email": f"{_mailbox(rng)}@{rng.choice(_MAILBOXES)}",
        "digit": figures.digits(rng, 1),
    }
    filling |= {f"digits{n}": figures.digits(rng, n) for n in (2, 3, 4, 6, 7, 12)}
    return filling | _called(rng, child, girl=girl) | _placed(rng) | _taught(rng)


def _called(rng: Random, child: people.Child, *, girl: bool) -> dict[str, str]:
    cases = {
        "": people.NOMINATIVE,
        "_g": people.GENITIVE,
        "_d": people.DATIVE,
        "_a": people.ACCUSATIVE,
        "_i": people.INSTRUMENTAL,
    }
    daughter = dict(zip(cases, ("дочка", "дочки", "дочке", "дочку", "дочкой"), strict=True))
    son = dict(zip(cases, ("сын", "сына", "сыну", "сына", "сыном"), strict=True))
    named = {f"full{short}": child.named(rng, case) for short, case in cases.items()}
    called = {f"home{short}": child.called(case) for short, case in cases.items()}
    kin = {f"kin{short}": (daughter if girl else son)[short] for short in cases}
    endings = {
        "а": "а" if girl else "",
        "он": "она" if girl else "он",
        "ему": "ей" if girl else "ему",
        "его": "ю" if girl else "его",
        "го": "й" if girl else "го",
        "й": "я" if girl else "й",
        "у": "у" if girl else "его",
        "ся": "ась" if girl else "ся",
        "ый": "ая" if girl else "ый",
        "ий": "ая" if girl else "ий",
    }
    return named | called | kin | endings


def _placed(rng: Random) -> dict[str, str]:
    street, at_street = rng.choice(_STREETS)
    city, in_city = rng.choice(_CITIES)
    house = str(rng.randrange(1, 140))
    return {
        "street": street,
        "street_g": at_street,
        "na_street": f"на {at_street}",
        "city": city,
        "city_p": in_city,
        "house": house + rng.choice(("", "", "", "а", "/2", " б", "А")),
        "flat": str(rng.randrange(1, 200)),
    }


def _taught(rng: Random) -> dict[str, str]:
    number = rng.randrange(1, 70)
    letter = rng.choice("абвгдАБВ")
    grade = rng.randrange(1, 12)
    kind = rng.choice(("школ", "школ", "школ", "гимнази", "лице"))
    cases = {
        "школ": ("школа", "школы", "школе", "школу"),
        "гимнази": ("гимназия", "гимназии", "гимназии", "гимназию"),
        "лице": ("лицей", "лицея", "лицее", "лицей"),
    }[kind]
    before = rng.random() < 0.5
    mark = rng.choice(("№", "№ ", "", "номер "))
    words = {
        f"school_{short}": f"{number} {word}" if before else f"{word} {mark}{number}"
        for short, word in zip("ngpa", cases, strict=True)
    }
    forms = (
        f"{grade}{letter}",
        f"{grade}-{letter}",
        f"{grade} «{letter.upper()}»",
        f"{grade} {letter.upper()}",
    )
    return words | {"class": rng.choice(forms)}


def _mailbox(rng: Random) -> str:
    name = "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randrange(4, 9)))
    return rng.choice(
        (name, f"{name}{rng.randrange(1970, 2018)}", f"{name}.{name[:4]}", f"{name}_{name[:3]}")
    )

"""Invented people, in every case that a sentence may ask for."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random

import pymorphy3

from moderation.detect.personal_data.word_files import read_sections

_WORDS = read_sections(Path(__file__).with_name("people.txt"))

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL = "nomn", "gent", "datv", "accs", "ablt"


class Sex(StrEnum):
    GIRL = "femn"
    BOY = "masc"


@dataclass(frozen=True)
class Child:
    sex: Sex
    first: str
    home: str  # as the family calls the child
    last: str
    patronymic: str

    def called(self, case: str = NOMINATIVE) -> str:
        return inflected(self.home, case, self.sex)

    def named(self, rng: Random, case: str = NOMINATIVE) -> str:
        """First and last name, in one of the orders people use, sometimes with the patronymic."""
        first = inflected(rng.choice((self.first, self.first, self.home)), case, self.sex)
        last = inflected(self.last, case, self.sex)
        if rng.random() < 0.2:
            formal = inflected(self.first, case, self.sex)
            return f"{last} {formal} {inflected(self.patronymic, case, self.sex)}"
        return f"{first} {last}" if rng.random() < 0.55 else f"{last} {first}"


def child(rng: Random) -> Child:
    girl = rng.random() < 0.5
    last = rng.choice(_WORDS["surnames"])
    whose = "girls" if girl else "boys"
    return Child(
        Sex.GIRL if girl else Sex.BOY,
        rng.choice(_WORDS[whose]),
        rng.choice(_WORDS[f"home_{whose}"]),
        _of_a_girl(last) if girl else last,
        rng.choice(_WORDS[f"patronymics_{whose}"]),
    )


def _of_a_girl(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ёв", "ин")):
        return surname + "а"
    if surname.endswith(("ский", "цкий", "ской")):
        return surname[:-2] + "ая"
    return "Белая" if surname == "Белый" else surname


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@cache
def inflected(word: str, case: str, sex: Sex) -> str:
    """The word in a case, its capital and ё kept as far as possible; unchanged if none is known."""
    if case == NOMINATIVE:
        return word
    parses = [
        parse
        for parse in _analyzer().parse(word.lower())
        if {"NOUN"} in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing"
    ]
    parses.sort(key=lambda parse: str(parse.tag.gender) not in (str(sex), "ms-f"))
    for parse in parses:
        form = parse.inflect({case, "sing"})
        if form is not None:
            return form.word.capitalize()
    return word

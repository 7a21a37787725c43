"""Whether a word beside a first name is a surname: asked of pymorphy3, remembered, agreed in case."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pymorphy3

_WORD = re.compile(r"[а-я]{2,24}(?:-[а-я]{2,24})?")
_REMEMBERED = 4096  # words; each costs some 60 µs to parse
LIKELY = 0.25  # of all readings: «петрова» 0.77, «белый» 0, «машина» 0.05


class Reading(NamedTuple):
    """How a word may be read, as far as names go."""

    surname: float  # share of readings as a surname, 0 to 1
    given: float  # the same as a first name
    known: bool  # in the dictionary, in whatever sense
    like_surname: bool  # an adjective or a living being: «Белая», «Лебедь»
    forms: frozenset[tuple[str, str]]  # (case, gender) of its readings as a name or surname


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(_REMEMBERED)
def read(word: str) -> Reading:
    """Raises nothing: what is no Russian word has no reading as a name."""
    if not _WORD.fullmatch(word):
        return Reading(0.0, 0.0, known=True, like_surname=False, forms=frozenset())
    last = word.rpartition("-")[2]
    parses = _analyzer().parse(last)
    surnames = [parse for parse in parses if "Surn" in parse.tag]
    given = [parse for parse in parses if "Name" in parse.tag]
    return Reading(
        surname=sum(parse.score for parse in surnames),
        given=sum(parse.score for parse in given),
        known=_analyzer().word_is_known(last),
        like_surname=any(
            {"ADJF"} in parse.tag or {"NOUN", "anim"} in parse.tag for parse in parses
        ),
        forms=frozenset(
            (str(parse.tag.case), str(parse.tag.gender)) for parse in (*surnames, *given)
        ),
    )

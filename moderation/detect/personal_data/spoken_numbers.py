"""Numbers said in words: «восемь девятьсот тринадцать ноль ноль пять сорок два семнадцать»."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ONES = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    *("двадцать", "тридцать", "сорок", "пятьдесят"),
    *("шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_HUNDREDS = (
    *("сто", "двести", "триста", "четыреста", "пятьсот"),
    *("шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_VALUES = (
    {word: value for value, word in enumerate((*_ONES, *_TEENS))}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)}
    | {word: value * 100 for value, word in enumerate(_HUNDREDS, 1)}
    | {"нуль": 0, "одна": 1, "две": 2}
)
_WORD = f"(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?![а-я])"
_TOKEN = rf"(?:{_WORD}|\d{{1,4}}(?![\d.:]))"
_BETWEEN = r"(?:[ ,.()–—-]{1,3}(?:номер |№ ?)?)"
_RUN = re.compile(rf"(?<![\w])(?=[\dнодтпшсвч]){_TOKEN}(?:{_BETWEEN}{_TOKEN}){{2,19}}")
_PART = re.compile(rf"{_WORD}|\d+")
_TEN, _HUNDRED = 10, 100
_LEAST_WORDS = 3  # said in words; less is «дом два, квартира пять»


class Spoken(NamedTuple):
    """Where it stands, its digits, and the length of each group that was said as one number."""

    begin: int
    end: int
    digits: str
    shape: tuple[int, ...]


def spoken_numbers(clean: str) -> Iterator[Spoken]:
    """Runs of number words, figures among them taken as they are."""
    for match in _RUN.finditer(clean):
        parts = _PART.findall(match.group())
        if sum(part in _VALUES for part in parts) >= _LEAST_WORDS:
            groups = list(_groups(parts))
            shape = tuple(len(group) for group in groups)
            yield Spoken(match.start(), match.end(), "".join(groups), shape)


def _groups(parts: list[str]) -> Iterator[str]:
    """«Девятьсот тринадцать» is 913; «ноль ноль пять» 0, 0, 5; «сорок два» 42."""
    value, least = 0, 0  # what is being said, and the least unit of it that is filled
    for part in parts:
        number = _VALUES.get(part)
        if number is not None and 0 < number < least:
            value += number
            least = _unit(number)
            continue
        if value:
            yield str(value)
        value, least = 0, 0
        if number is None:
            yield part
        elif number == 0:
            yield "0"
        else:
            value, least = number, _unit(number)
    if value:
        yield str(value)


def _unit(number: int) -> int:
    """Below what a following word belongs to the same number."""
    if number >= _HUNDRED:
        return _HUNDRED
    return _TEN if number >= _TEN + _TEN else 0

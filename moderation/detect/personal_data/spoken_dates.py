"""Ordinals in dates: «тринадцатого мая две тысячи двенадцатого», «двенадцатого года рождения»."""

import re

_STEMS = (
    *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат"),
    *("семнадцат", "восемнадцат", "девятнадцат"),
)
_VALUES = {stem: value for value, stem in enumerate(_STEMS, 1)} | {"двадцат": 20, "тридцат": 30}
_ROUND = {"двадцать": 20, "тридцать": 30}
_SIMPLE = "|".join(sorted(_VALUES, key=len, reverse=True))
ORDINAL = rf"(?:(?:двадцать|тридцать) )?(?:{_SIMPLE})(?:ого|ого|ое|ье|ьего|ым|ом)"
YEAR = rf"(?:(?:две|2) тысячи )?{ORDINAL}"
_PART = re.compile(rf"(двадцать|тридцать)(?= )|({_SIMPLE})")


def value_of(ordinal: str) -> int:
    """«Двадцать первого» is 21; a year loses its thousands."""
    total = 0
    for match in _PART.finditer(ordinal):
        total += _ROUND[match[1]] if match[1] else _VALUES[match[2]]
    return total

"""What people type about who comes: «2 взрослых и 3 ребёнка», «5, 9 и 14 лет», «полтора года»."""

import re

from community.events.signing.rules import MOST_AT_ONCE, OLDEST_CHILD

_NUMBER = re.compile(r"(\d+)\s*([^\W\d_]*)")
# «1,5 года» is one child, «3,5 лет» and «5,9,14» are several.
_AND_A_HALF = re.compile(r"(\d+)(?:\.5|,5(?=\s*года))")
_AND_MONTHS = re.compile(
    r"(\d+)\s*(?:год|года|лет|years?|y)\s*(?:и\s*|and\s*)?\d+\s*(?:мес|month)\w*"
)
_BELOW_ZERO = re.compile(r"(?:^|[\s,;])[-–—]\s*\d")
_MONTHS = ("мес", "month")
_IN_WORDS = ((("полгода", "младен", "грудн", "новорож", "baby"), 0), (("полтор",), 1))
_YEAR = 12
_SKIPS = frozenset({"дальше", "пропустить", "готово", "skip", "next", "done"})

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ADULTS, _CHILDREN = "adults", "children"
_STEMS = {_ADULTS: ("взр", "adult"), _CHILDREN: ("дет", "реб", "child", "kid")}
_ONE_OF_THEM = frozenset(
    {"взрослый", "взрослая", "adult", "ребёнок", "ребенок", "ребёнком", "ребенком", "child", "kid"}
)
_AGE = ("лет", "год", "мес", "year", "month")
_SPELT = (
    "без нет ноль no without",
    "один одна одного одной one",
    "два две двое двух двоих вдвоём вдвоем two",
    "три трое трёх трех троих втроём втроем three",
    "четыре четверо четырёх четырех четверых four",
    "пять пятеро пяти пятерых five",
    "шесть шестеро шести шестерых six",
    "семь семеро семи семерых seven",
    "восемь восьмеро восьми восьмерых eight",
    "девять девятеро девяти девятерых nine",
    "десять десятеро десяти десятерых ten",
)
_NUMERALS = {word: number for number, words in enumerate(_SPELT) for word in words.split()}


def is_skip(text: str) -> bool:
    """Whoever cannot press a button goes on by a word."""
    return text.strip().rstrip(".!").lower() in _SKIPS


def read_ages(text: str) -> tuple[int, ...] | None:
    """Ages in full years, «8 месяцев» being none yet; None for what cannot be understood."""
    words = _AND_MONTHS.sub(r"\1", _AND_A_HALF.sub(r"\1", text.lower()))
    ages = [age for stems, age in _IN_WORDS for stem in stems for _ in range(words.count(stem))]
    for number, unit in _NUMBER.findall(words):
        ages.append(int(number) // _YEAR if unit.startswith(_MONTHS) else int(number))
    if not 1 <= len(ages) <= MOST_AT_ONCE or max(ages) > OLDEST_CHILD or _BELOW_ZERO.search(words):
        return None
    return tuple(ages)


def read_company(text: str) -> tuple[int | None, int | None] | None:
    """Adults and children: the number beside the word, or in this order where there is no word.

    What was not said is None; so is what cannot be understood.
    """
    said: dict[str, int] = {}
    loose: list[int] = []  # numbers that nobody was named with yet
    named = ""  # and those who were named before their number
    for token in _TOKEN.findall(text.lower()):
        number, who = _number(token), _who(token)
        if number is not None and named:
            said[named], named = number, ""
        elif number is not None:
            loose.append(number)
        elif token.startswith(_AGE) and loose:
            loose.pop()
        elif who and (who in said or named):
            return None
        elif who and loose:
            said[who] = loose.pop()
        elif who and token in _ONE_OF_THEM:
            said[who] = 1
        else:
            named = named or who
    free = [who for who in (_ADULTS, _CHILDREN) if who not in said]
    if named or len(loose) > len(free):
        return None
    said |= dict(zip(free, loose, strict=False))
    is_possible = said and max(said.values()) <= MOST_AT_ONCE
    return (said.get(_ADULTS), said.get(_CHILDREN)) if is_possible else None


def _number(token: str) -> int | None:
    return int(token) if token.isdecimal() else _NUMERALS.get(token)


def _who(token: str) -> str:
    return next((who for who, stems in _STEMS.items() if token.startswith(stems)), "")

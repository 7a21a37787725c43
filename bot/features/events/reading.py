"""What people type about who comes: «2 взрослых и 3 детей», «5, 9 и 14 лет», «полтора года»."""

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
_CHILDREN = ("дет", "реб", "child", "kid")


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
    """Adults and children, by the word beside each number, else in this order.

    What was not said is None; so is what cannot be understood.
    """
    adults: int | None = None
    children: int | None = None
    found = _NUMBER.findall(text.lower())
    for number, word in found:
        if len(number) > len(str(MOST_AT_ONCE)):
            return None
        if word.startswith(_CHILDREN) or (adults is not None and children is None):
            children = int(number)
        else:
            adults = int(number)
    return (adults, children) if 1 <= len(found) <= len((adults, children)) else None

"""How long a mute lasts, as a moderator types it: `30m`, «2 часа», «на сутки», `1 ч 30 м`."""

import re
from collections.abc import Mapping
from datetime import timedelta

_MINUTE, _HOUR, _DAY, _WEEK = (
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(weeks=1),
)
_COUNTED: Mapping[timedelta, str] = {
    _MINUTE: "m min м мин минута минуту минуты минут",
    _HOUR: "h ч час часа часов",
    _DAY: "d д день дня дней сутки суток",
    _WEEK: "w н нед неделя неделю недели недель",
}
_UNITS = {form: unit for unit, forms in _COUNTED.items() for form in forms.split()}
_WITHOUT_A_NUMBER: Mapping[str, timedelta] = {
    "минуту": _MINUTE,
    "полчаса": 30 * _MINUTE,
    "час": _HOUR,
    "день": _DAY,
    "сутки": _DAY,
    "неделя": _WEEK,
    "неделю": _WEEK,
}
_PART = re.compile(r"(\d{1,6})?\s*([a-zа-яё]{1,8})\.?,?\s*(?:и\s+)?")
_LONGEST = 60  # characters: nobody means a length of time by more


class UnreadableTermError(ValueError):
    """What was typed is no length of time."""


def read_term(typed: str | None) -> timedelta | None:
    """None where nothing was typed; raises UnreadableTermError. Whether it is too long is not ours.

    Several parts are added up: «1 час и 30 минут».
    """
    typed = (typed or "").strip().lower().removeprefix("на ").lstrip()
    if not typed:
        return None
    if len(typed) > _LONGEST:
        raise UnreadableTermError
    term, position = timedelta(), 0
    while position < len(typed):
        part = _PART.match(typed, position)
        if part is None:
            raise UnreadableTermError
        term += _length(*part.groups())
        position = part.end()
    return term


def _length(number: str | None, unit: str) -> timedelta:
    known = _WITHOUT_A_NUMBER if number is None else _UNITS
    if unit not in known:
        raise UnreadableTermError
    return known[unit] * int(number or 1)

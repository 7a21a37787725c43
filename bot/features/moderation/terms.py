"""How long a mute lasts, as a moderator types it: `30m`, `2h`, `1d`, also `30м`, `2ч`, `1д`."""

import re
from datetime import timedelta

_WRITTEN = re.compile(r"(\d{1,4})\s?([mhdмчд])", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "м": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "ч": timedelta(hours=1),
    "d": timedelta(days=1),
    "д": timedelta(days=1),
}


class UnreadableTermError(ValueError):
    """What was typed is no length of time."""


def read_term(typed: str | None) -> timedelta | None:
    """None where nothing was typed; raises UnreadableTermError."""
    typed = (typed or "").strip()
    if not typed:
        return None
    written = _WRITTEN.fullmatch(typed)
    if written is None:
        raise UnreadableTermError
    number, unit = written.groups()
    return int(number) * _UNITS[unit.lower()]

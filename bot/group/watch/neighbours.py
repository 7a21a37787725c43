"""What stood around a message: a few innocent lines of each chat, in memory only.

A moderator who reads a held message alone cannot judge it (lessons.md, Vanilla thread 38027).
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field

Line = tuple[int, str]
"""A message's id in the messenger, and the beginning of its words."""

_BEFORE, _AFTER = 3, 2
_LENGTH = 120
_WAITING_AT_MOST = 20  # incidents of a chat that still want their lines after


@dataclass(slots=True)
class _Unfinished:
    incident_id: int
    lines: list[Line] = field(default_factory=list)


class Neighbours:
    """The last lines of each chat, and incidents that wait for what is said next."""

    def __init__(self) -> None:
        self._last: dict[int, deque[Line]] = defaultdict(lambda: deque(maxlen=_BEFORE))
        self._waiting: dict[int, list[_Unfinished]] = {}
        self._complete: list[_Unfinished] = []

    def add(self, chat_id: int, message_id: int, words: str) -> None:
        line = (message_id, words[:_LENGTH])
        self._last[chat_id].append(line)
        if waiting := self._waiting.get(chat_id):
            self._give(chat_id, waiting, line)

    def before(self, chat_id: int) -> list[Line]:
        return list(self._last.get(chat_id, ()))

    def await_after(self, chat_id: int, incident_id: int) -> None:
        """What is said in the chat next belongs to this incident; a flood waits for nothing."""
        waiting = self._waiting.setdefault(chat_id, [])
        known = any(one.incident_id == incident_id for one in waiting)
        if not known and len(waiting) < _WAITING_AT_MOST:
            waiting.append(_Unfinished(incident_id))

    def take_complete(self) -> list[tuple[int, list[Line]]]:
        """Incidents with what was said after them, each once."""
        complete, self._complete = self._complete, []
        return [(one.incident_id, one.lines) for one in complete]

    def _give(self, chat_id: int, waiting: list[_Unfinished], line: Line) -> None:
        for one in waiting:
            one.lines.append(line)
        self._complete += [one for one in waiting if len(one.lines) == _AFTER]
        self._waiting[chat_id] = [one for one in waiting if len(one.lines) < _AFTER]

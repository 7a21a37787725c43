"""How often a bot may send: 30 a second in all, 1 a second to a person, 20 a minute to a group."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from deploy.messenger.errors import too_many_requests

OVERALL, OVERALL_WINDOW = 30, 1.0
GROUP, GROUP_WINDOW = 20, 60.0
PRIVATE_RATE = 1.0
PRIVATE_BURST = 5.0
"""Telegram lets short bursts to one person pass; five at once, then one a second."""


@dataclass(slots=True)
class Bucket:
    level: float
    at: float


@dataclass
class SendLimits:
    """Counts accepted sends only; a refused one costs nothing and says when to come back."""

    now: Callable[[], float]
    enabled: bool = True
    _overall: deque[float] = field(default_factory=deque)
    _groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _people: dict[int, Bucket] = field(default_factory=dict)

    def accept(self, chat_id: int, messages: int = 1) -> None:
        """Raises ApiError 429 with `retry_after` in whole seconds."""
        if not self.enabled:
            return
        now = self.now()
        waits = [self._window_wait(self._overall, OVERALL, OVERALL_WINDOW, now, messages)]
        if chat_id < 0:
            window = self._groups[chat_id]
            waits.append(self._window_wait(window, GROUP, GROUP_WINDOW, now, messages))
        else:
            waits.append(self._bucket_wait(chat_id, now, messages))
        if any(wait > 0 for wait in waits):
            raise too_many_requests(max(1, ceil(max(waits))))
        self._overall.extend([now] * messages)
        if chat_id < 0:
            self._groups[chat_id].extend([now] * messages)
        else:
            self._people[chat_id].level -= messages

    def forget(self) -> None:
        self._overall.clear()
        self._groups.clear()
        self._people.clear()

    @staticmethod
    def _window_wait(
        window: deque[float], most: int, length: float, now: float, messages: int
    ) -> float:
        while window and window[0] <= now - length:
            window.popleft()
        surplus = len(window) + messages - most
        if surplus <= 0 or not window:
            return 0.0
        return window[min(surplus, len(window)) - 1] + length - now

    def _bucket_wait(self, person_id: int, now: float, messages: int) -> float:
        bucket = self._people.setdefault(person_id, Bucket(PRIVATE_BURST, now))
        bucket.level = min(PRIVATE_BURST, bucket.level + (now - bucket.at) * PRIVATE_RATE)
        bucket.at = now
        return max(0.0, min(messages, PRIVATE_BURST) - bucket.level) / PRIVATE_RATE

"""Sending inside the messenger's limits, a waiting person always before a broadcast.

A slot is given back one second after the messenger's answer came. Whatever moment inside the call
the messenger counts, it never sees more than `limit` messages in any second, whatever the delays
of the network: the price is a rate of `limit / (1 + round trip)`.
"""

import asyncio
import heapq
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from bot.capabilities import capabilities_of

URGENT, PATIENT = 0, 1
_WINDOW_SECONDS = 1.002  # a hair over a second: the two clocks need not agree to the millisecond
# A little closer than the limit allows: the slots keep the limit, the strides the evenness.
_STRIDE_SHARE = 0.97
_MINUTE = 60.0
_CHATS_REMEMBERED = 20_000


@dataclass(frozen=True)
class Limits:
    """In messages; `rest` is what lies between two to the same person, in seconds."""

    per_second: int
    per_minute_in_group: int
    rest: float = 1.0

    @classmethod
    def of(cls, messenger: str) -> "Limits":
        known = capabilities_of(messenger)
        return cls(known.messages_per_second, known.group_messages_per_minute)


class SendWindow:
    """At most `limit` sends in any second; the patient ones evenly spread, not in bursts."""

    def __init__(self, limit: int) -> None:
        self._free = limit
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()
        self._stride = _STRIDE_SHARE / limit
        self._next_step = 0.0

    async def step(self) -> None:
        """Wait for one's turn before a patient message is even prepared.

        So a broadcast keeps the database free for people between two of its messages.
        """
        moment = time.monotonic()
        self._next_step = max(self._next_step + self._stride, moment)
        await asyncio.sleep(self._next_step - moment)

    @asynccontextmanager
    async def slot(self, urgency: int) -> AsyncIterator[None]:
        await self._take(urgency)
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(_WINDOW_SECONDS, self._give_back)

    async def _take(self, urgency: int) -> None:
        if self._free and not self._waiting:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._order), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():  # whoever gave up waiting is passed over
                turn.set_result(None)
                return
        self._free += 1


class ChatPace:
    """How long a chat must rest: a second in private, a full minute's quota in a group."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def reserve(self, chat_id: str) -> float:
        """Seconds to wait before sending there; zero means: send now, it is counted."""
        is_group = chat_id.startswith("-")
        quota = self._limits.per_minute_in_group if is_group else 1
        window = _MINUTE if is_group else self._limits.rest
        moment = self._monotonic()
        times = self._sent.setdefault(chat_id, deque(maxlen=quota))
        self._sent.move_to_end(chat_id)
        if len(self._sent) > _CHATS_REMEMBERED:
            self._sent.popitem(last=False)
        if len(times) == quota and moment - times[0] < window:
            return window - (moment - times[0])
        times.append(moment)
        return 0.0

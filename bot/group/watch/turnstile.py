"""A chat that is flooded lets one message through at a time, so that other chats pass it by.

Judging is work of this very thread. Without a turnstile, somebody who writes elsewhere would stand
in line behind all of the flood that came a moment before, and a transaction under way would creep
along between one judgement and the next, keeping the database from everybody else.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

_CROWD = 8  # messages of one chat under way at once; people who merely talk are never so many


class Turnstile:
    """Counts the messages of each chat that are under way."""

    def __init__(self) -> None:
        self._under_way: dict[int, int] = defaultdict(int)
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting = 0
        self._open = asyncio.Event()
        self._open.set()

    def enter(self, chat_id: int) -> bool:
        """Whether the message may be judged at once; otherwise it awaits its `turn` first."""
        self._under_way[chat_id] += 1
        return self._under_way[chat_id] <= _CROWD

    async def turn(self, chat_id: int) -> None:
        """Between two turns everything else that waits has one."""
        self._waiting += 1
        try:
            async with self._turns.setdefault(chat_id, asyncio.Lock()):
                await self._open.wait()
                await asyncio.sleep(0)
        finally:
            self._waiting -= 1

    def leave(self, chat_id: int) -> None:
        self._under_way[chat_id] -= 1
        if not self._under_way[chat_id]:
            del self._under_way[chat_id]
            self._turns.pop(chat_id, None)

    @property
    def somebody_waits(self) -> bool:
        return self._waiting > 0

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Nobody who waits for a turn has one meanwhile."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

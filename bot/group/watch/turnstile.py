"""A chat that is flooded lets one message through at a time, so that other chats pass it by.

Judging is work of this very thread. Without a turnstile, somebody who writes elsewhere would stand
in line behind all of the flood that came a moment before.
"""

import asyncio
from collections import defaultdict

_CROWD = 8  # messages of one chat under way at once; people who merely talk are never so many


class Turnstile:
    """Counts the messages of each chat that are under way."""

    def __init__(self) -> None:
        self._under_way: dict[int, int] = defaultdict(int)
        self._turns: dict[int, asyncio.Lock] = {}

    def enter(self, chat_id: int) -> bool:
        """Whether the message may be judged at once; otherwise it awaits its `turn` first."""
        self._under_way[chat_id] += 1
        return self._under_way[chat_id] <= _CROWD

    async def turn(self, chat_id: int) -> None:
        """Between two turns everything else that waits has one."""
        async with self._turns.setdefault(chat_id, asyncio.Lock()):
            await asyncio.sleep(0)

    def leave(self, chat_id: int) -> None:
        self._under_way[chat_id] -= 1
        if not self._under_way[chat_id]:
            del self._under_way[chat_id]
            self._turns.pop(chat_id, None)

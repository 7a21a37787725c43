"""What changed, told to whoever watches: the chat page and waiting tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Bus:
    """Every watcher has a queue of its own; an event holds ids and kinds."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Event]] = set()

    def publish(self, kind: str, **fields: Any) -> None:
        for queue in self._watchers:
            queue.put_nowait({"kind": kind, **fields})

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[Event]]:
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    async def events(self, quiet_after: float) -> AsyncIterator[Event | None]:
        """Events as they come; None after every `quiet_after` seconds of silence."""
        with self.watching() as queue:
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), quiet_after)
                except TimeoutError:
                    yield None

    async def until(self, is_so: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109
        """True once `is_so`, looked at after every event; False when `timeout` seconds passed."""
        with self.watching() as queue:
            try:
                async with asyncio.timeout(timeout):
                    while not is_so():
                        await queue.get()
            except TimeoutError:
                return is_so()
            return True

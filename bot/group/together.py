"""Several who want the same thing read at one moment share one reading of it."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Together(Generic[Key, Found]):
    """A flood finds nothing in memory a thousand times at once: the database is asked once."""

    def __init__(self, read: Callable[[Key], Awaitable[Found]]) -> None:
        self._read = read
        self._under_way: dict[Key, asyncio.Future[Found]] = {}

    async def read(self, key: Key) -> Found:
        under_way = self._under_way.get(key)
        if under_way is not None:
            return await asyncio.shield(under_way)
        reading = asyncio.ensure_future(self._read(key))
        self._under_way[key] = reading
        reading.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(reading)

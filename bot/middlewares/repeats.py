"""An update that comes twice is handled once."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

_REMEMBERED = 10_000


class SkipRepeats(BaseMiddleware):
    """Remembers the latest update ids of this process.

    After a restart a repeat may come through; use cases bear that, by unique keys.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        if event.update_id in self._seen:
            return None
        self._seen[event.update_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return await handler(event, data)

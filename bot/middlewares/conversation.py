"""One update of a conversation at a time, and what its dialogs note is written at its end."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from aiogram import Bot
from aiogram.fsm.middleware import FSMContextMiddleware
from aiogram.types import TelegramObject

from bot.state.storage import DatabaseStorage


class Conversing(FSMContextMiddleware):
    """Adds `state` and `fsm_storage`, and asks for neither: whoever needs them does."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        bot: Bot = data["bot"]
        context = self.resolve_event_context(bot, data)
        data["fsm_storage"] = self.storage
        if context is None:
            return await handler(event, data)
        data["state"] = context
        async with self.events_isolation.lock(key=context.key), self._turn():
            return await handler(event, data)

    def _turn(self) -> AbstractAsyncContextManager[None]:
        """Redis takes each note at once, and needs no transaction for it."""
        return self.storage.turn() if isinstance(self.storage, DatabaseStorage) else nullcontext()

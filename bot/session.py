"""What happens around every call to the Bot API: forms, limits, short floods, and its pulse."""

import asyncio
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, Response
from aiogram.methods.base import TelegramMethod, TelegramType

from bot.limits import URGENT, SendWindow

_SENDS = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendVoice",
        "copyMessage",
        "copyMessages",
        "forwardMessage",
    }
)
_SHORT_FLOOD_SECONDS = 3

# Set by the outbox around its own calls: everything else is somebody waiting for an answer.
sending_urgency: ContextVar[int] = ContextVar("sending_urgency", default=URGENT)


class Session(AiohttpSession):
    """Keeps the form of every kind of answer.

    pydantic forgets a generic model that nobody holds, and aiogram holds none: built anew for
    every call, they took a quarter of the bot's time.
    """

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        _form_of(method.__returning__)
        return super().check_response(bot, method, status_code, content)

    async def close(self) -> None:
        """aiogram waits for TLS to say good-bye; a Bot API server next door speaks plain HTTP."""
        if self._session is not None and self.api.base.startswith("http:"):
            await self._session.close()
        await super().close()


@cache
def _form_of(returning: Any) -> type[Response[Any]]:
    return Response[returning]


class LimitedSending(BaseRequestMiddleware):
    """Holds every message to the overall limit; an answer waits a short flood out once."""

    def __init__(self, window: SendWindow) -> None:
        self._window = window

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ not in _SENDS:
            return await make_request(bot, method)
        urgency = sending_urgency.get()
        try:
            async with self._window.slot(urgency):
                return await make_request(bot, method)
        except TelegramRetryAfter as flood:
            if urgency != URGENT or flood.retry_after > _SHORT_FLOOD_SECONDS:
                raise
            await asyncio.sleep(flood.retry_after)
            async with self._window.slot(URGENT):
                return await make_request(bot, method)


class LateAnswers(BaseRequestMiddleware):
    """An answer to a tap that came too late is no error: False, and nothing else."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as error:
            if isinstance(method, AnswerCallbackQuery) and "query is too old" in error.message:
                return cast("Response[TelegramType]", False)  # noqa: FBT003  the method's own answer
            raise


class PollingPulse(BaseRequestMiddleware):
    """Remembers how the last long poll ended, for the health page."""

    def __init__(self) -> None:
        self.error: str | None = "not asked yet"
        self.answered = asyncio.Event()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ != "getUpdates":
            return await make_request(bot, method)
        try:
            answer = await make_request(bot, method)
        except Exception as error:
            self.error = type(error).__name__
            raise
        self.error = None
        self.answered.set()
        return answer

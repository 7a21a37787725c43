"""Delivery to a webhook: one update at a time, repeated until accepted, ever more slowly."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
import structlog
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from deploy.messenger.botapi.http import logged_call
from deploy.messenger.botapi.params import Params, read_form
from deploy.messenger.errors import ApiError
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
LONGEST_PAUSE = 60.0
ANSWER_WITHIN = 60.0
log = structlog.get_logger(__name__)


class Webhook:
    """Runs as long as the messenger; idle while no webhook is set or the messenger is "down"."""

    def __init__(self, m: Messenger) -> None:
        self._m = m

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            pause = self._m.config.webhook_retry
            while True:
                update = self._m.updates.next_in_line()
                if update is None or not self._m.bot.webhook_url or self._m.faults.down:
                    await self._m.updates.wait()
                    continue
                if await self._deliver(session, update):
                    self._m.updates.confirm(update)
                    self._m.store.flush()
                    pause = self._m.config.webhook_retry
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> bool:
        bot = self._m.bot
        headers = {SECRET_HEADER: bot.webhook_secret} if bot.webhook_secret else {}
        try:
            async with session.post(
                bot.webhook_url, json=update.wire(), headers=headers
            ) as response:
                if not response.ok:
                    self._trouble(
                        f"Wrong response from the webhook: {response.status} {response.reason}"
                    )
                    return False
                await self._call_in_answer(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            self._trouble(f"Connection failed: {type(error).__name__}")
            return False
        return True

    def _trouble(self, words: str) -> None:
        self._m.webhook_trouble = {
            "last_error_date": self._m.clock.now(),
            "last_error_message": words,
        }
        self._m.bus.publish("webhook_trouble")

    async def _call_in_answer(self, response: aiohttp.ClientResponse) -> None:
        """A bot may answer an update with a call of a method; nobody hears how it went."""
        params = await self._read(response)
        method = params.fields.pop("method", "")
        if not method:
            return
        try:
            await logged_call(self._m, method, params)
        except ApiError as error:
            log.info("messenger.webhook_call_refused", method=method, code=error.code)

    @staticmethod
    async def _read(response: aiohttp.ClientResponse) -> Params:
        params = Params()
        if response.content_type == "multipart/form-data":
            parser = MultiPartParser(Headers(dict(response.headers)), chunks(response))
            await read_form(await parser.parse(), params)
        elif response.content_type == "application/json":
            body: Any = await response.json()
            params.fields |= body if isinstance(body, dict) else {}
        return params


async def chunks(response: aiohttp.ClientResponse) -> AsyncGenerator[bytes, None]:
    async for chunk in response.content.iter_any():
        yield chunk

"""Pictures of the site on their way: each travels to the messenger a single time."""

import asyncio
from collections import defaultdict

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from bot.context import BotContext
from bot.screen import Screen
from community.core import pictures
from community.core.pictures import Picture

_STRANGE = "file identifier"  # of another bot, or forgotten there
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


class Pictures:
    """Sends a screen's picture with its text under it, by the messenger's own id once it has one.

    Of many that begin at once the first one carries the file, and the others wait for its id.
    """

    def __init__(self, context: BotContext, bot: Bot) -> None:
        self._context = context
        self._bot = bot
        self._first: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def show(self, address: str, picture_id: int, screen: Screen) -> Message:
        strange = None
        if file_id := await self._known(picture_id):
            try:
                return await self._send(address, file_id, screen)
            except TelegramBadRequest as refusal:
                if _STRANGE not in refusal.message:
                    raise
                strange = file_id
        async with self._first[picture_id]:
            file_id = await self._known(picture_id)
            if file_id is None or file_id == strange:
                return await self._carry(address, picture_id, screen)
        return await self._send(address, file_id, screen)

    async def _known(self, picture_id: int) -> str | None:
        async with self._context.database.read() as session:
            found = await session.get_one(Picture, picture_id)
        messenger, _, file_id = (found.sent_ref or "").partition(":")
        return file_id if messenger == self._context.messenger else None

    async def _carry(self, address: str, picture_id: int, screen: Screen) -> Message:
        async with self._context.database.read() as session:
            found, content = await pictures.picture(session, picture_id)
        file = BufferedInputFile(content, f"picture.{_ENDINGS[found.mime]}")
        sent = await self._send(address, file, screen)
        assert sent.photo is not None
        async with self._context.database.write() as session:
            ref = f"{self._context.messenger}:{sent.photo[-1].file_id}"
            await pictures.note_sent(session, picture_id, ref)
        return sent

    async def _send(self, address: str, file: str | BufferedInputFile, screen: Screen) -> Message:
        return await self._bot.send_photo(
            address, file, caption=screen.text, reply_markup=screen.keyboard
        )

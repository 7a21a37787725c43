"""Pictures of the site on their way: each travels to the messenger a single time."""

import asyncio
from collections import defaultdict

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from bot.context import BotContext
from bot.screen import Screen, show
from community.core import pictures
from community.core.pictures import Picture

log = structlog.get_logger()
_STRANGE = "file identifier"  # of another bot, or forgotten there
# What the messenger says of a file that is no picture for it, whatever the file's beginning says.
_UNFIT = ("image_process_failed", "photo_invalid", "photo_ext_invalid", "photo_save_file_invalid")
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


class PictureRefusedError(Exception):
    """For the messenger it is no picture, whatever its first bytes say."""


class Pictures:
    """Sends a screen's picture with its text under it, by the messenger's own id once it has one.

    Of many that begin at once the first one carries the file, and the others wait for its id.
    """

    def __init__(self, context: BotContext, bot: Bot) -> None:
        self._context = context
        self._bot = bot
        self._first: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unfit: set[int] = set()

    async def show(self, address: str, picture_id: int, screen: Screen) -> Message:
        """The words go alone where the messenger does not take the picture."""
        try:
            return await self.send(address, picture_id, screen)
        except PictureRefusedError:
            return await show(self._bot, address, screen)

    async def send(self, address: str, picture_id: int, screen: Screen) -> Message:
        """Raises PictureRefusedError where the messenger does not take it; nothing is sent then."""
        if picture_id in self._unfit:
            raise PictureRefusedError
        try:
            return await self._with_picture(address, picture_id, screen)
        except TelegramBadRequest as refusal:
            if not any(words in refusal.message.lower() for words in _UNFIT):
                raise
            log.warning("picture_refused", picture_id=picture_id)
            self._unfit.add(picture_id)
            raise PictureRefusedError from refusal

    async def _with_picture(self, address: str, picture_id: int, screen: Screen) -> Message:
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
            if picture_id in self._unfit:
                raise PictureRefusedError
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

"""Messages in the name of a chat: anonymous administrators, the chat's own channel, and others."""

import time

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message as Written

_FRESH_SECONDS = 3600.0


class Channels:
    """Which channel belongs to which chat; asked of the messenger when one first writes there."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._linked: dict[int, tuple[int | None, float]] = {}

    async def is_stranger(self, written: Written) -> bool:
        """Whether a channel (or another group) wrote that has nothing to do with this chat.

        In doubt, when the messenger cannot be asked, it has: banning the club's own channel by
        mistake would be worse.
        """
        assert written.sender_chat is not None
        if written.is_automatic_forward or written.sender_chat.id == written.chat.id:
            return False
        try:
            linked = await self._linked_to(written.chat.id)
        except TelegramAPIError:
            return False
        return written.sender_chat.id != linked

    async def _linked_to(self, address: int) -> int | None:
        linked, read_at = self._linked.get(address, (None, -_FRESH_SECONDS))
        if time.monotonic() - read_at < _FRESH_SECONDS:
            return linked
        linked = (await self._bot.get_chat(address)).linked_chat_id
        self._linked[address] = (linked, time.monotonic())
        return linked

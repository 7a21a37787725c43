"""A message in a group: the most frequent update by far, and nearly always nothing to do.

It is met before any router: matching a message against every filter of every router costs more
than all the rest together. Commands, service messages and everything else go on to the routers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject, Update

from bot.group.directory import ChatDirectory

_GROUPS = frozenset({"group", "supergroup"})


class GroupHotPath(BaseMiddleware):
    def __init__(self, directory: ChatDirectory) -> None:
        self._directory = directory

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        message = event.message
        if message is None or message.chat.type not in _GROUPS or not _is_talk(message):
            return await handler(event, data)
        chat_id = await self._directory.chat_id(message.chat.id)
        if chat_id is not None:
            self._directory.count_message(chat_id)
        return None


def _is_talk(message: Message) -> bool:
    """Ordinary talk: text that is no command, or media. Not a service message."""
    if message.text is not None:
        return not message.text.startswith("/")
    return message.content_type in _MEDIA


_MEDIA = frozenset(
    {"animation", "audio", "document", "photo", "sticker", "video", "video_note", "voice"}
)

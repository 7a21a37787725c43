"""A message in a group: the most frequent update by far, and nearly always nothing to do.

It is met before any router: matching a message against every filter of every router costs more
than all the rest together. Commands, service messages and everything else go on to the routers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject, Update

from bot.errors import log_unexpected
from bot.group.directory import ChatDirectory, KnownChat
from bot.group.watch.reading import TALK
from bot.group.watch.watch import Watch

log = structlog.get_logger()
_GROUPS = frozenset({"group", "supergroup"})
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class GroupHotPath(BaseMiddleware):
    def __init__(self, directory: ChatDirectory, watch: Watch) -> None:
        self._directory = directory
        self._watch = watch

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        message = event.message or event.edited_message
        if message is None or message.chat.type not in _GROUPS:
            result = await handler(event, data)
            if event.chat_member is not None:
                self._watch.standing_changed(event.chat_member.new_chat_member.user.id)
            return result
        chat = await self._directory.chat(message.chat.id)
        if event.edited_message is not None:
            if chat is not None:
                await self._lets_stand(chat, message, is_edit=True)
            return None
        if _is_talk(message):
            if chat is not None:
                self._directory.count_message(chat, message.from_user)
                await self._lets_stand(chat, message)
            return None
        return await self._hand_on(handler, event, data, chat)

    async def _hand_on(
        self, handler: Handler, event: Update, data: dict[str, Any], chat: KnownChat | None
    ) -> Any:
        """Commands, which are words too, and what the messenger itself says."""
        message = event.message
        assert message is not None
        if message.text is not None:
            if chat is None or await self._lets_stand(chat, message):
                return await handler(event, data)
            return None
        result = await handler(event, data)
        if chat is not None:
            await self._watch.tidy(chat, message)
        return result

    async def _lets_stand(
        self, chat: KnownChat, message: Message, *, is_edit: bool = False
    ) -> bool:
        """A fault of ours is no reason to write to somebody who merely talked in a chat."""
        try:
            return await self._watch.lets_stand(chat, message, is_edit=is_edit)
        except Exception as error:  # noqa: BLE001  logged; the message stays
            log_unexpected(error)
            return True


def _is_talk(message: Message) -> bool:
    """Ordinary talk: text that is no command, or media. Not a service message."""
    if message.text is not None:
        return not message.text.startswith("/")
    return message.content_type in TALK

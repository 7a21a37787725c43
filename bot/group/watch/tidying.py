"""Service messages («… joined», new titles, pins) are taken away, many at once and quietly.

Names of those who join have carried advertising (lessons.md, tg-captcha-bot #155). What is still
to be taken away is kept in memory: losing it costs nothing but a line in a chat.
"""

from collections import defaultdict

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

log = structlog.get_logger()
_AT_ONCE = 100
# A move to a supergroup is no such thing: the old and the new chat are known by these messages.
_SERVICE = frozenset(
    {"new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo"}
    | {"delete_chat_photo", "pinned_message", "message_auto_delete_timer_changed"}
    | {"chat_background_set", "boost_added", "proximity_alert_triggered"}
    | {"video_chat_scheduled", "video_chat_started", "video_chat_ended"}
    | {"video_chat_participants_invited", "chat_owner_changed", "chat_owner_left"}
    | {"forum_topic_edited", "community_chat_added", "community_chat_joined"}
)


def is_service(message: Message) -> bool:
    return message.content_type in _SERVICE


class Tidying:
    """Gathers service messages by chat until the next flush."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: dict[int, list[int]] = defaultdict(list)

    def add(self, message: Message) -> None:
        self._waiting[message.chat.id].append(message.message_id)

    async def flush(self) -> None:
        waiting, self._waiting = self._waiting, defaultdict(list)
        for address, message_ids in waiting.items():
            for first in range(0, len(message_ids), _AT_ONCE):
                await self._delete(address, message_ids[first : first + _AT_ONCE])

    async def _delete(self, address: int, message_ids: list[int]) -> None:
        try:
            await self._bot.delete_messages(address, message_ids)
        except TelegramAPIError as error:
            # No right to, or the chat is gone: a leader reads of it on the health page.
            log.info("service_messages_stay", error=type(error).__name__)

"""Slow mode and night mode: a message that comes at the wrong time goes back to its author.

Nothing is wrong with it, so no incident is opened: its author reads why and has it again in
private. Whom the bot may not write to keeps the message in the chat: words are never just lost.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.context import BotContext
from bot.group.watch.utterance import Utterance
from bot.screen import Screen, show
from bot.texts import Texts

log = structlog.get_logger()
_REMEMBERED = 20_000
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class _Last:
    at: datetime
    album: str | None


class Pace:
    def __init__(self, context: BotContext, bot: Bot) -> None:
        self._context = context
        self._bot = bot
        self._last: OrderedDict[tuple[int, int], _Last] = OrderedDict()

    async def sent_back(self, heard: Utterance) -> bool:
        """Whether the message came at the wrong time and is with its author again."""
        moment = self._context.database.clock.now()
        screen = self._at_night(heard, moment) or self._too_soon(heard, moment)
        return screen is not None and await self._send_back(heard, screen)

    def _at_night(self, heard: Utterance, moment: datetime) -> Screen | None:
        message, house = heard.message, heard.house
        if message.media is None and message.origin is None:
            return None
        if not house.is_night(moment, self._context.zone):
            return None
        texts = self._texts(heard)
        text = texts(
            "🌙 From {begin}:00 to {end}:00 this chat takes words only, so that the night stays"
            " quiet. Here is what you sent; please send it again in the morning.",
            begin=house.settings.night_from,
            end=house.settings.night_to,
        )
        return Screen(text)

    def _too_soon(self, heard: Utterance, moment: datetime) -> Screen | None:
        term = timedelta(seconds=heard.house.settings.slow_seconds)
        key, album = (heard.chat.id, heard.author.user_id), heard.written.media_group_id
        last = self._last.get(key)
        together = last is not None and album is not None and album == last.album
        if not term or together:
            return None
        if last is None or moment - last.at >= term:
            self._remember(key, _Last(moment, album))
            return None
        left = max(1, round((last.at + term - moment).total_seconds()))
        return Screen(_slow_mode(self._texts(heard), left))

    def _texts(self, heard: Utterance) -> Texts:
        return Texts(heard.author.language, self._context.zone)

    def _remember(self, key: tuple[int, int], last: _Last) -> None:
        self._last[key] = last
        self._last.move_to_end(key)
        if len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)

    async def _send_back(self, heard: Utterance, screen: Screen) -> bool:
        to, written = heard.author.user_id, heard.written
        try:
            await show(self._bot, to, screen)
            await self._bot.copy_message(to, written.chat.id, written.message_id)
            await self._bot.delete_message(written.chat.id, written.message_id)
        except TelegramAPIError as error:
            log.info("message_not_sent_back", error=type(error).__name__)
            return False
        return True


def _slow_mode(texts: Texts, left: int) -> str:
    if left < _MINUTE:
        return texts.plural(
            "🐢 This chat is in slow mode, so that everybody is heard. Here is your message;"
            " please send it again in {count} second.",
            "🐢 This chat is in slow mode, so that everybody is heard. Here is your message;"
            " please send it again in {count} seconds.",
            left,
        )
    return texts.plural(
        "🐢 This chat is in slow mode, so that everybody is heard. Here is your message;"
        " please send it again in {count} minute.",
        "🐢 This chat is in slow mode, so that everybody is heard. Here is your message;"
        " please send it again in {count} minutes.",
        -(-left // _MINUTE),
    )

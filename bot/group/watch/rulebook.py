"""The rules of each chat, kept in memory; read anew after a change."""

import time
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.group.together import Together
from bot.group.watch.authors import FRESH_SECONDS
from community.core.db import Database
from community.core.usecase import once_saved
from moderation.detect.message import ChatRules, Known
from moderation.incidents.facts import SettingsChanged
from moderation.incidents.kinds import Topic
from moderation.incidents.known import load_known
from moderation.incidents.settings import ModerationSettings, chat_rules, load_settings

_KNOWN_SECONDS = 600.0  # numbers, sites and specialists change rarely


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a chat asks for, as settings and as the detector takes it."""

    settings: ModerationSettings
    rules: ChatRules
    read_at: float  # of the monotonic clock

    def is_dry_run(self, topic: Topic) -> bool:
        """Whether of this topic it is only said what would have been done."""
        settings = self.settings
        return {
            Topic.SPAM: settings.dry_run_spam,
            Topic.ABUSE: settings.dry_run_abuse,
            Topic.PERSONAL_DATA: settings.dry_run_personal_data,
            Topic.PROBATION: settings.dry_run_probation,
        }.get(topic, False)

    @property
    def has_pace(self) -> bool:
        return self.settings.slow_seconds > 0 or self._has_night

    @property
    def _has_night(self) -> bool:
        return self.settings.night_from != self.settings.night_to

    def is_night(self, moment: datetime, zone: ZoneInfo) -> bool:
        begin, end = self.settings.night_from, self.settings.night_to
        hour = moment.astimezone(zone).hour
        return begin <= hour < end if begin <= end else hour >= begin or hour < end


class RuleBook:
    """The house rules by our ids of the chats."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known_rules: dict[int, HouseRules] = {}
        self._reading = Together(self._read)
        self._known = Known()
        self._known_read_at = -_KNOWN_SECONDS
        database.facts.subscribe(SettingsChanged, self._changed)

    async def of(self, chat_id: int) -> HouseRules:
        known = self._known_rules.get(chat_id)
        if known is not None and time.monotonic() - known.read_at < FRESH_SECONDS:
            return known
        return await self._reading.read(chat_id)

    async def _read(self, chat_id: int) -> HouseRules:
        async with self._database.read() as session:
            settings = await load_settings(session, chat_id)
            rules = chat_rules(settings, await self._known_to_the_club(session))
        self._known_rules[chat_id] = HouseRules(settings, rules, time.monotonic())
        return self._known_rules[chat_id]

    async def _known_to_the_club(self, session: AsyncSession) -> Known:
        if time.monotonic() - self._known_read_at >= _KNOWN_SECONDS:
            self._known, self._known_read_at = await load_known(session), time.monotonic()
        return self._known

    async def _changed(self, session: AsyncSession, _fact: SettingsChanged) -> None:
        once_saved(session, self._known_rules.clear)

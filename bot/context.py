"""What every part of the bot is given: no globals, one installation."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from community.core.db import Database


@dataclass(frozen=True)
class BotContext:
    """`messenger` is the name under which accounts and chats of this edge are kept."""

    database: Database
    zone: ZoneInfo
    region_name: str
    site_url: str
    redis_url: str | None = None
    messenger: str = "telegram"

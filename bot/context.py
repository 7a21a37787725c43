"""What every part of the bot is given: no globals, one installation."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.delivery.mail import Mailer
from community.core.db import Database
from moderation.detect import Detector


@dataclass(frozen=True)
class BotContext:
    """`messenger` is the name under which accounts and chats of this edge are kept.

    A detector without signs sees nothing; the installation's own is wired in `deploy.assembly`.
    Without a mailer nobody is offered letters.
    """

    database: Database
    zone: ZoneInfo
    region_name: str
    site_url: str
    redis_url: str | None = None
    messenger: str = "telegram"
    mailer: Mailer | None = None
    detector: Detector = field(default_factory=lambda: Detector(()))

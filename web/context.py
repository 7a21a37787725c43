"""What every page is given: no globals, one installation."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from community.core.db import Database
from moderation.detect import Detector


@dataclass(frozen=True)
class WebContext:
    """`secure_cookies` is False only where the site is served without TLS, on one's own machine.

    `bot_username` builds invitation links (`https://t.me/NAME?start=inv_CODE`); with the local
    messenger, `bot_link` replaces the `https://t.me/` part. A detector without signs sees nothing;
    the installation's own is wired in `deploy.assembly`.
    """

    database: Database
    zone: ZoneInfo
    region_name: str
    site_url: str
    bot_username: str
    bot_link: str = "https://t.me/"
    secure_cookies: bool = True
    metrics_token: str | None = None
    messenger: str = "telegram"
    detector: Detector = field(default_factory=lambda: Detector(()))

"""When people may hear of what could wait till their morning, each by their own clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now, zone_of
from community.core.options import Options, load_options
from community.core.quiet import awake_at


@dataclass(frozen=True)
class Mornings:
    """What is `urgent` wakes everybody."""

    moment: datetime
    home: ZoneInfo
    options: Options
    urgent: bool

    @classmethod
    async def of(cls, session: AsyncSession, *, urgent: bool) -> Self:
        """At this moment, by the region's quiet hours."""
        options = Options() if urgent else await load_options(session)
        return cls(now(session), zone_of(session), options, urgent)

    def due_for(self, zone: str | None) -> datetime:
        """Now, or the end of the night of this zone; None is the region's."""
        if self.urgent:
            return self.moment
        return awake_at(self.moment.astimezone(self._clock(zone)), self.options)

    def is_night_for(self, zone: str | None) -> bool:
        return self.due_for(zone) > self.moment

    def _clock(self, zone: str | None) -> ZoneInfo:
        """A name that was dropped is the region's clock."""
        try:
            return ZoneInfo(zone) if zone else self.home
        except (ZoneInfoNotFoundError, ValueError):
            return self.home

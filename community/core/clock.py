"""The only place where the present comes from; everywhere else it is asked of a clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

DEFAULT_ZONE = ZoneInfo("Asia/Tomsk")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that moves only when told, so that a test owns its time."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware moment")
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, step: timedelta) -> None:
        self._now += step


def now(session: AsyncSession) -> datetime:
    """The present by the clock of the database that this session belongs to."""
    clock: Clock = session.info["clock"]
    return clock.now()


def local_now(session: AsyncSession) -> datetime:
    """The same moment as the region's clocks on the wall show it."""
    return now(session).astimezone(zone_of(session))


def zone_of(session: AsyncSession) -> ZoneInfo:
    """The region's zone, by which its days and nights are counted."""
    zone: ZoneInfo = session.info["zone"]
    return zone

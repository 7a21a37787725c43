"""When reminders are due, what may still be moved, and when a series repeats."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

REMIND_BEFORE = (timedelta(hours=24), timedelta(hours=2))
ASK_AFTER = timedelta(minutes=15)  # past the end: did you meet?
SETTLE_AFTER = timedelta(days=3)  # nobody said anything: taken as held
LONGEST_SERIES = 8
_WEEK = timedelta(days=7)


def reminders(starts_at: datetime, moment: datetime) -> list[datetime]:
    """When to remind; what is nearer than that has just been booked and needs no reminder."""
    due = [starts_at - before for before in REMIND_BEFORE]
    return [at for at in due if at > moment]


def repeats(starts_at: datetime, times: int, zone: ZoneInfo) -> list[datetime]:
    """The same hour on the wall every week, also across a change of the clock."""
    local = starts_at.astimezone(zone)
    return [
        datetime.combine(local.date() + number * _WEEK, local.time(), zone).astimezone(UTC)
        for number in range(times)
    ]

"""Quiet hours: from when to when nothing makes a sound that could wait till the morning."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import local_now
from community.core.options import Options, load_options

_DAY = timedelta(days=1)


async def present_night(session: AsyncSession) -> date | None:
    """The day on which the region's present night began; None: it is day."""
    options = await load_options(session)
    return night_at(local_now(session), options.quiet_from_hour, options.quiet_to_hour)


def night_at(local: datetime, from_hour: int, to_hour: int) -> date | None:
    """The day on which the night began that is now, by the clock on the wall; None: it is day."""
    hour = local.hour
    if from_hour < to_hour:
        return local.date() if from_hour <= hour < to_hour else None
    if from_hour == to_hour:
        return None
    if hour >= from_hour:
        return local.date()
    return local.date() - timedelta(days=1) if hour < to_hour else None


def awake_at(local: datetime, options: Options) -> datetime:
    """This moment, or the end of the night it falls into. `local` is by the reader's clock."""
    night = night_at(local, options.quiet_from_hour, options.quiet_to_hour)
    if night is None:
        return local
    ends_on = night if options.quiet_from_hour < options.quiet_to_hour else night + _DAY
    return datetime.combine(ends_on, time(options.quiet_to_hour), local.tzinfo)

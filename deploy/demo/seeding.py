"""Making sure that a database holds the demonstration region, and never a real one."""

from community.core.clock import ManualClock, SystemClock
from community.core.db import Database
from community.core.settings import Settings
from community.membership.people import queries as people
from deploy import schema
from deploy.assembly import opened, upgrade
from deploy.demo import club
from deploy.demo.cast import Cast
from deploy.demo.past import MESSENGER
from deploy.demo.timeline import Timeline
from deploy.errors import CommandError


def present_timeline(settings: Settings) -> Timeline:
    return Timeline(SystemClock().now(), settings.zone)


async def seed(settings: Settings, cast: Cast, *, fresh: bool) -> bool:
    """Fill an empty database, or (`fresh`) one that was played with; whether it was filled.

    Raises CommandError for a database that holds anything else.
    """
    timeline = present_timeline(settings)
    async with opened(settings, ManualClock(timeline.beginning)) as past:
        await upgrade(past)
        if not await club.is_empty(past.database):
            await _require_demonstration(past.database, cast)
            if not fresh:
                return False
            await schema.downgrade(past.database.engine)
            await schema.upgrade(past.database.engine)
        await club.fill(past.database, cast, timeline)
    return True


async def _require_demonstration(database: Database, cast: Cast) -> None:
    leader = str(cast.persona("leader").id)
    async with database.read() as session:
        if await people.account(session, MESSENGER, leader) is None:
            raise CommandError(
                "CLUB_DATABASE_URL: holds a real region. Set CLUB_BOT_TOKEN to run it,"
                " or choose another database for the demonstration."
            )

"""Incidents that were decided before a page is opened."""

from moderation.incidents import deciding
from moderation.incidents.kinds import Decision
from tests.support.factories import SYSTEM, Someone
from tests.support.incidents import Watch


async def decided(watch: Watch, author: Someone, decision: Decision, **fields: object) -> int:
    """The number of an incident as `watch` sees it, decided at once."""
    incident = await watch.seen(author, **fields)
    async with watch.region.database.write() as session:
        await deciding.decide(session, SYSTEM, incident.id, decision)
    return incident.id

"""What was decided on the page before: it can be undone with one tap."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.errors import NotFound
from moderation.incidents.cards import visible_incident
from moderation.incidents.models import Incident


async def just_decided(
    session: AsyncSession, actor: Actor, incident_id: int | None
) -> Incident | None:
    """None for what an address names by chance: out of reach, not decided, or by somebody else."""
    if incident_id is None:
        return None
    try:
        incident, _ = await visible_incident(session, actor, incident_id)
    except NotFound:
        return None
    return incident if incident.decided_by_id == actor.person_id else None

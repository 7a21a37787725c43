"""One storm with what a moderator needs to end it: how many, and how many still wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from moderation.incidents.kinds import IncidentState
from moderation.incidents.models import Incident, IncidentMessage, Storm
from moderation.incidents.visibility import visible_to


@dataclass(frozen=True)
class StormCard:
    """`waiting` are the incidents of it that nobody has decided about."""

    storm: Storm
    chat: Chat
    incidents: int
    messages: int
    waiting: int


async def storm_card(session: AsyncSession, actor: Actor, storm_id: int) -> StormCard:
    """Raises NotFound where the actor's rights do not reach."""
    reach = actor.require(Action.INCIDENT_VIEW)
    storm = await session.get(Storm, storm_id)
    chat = await session.get_one(Chat, storm.chat_id) if storm else None
    if storm is None or chat is None or not reach.covers(chat.district_id):
        raise NotFound(kind="storm")
    undecided = func.count().filter(Incident.state != IncidentState.DECIDED)
    counting = select(func.count(Incident.id), undecided).where(Incident.storm_id == storm.id)
    incidents, waiting = (await session.execute(counting)).one()
    messages = (
        select(func.count(IncidentMessage.id))
        .join(Incident, Incident.id == IncidentMessage.incident_id)
        .where(Incident.storm_id == storm.id)
    )
    return StormCard(storm, chat, incidents, await session.scalar(messages) or 0, waiting)


async def waiting_in_storm(
    session: AsyncSession, actor: Actor, storm_id: int, limit: int
) -> Sequence[int]:
    """Ids of its undecided incidents, the oldest first."""
    query = (
        select(Incident.id)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(
            visible_to(actor, Action.INCIDENT_DECIDE),
            Incident.storm_id == storm_id,
            Incident.state != IncidentState.DECIDED,
        )
        .order_by(Incident.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()

"""One storm with what a moderator needs to end it: how many, and how many still wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from moderation.incidents.kinds import IncidentState
from moderation.incidents.models import Incident, IncidentMessage, Storm
from moderation.incidents.moderators import may_command, require_moderator
from moderation.incidents.visibility import visible_to


@dataclass(frozen=True)
class StormCard:
    """Of its incidents `waiting` are undecided, `by_people` decided by somebody."""

    storm: Storm
    chat: Chat
    incidents: int
    messages: int
    waiting: int
    by_people: int


async def storm_card(session: AsyncSession, actor: Actor, storm_id: int) -> StormCard:
    """Raises NotFound where the actor's rights do not reach."""
    require_moderator(actor, Action.INCIDENT_VIEW)
    storm = await session.get(Storm, storm_id)
    chat = await session.get_one(Chat, storm.chat_id) if storm else None
    if storm is None or chat is None or not await may_command(session, actor, chat):
        raise NotFound(kind="storm")
    undecided = func.count().filter(Incident.state != IncidentState.DECIDED)
    by_people = func.count().filter(Incident.decided_by_id.is_not(None))
    counting = select(func.count(Incident.id), undecided, by_people)
    counted = await session.execute(counting.where(Incident.storm_id == storm.id))
    incidents, waiting, decided = counted.one()
    messages = (
        select(func.count(IncidentMessage.id))
        .join(Incident, Incident.id == IncidentMessage.incident_id)
        .where(Incident.storm_id == storm.id)
    )
    return StormCard(storm, chat, incidents, await session.scalar(messages) or 0, waiting, decided)


async def waiting_in_storm(
    session: AsyncSession, actor: Actor, storm_id: int, limit: int
) -> Sequence[int]:
    """Ids of its undecided incidents, the oldest first."""
    return await _in_storm(session, actor, storm_id, limit, Incident.decision.is_(None))


async def decided_in_storm(
    session: AsyncSession, actor: Actor, storm_id: int, limit: int
) -> Sequence[int]:
    """Ids of those that somebody decided about, the oldest first."""
    return await _in_storm(session, actor, storm_id, limit, Incident.decided_by_id.is_not(None))


async def _in_storm(
    session: AsyncSession,
    actor: Actor,
    storm_id: int,
    limit: int,
    such: ColumnElement[bool],
) -> Sequence[int]:
    query = (
        select(Incident.id)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(
            visible_to(actor, Action.INCIDENT_DECIDE),
            Incident.storm_id == storm_id,
            such,
        )
        .order_by(Incident.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()

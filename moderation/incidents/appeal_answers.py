"""How an appeal ends, and that its author hears of it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, to_person
from moderation.incidents.kinds import AppealState
from moderation.incidents.models import Appeal, Incident


async def close(session: AsyncSession, actor: Actor, appeal: Appeal, state: AppealState) -> None:
    """Write the answer down and send it, in the running transaction."""
    appeal.state, appeal.decided_by_id, appeal.decided_at = state, actor.person_id, now(session)
    incident = await session.get_one(Incident, appeal.incident_id)
    chat = await session.get_one(Chat, incident.chat_id)
    subject = Subject("appeal", appeal.id, district_id=chat.district_id)
    record(session, actor, state.value, subject, incident=incident.id)
    await enqueue(
        session,
        to_person(appeal.person_id),
        "moderation.appeal_answer",
        key=str(appeal.id),
        priority=Priority.ANSWER,
        appeal=appeal.id,
    )


async def settle(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """The incident was found innocent anyway: an appeal that still waits is granted by that."""
    query = select(Appeal).where(
        Appeal.incident_id == incident.id, Appeal.state == AppealState.OPEN
    )
    appeal = await session.scalar(query.with_for_update(key_share=True))
    if appeal is not None:
        await close(session, actor, appeal, AppealState.GRANTED)

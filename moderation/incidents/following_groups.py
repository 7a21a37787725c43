"""Incidents follow who leads a group: a listener, wired in `deploy.assembly`."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.outbox.service import enqueue_all
from community.selfhelp.groups.facts import LeadGone
from community.selfhelp.groups.queries import group_by_id
from moderation.detect.verdict import Action
from moderation.incidents import notices
from moderation.incidents.closed import leads_of
from moderation.incidents.kinds import IncidentState
from moderation.incidents.models import Incident
from moderation.incidents.moderators import card_recipients


async def on_lead_gone(session: AsyncSession, fact: LeadGone) -> None:
    """What still waits in a group that nobody leads any more is left to leaders.

    What was decided before stays with the group.
    """
    group = await group_by_id(session, fact.group_id)
    if group.chat_id is None:
        return
    chat = await session.get_one(Chat, group.chat_id, with_for_update={"key_share": True})
    if await leads_of(session, chat):
        return
    query = (
        select(Incident)
        .where(
            Incident.chat_id == chat.id,
            Incident.state != IncidentState.DECIDED,
            Incident.action != Action.HINT,
            ~Incident.for_leaders,
        )
        .order_by(Incident.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    leaders = await card_recipients(session, chat, for_leaders=True)
    for incident in (await session.scalars(query)).all():
        incident.for_leaders = True
        if incident.storm_id is None:
            await enqueue_all(session, notices.card(incident, leaders))

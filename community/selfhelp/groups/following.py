"""Groups follow people and chats: listeners to facts, wired in `deploy.assembly`."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.facts import ChatChanged
from community.chats.models import LET_GO, Chat, ChatState
from community.core.actor import Role
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.membership.leaving.facts import PersonErased
from community.membership.people import queries as people
from community.membership.people.facts import RolesChanged
from community.selfhelp.groups import leading, letters
from community.selfhelp.groups.facts import LeadGone
from community.selfhelp.groups.holding import locked
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.groups.models import GroupLead, SupportGroup
from community.selfhelp.groups.queries import group_of_chat


async def on_roles_changed(session: AsyncSession, fact: RolesChanged) -> None:
    """Whoever lost the role, or left the club, leads no more."""
    if all(grant.role is not Role.FACILITATOR for grant in fact.lost):
        return
    held = await people.active_grants(session, fact.person_id)
    if any(grant.role is Role.FACILITATOR for grant in held):
        return
    query = select(GroupLead.group_id).where(
        GroupLead.person_id == fact.person_id, GroupLead.until.is_(None)
    )
    for group_id in (await session.scalars(query.order_by(GroupLead.group_id))).all():
        group = await locked(session, group_id)
        for lead in await leading.leads_of(session, group_id):
            if lead.person_id == fact.person_id:
                await leading.end(session, group, lead)
                await publish(session, LeadGone(group_id))


async def on_chat_changed(session: AsyncSession, fact: ChatChanged) -> None:
    """Whoever leads a group hears that its chat was lost, and how to go on."""
    chat = await session.get_one(Chat, fact.chat_id)
    if chat.state is not ChatState.LOST or chat.lost_reason == LET_GO:
        return
    group = await group_of_chat(session, chat.id)
    if group is None or group.state is GroupState.CLOSED:
        return
    leads = [lead.person_id for lead in await leading.leads_of(session, group.id)]
    await enqueue_all(session, letters.chat_lost(group, leads))


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """What somebody proposed and nobody took up is forgotten with them."""
    query = select(SupportGroup).where(
        SupportGroup.proposed_by_id == fact.person_id,
        SupportGroup.state.in_((GroupState.PROPOSED, GroupState.DECLINED)),
    )
    for group in await session.scalars(query):
        group.state, group.proposed_by_id = GroupState.DECLINED, None
        group.title = group.about = "—"

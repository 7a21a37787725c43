"""What the club holds about the acting person's groups, for their own copy (152-FZ art. 14)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.selfhelp.care.models import FacilitatorNote
from community.selfhelp.groups.models import GroupLead, SupportGroup
from community.selfhelp.meetings.models import GroupAttendance, GroupMeeting
from community.selfhelp.members.models import GroupMember


async def groups_of(
    session: AsyncSession, actor: Actor
) -> Sequence[tuple[SupportGroup, GroupMember | None, datetime]]:
    """Every group that one was in touch with, as a member or (None) leading it, and since when."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    members = await session.execute(
        select(SupportGroup, GroupMember)
        .join(GroupMember, GroupMember.group_id == SupportGroup.id)
        .where(GroupMember.person_id == person_id)
        .order_by(GroupMember.id)
    )
    leads = await session.execute(
        select(SupportGroup, GroupLead.since)
        .join(GroupLead, GroupLead.group_id == SupportGroup.id)
        .where(GroupLead.person_id == person_id)
        .order_by(GroupLead.id)
    )
    return [
        *((group, member, member.asked_at) for group, member in members),
        *((group, None, since) for group, since in leads),
    ]


async def met(session: AsyncSession, actor: Actor) -> Sequence[tuple[GroupMeeting, str]]:
    """Meetings at which one was noted as present, with the group's title."""
    query = (
        select(GroupMeeting, SupportGroup.title)
        .join(GroupAttendance, GroupAttendance.meeting_id == GroupMeeting.id)
        .join(SupportGroup, SupportGroup.id == GroupMeeting.group_id)
        .where(GroupAttendance.person_id == actor.require_own(Action.OWN_EXPORT))
        .order_by(GroupMeeting.starts_at)
    )
    return [(meeting, title) for meeting, title in await session.execute(query)]


async def notes_of_all(session: AsyncSession, actor: Actor) -> Sequence[FacilitatorNote]:
    query = select(FacilitatorNote).where(
        FacilitatorNote.author_id == actor.require_own(Action.OWN_EXPORT)
    )
    return (await session.scalars(query.order_by(FacilitatorNote.id))).all()

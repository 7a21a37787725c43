"""Meetings follow their group and its members: listeners to facts, wired in `deploy.assembly`."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from community.membership.leaving.facts import PersonErased
from community.selfhelp.groups.facts import GroupClosing, GroupOpened, GroupPaused, LeadChanged
from community.selfhelp.groups.holding import locked
from community.selfhelp.meetings import service
from community.selfhelp.meetings.models import GroupAttendance
from community.selfhelp.meetings.telling import remind
from community.selfhelp.members.facts import MemberCame


async def on_opened(session: AsyncSession, fact: GroupOpened) -> None:
    await service.lay_out(session, await locked(session, fact.group_id))


async def on_stopped(session: AsyncSession, fact: GroupPaused | GroupClosing) -> None:
    await service.cancel_all(session, fact.group_id)


async def on_came(session: AsyncSession, fact: MemberCame | LeadChanged) -> None:
    """Whoever comes in later is reminded like the others."""
    if isinstance(fact, LeadChanged) and not fact.leads:
        return
    for meeting in await service.coming_of(session, fact.group_id):
        await remind(session, meeting, [fact.person_id])


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """That so many came stays; who, is forgotten."""
    await session.execute(
        delete(GroupAttendance).where(GroupAttendance.person_id == fact.person_id)
    )

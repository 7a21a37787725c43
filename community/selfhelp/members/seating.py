"""Places of a group, counted while its row is locked; the database refuses one too many."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.members import letters
from community.selfhelp.members.facts import MemberCame, MemberGone
from community.selfhelp.members.kinds import MemberState
from community.selfhelp.members.models import GroupMember


async def seat(session: AsyncSession, group: SupportGroup, member: GroupMember) -> None:
    """In, or to the end of the line where no place is free; they are told which."""
    if group.taken >= group.capacity:
        member.state = MemberState.WAITING
        await enqueue_all(session, letters.waiting(member))
        return
    group.taken += 1
    member.state, member.joined_at = MemberState.MEMBER, now(session)
    await session.flush()
    await enqueue_all(session, letters.welcome(member))
    await publish(session, MemberCame(group.id, member.person_id))


async def part(
    session: AsyncSession, group: SupportGroup, member: GroupMember, state: MemberState
) -> None:
    """Out, or no longer wishing to be in; the next one who waits comes in."""
    was_in = member.state is MemberState.MEMBER
    member.state, member.ended_at = state, now(session)
    await session.flush()
    if was_in:
        group.taken -= 1
        await publish(session, MemberGone(group.id, member.person_id))
        await fill(session, group)


async def fill(session: AsyncSession, group: SupportGroup) -> None:
    """Free places go to those who wait, the longest waiting first."""
    if group.state is not GroupState.OPEN or not group.left:
        return
    for member in await _line(session, group, group.left):
        await seat(session, group, member)


async def _line(session: AsyncSession, group: SupportGroup, limit: int) -> Sequence[GroupMember]:
    query = (
        select(GroupMember)
        .where(GroupMember.group_id == group.id, GroupMember.state == MemberState.WAITING)
        .order_by(GroupMember.asked_at, GroupMember.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()

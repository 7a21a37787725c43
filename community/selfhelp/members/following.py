"""Members follow their group and the club: listeners to facts, wired in `deploy.assembly`."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import guests
from community.chats import service as chats
from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.membership.people.facts import PersonLeft
from community.selfhelp.groups.facts import (
    AgreementRenewed,
    GroupClosing,
    GroupGrew,
    GroupOpened,
    GroupPaused,
    LeadChanged,
)
from community.selfhelp.groups.holding import locked
from community.selfhelp.groups.queries import group_by_id
from community.selfhelp.members import letters, seating
from community.selfhelp.members.facts import MemberCame, MemberGone
from community.selfhelp.members.kinds import IN_TOUCH, MemberState
from community.selfhelp.members.models import GroupMember
from community.selfhelp.members.queries import members_of, people_inside
from community.selfhelp.members.room import say_words


async def on_opened(session: AsyncSession, fact: GroupOpened) -> None:
    """After a pause its members hear that it goes on; whoever waits comes in if there is room."""
    group = await locked(session, fact.group_id)
    members = await members_of(session, group.id)
    await enqueue_all(session, letters.resumed(group, [one.person_id for one in members]))
    await seating.fill(session, group)


async def on_grew(session: AsyncSession, fact: GroupGrew) -> None:
    await seating.fill(session, await locked(session, fact.group_id))


async def on_paused(session: AsyncSession, fact: GroupPaused) -> None:
    group = await group_by_id(session, fact.group_id)
    members = await members_of(session, group.id)
    await enqueue_all(session, letters.paused(group, [one.person_id for one in members]))


async def on_agreement_renewed(session: AsyncSession, fact: AgreementRenewed) -> None:
    group = await group_by_id(session, fact.group_id)
    members = await members_of(session, group.id)
    await enqueue_all(session, letters.agreement_changed(group, members))
    await say_words(session, group)


async def on_closing(session: AsyncSession, fact: GroupClosing) -> None:
    """Everybody in it, and whoever asked or waited, reads the farewell. The chat stays theirs."""
    group = await locked(session, fact.group_id)
    inside = await people_inside(session, group.id)
    touched = await members_of(session, group.id, IN_TOUCH)
    everybody = sorted(inside | {member.person_id for member in touched})
    await enqueue_all(session, letters.farewell(group, everybody))
    for member in touched:
        member.state, member.ended_at = MemberState.ENDED, now(session)
    group.taken = 0
    if group.chat_id is not None:
        await chats.let_go(session, group.chat_id)


async def on_lead_changed(session: AsyncSession, fact: LeadChanged) -> None:
    await _follow_into_chat(session, fact.group_id, fact.person_id)


async def on_member_moved(session: AsyncSession, fact: MemberCame | MemberGone) -> None:
    await _follow_into_chat(session, fact.group_id, fact.person_id)


async def _follow_into_chat(session: AsyncSession, group_id: int, person_id: int) -> None:
    """The chat opens to whoever is in the group, and closes behind them."""
    group = await group_by_id(session, group_id)
    if group.chat_id is None:
        return
    if person_id in await people_inside(session, group_id):
        await guests.invite(session, group.chat_id, [person_id])
    else:
        await guests.send_away(session, group.chat_id, [person_id])


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """Whoever leaves the club leaves its groups, as quietly."""
    query = (
        select(GroupMember)
        .where(GroupMember.person_id == fact.person_id, GroupMember.state.in_(IN_TOUCH))
        .order_by(GroupMember.group_id)
    )
    for member in (await session.scalars(query)).all():
        group = await locked(session, member.group_id)
        await seating.part(session, group, member, MemberState.LEFT)

"""Coming into a group and leaving it; being let in, removed, asked anew what one agreed to."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import Conflict, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.selfhelp.groups import holding, leading
from community.selfhelp.groups.errors import AgreementChanged
from community.selfhelp.groups.holding import note
from community.selfhelp.groups.kinds import Door, GroupState
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.members import letters, seating
from community.selfhelp.members.errors import GroupPausing, InGroupAlready
from community.selfhelp.members.kinds import IN_TOUCH, CameBy, MemberState
from community.selfhelp.members.models import GroupMember


@use_case
async def join(
    session: AsyncSession, actor: Actor, group_id: int, agreed: int, code: str | None = None
) -> GroupMember:
    """By its link a parent is in at once; otherwise whoever leads it is asked.

    `agreed` is the number of the words that were shown. Raises NotAllowed, NotFound,
    GroupPausing, AgreementChanged, InGroupAlready.
    """
    person_id = actor.require_for_oneself(Action.GROUP_JOIN)
    group = await holding.locked(session, group_id)
    by_link = code is not None and code == group.code
    _require_open(actor, group, by_link=by_link)
    if agreed != group.agreement:
        raise AgreementChanged
    leads = [lead.person_id for lead in await leading.leads_of(session, group_id)]
    if person_id in leads or await in_touch(session, group_id, person_id):
        raise InGroupAlready
    member = GroupMember(
        group_id=group_id,
        person_id=person_id,
        state=MemberState.ASKED,
        came_by=CameBy.LINK if by_link else CameBy.REQUEST,
        agreed=agreed,
        asked_at=now(session),
    )
    session.add(member)
    await session.flush()
    note(session, actor, "join", group, person_id)
    if by_link:
        await seating.seat(session, group, member)
        await enqueue_all(session, letters.came(member, leads))
    else:
        await enqueue_all(session, letters.asks(member, leads))
    return member


def _require_open(actor: Actor, group: SupportGroup, *, by_link: bool) -> None:
    """A link opens a group of another district as well: whoever leads it gave it on."""
    places = {grant.district_id for grant in actor.grants}
    is_in_sight = group.door is Door.OPEN and (
        group.district_id is None or group.district_id in places
    )
    if not by_link and not is_in_sight:
        raise NotFound(kind="group")
    if group.state is GroupState.PAUSED:
        raise GroupPausing
    if group.state is not GroupState.OPEN:
        raise NotFound(kind="group")


@use_case
async def answer(
    session: AsyncSession, actor: Actor, member_id: int, *, welcome: bool
) -> GroupMember:
    """Whoever leads it says yes or no, once. Raises NotFound, GroupClosed, Conflict."""
    member, group = await _in_hand(session, member_id)
    await holding.led(session, actor, group.id)
    if member.state is not MemberState.ASKED:
        raise Conflict
    if welcome:
        await seating.seat(session, group, member)
    else:
        await seating.part(session, group, member, MemberState.DECLINED)
        await enqueue_all(session, letters.not_now(member))
    note(session, actor, "welcome" if welcome else "not_now", group, member.person_id)
    return member


@use_case
async def leave(session: AsyncSession, actor: Actor, group_id: int) -> GroupMember:
    """Quietly: nobody is told. Also takes a wish to come back. Raises NotFound."""
    person_id = actor.require_own(Action.OWN_WITHDRAW)
    group = await holding.locked(session, group_id)
    member = await in_touch(session, group_id, person_id)
    if member is None:
        raise NotFound(kind="group")
    await seating.part(session, group, member, MemberState.LEFT)
    note(session, actor, "leave_group", group, person_id)
    return member


@use_case
async def remove(session: AsyncSession, actor: Actor, member_id: int) -> GroupMember:
    """Whoever leads it asks somebody to stay away; they are told. Twice changes nothing.

    Raises NotFound, GroupClosed.
    """
    member, group = await _in_hand(session, member_id)
    await holding.led(session, actor, group.id)
    if member.state in IN_TOUCH:
        await seating.part(session, group, member, MemberState.REMOVED)
        note(session, actor, "remove", group, member.person_id)
        await enqueue_all(session, letters.removed(member))
    return member


@use_case
async def agree(session: AsyncSession, actor: Actor, group_id: int, number: int) -> None:
    """To the words as they are now. Raises NotFound, AgreementChanged."""
    person_id = actor.require_own(Action.OWN_VIEW)
    group = await holding.locked(session, group_id)
    member = await in_touch(session, group_id, person_id)
    if member is None:
        raise NotFound(kind="group")
    if number != group.agreement:
        raise AgreementChanged
    member.agreed = number
    note(session, actor, "agree", group, person_id)


async def in_touch(session: AsyncSession, group_id: int, person_id: int) -> GroupMember | None:
    query = select(GroupMember).where(
        GroupMember.group_id == group_id,
        GroupMember.person_id == person_id,
        GroupMember.state.in_(IN_TOUCH),
    )
    found: GroupMember | None = await session.scalar(query)
    return found


async def _in_hand(session: AsyncSession, member_id: int) -> tuple[GroupMember, SupportGroup]:
    """Both locked, the group first, here as everywhere. Raises NotFound."""
    known = await session.get(GroupMember, member_id)
    if known is None:
        raise NotFound(kind="member")
    group = await holding.locked(session, known.group_id)
    member = await session.get_one(
        GroupMember, member_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    return member, group

"""The life of a group: proposed by a parent or founded by a leader, changed, paused, closed."""

import secrets
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import Conflict, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.documents.queries import document
from community.membership.people import queries as people
from community.selfhelp.groups import leading, letters
from community.selfhelp.groups.errors import SizeBelowMembers
from community.selfhelp.groups.facts import (
    AgreementRenewed,
    GroupClosing,
    GroupGrew,
    GroupOpened,
    GroupPaused,
)
from community.selfhelp.groups.holding import (
    led,
    locked,
    managed,
    note,
)
from community.selfhelp.groups.kinds import ALIVE, GroupState
from community.selfhelp.groups.models import GroupAgreement, SupportGroup
from community.selfhelp.groups.rules import (
    AGREEMENT_LIMIT,
    FAREWELL_LIMIT,
    REASON_LIMIT,
    GroupPlan,
    check,
    check_words,
)

_FIRST_WORDS = "group_agreement"  # the document that leaders edit; groups begin with it


@use_case
async def propose(session: AsyncSession, actor: Actor, plan: GroupPlan) -> SupportGroup:
    """A parent wants to lead a group; leaders of the place are asked.

    Raises InvalidInput, NotAllowed, FacilitatorIsParent, NeverFacilitatorAndSpecialist.
    """
    person_id = actor.require_for_oneself(Action.GROUP_JOIN)
    await leading.require_fit(session, person_id)
    group = await _create(session, plan, GroupState.PROPOSED)
    group.proposed_by_id = person_id
    note(session, actor, "propose", group, person_id)
    leaders = await people.people_who_may(session, Action.GROUP_MANAGE, group.district_id)
    await enqueue_all(session, letters.proposed(group, leaders))
    return group


@use_case
async def found(
    session: AsyncSession, actor: Actor, plan: GroupPlan, facilitator_id: int
) -> SupportGroup:
    """A leader opens a group and says who leads it; they are told.

    Raises NotFound out of reach, InvalidInput, FacilitatorIsParent,
    NeverFacilitatorAndSpecialist.
    """
    reach = actor.require(Action.GROUP_MANAGE)
    if not reach.covers(plan.district_id):
        raise NotFound(kind="district")
    group = await _create(session, plan, GroupState.PROPOSED)
    group.proposed_by_id = facilitator_id
    await _open(session, actor, group, facilitator_id)
    return group


async def _create(session: AsyncSession, plan: GroupPlan, state: GroupState) -> SupportGroup:
    check(plan)
    group = SupportGroup(
        code=_new_code(), state=state, created_at=now(session), taken=0, agreement=1
    )
    _fill(group, plan)
    session.add(group)
    await session.flush()
    words = await document(session, _FIRST_WORDS, "ru")
    session.add(
        GroupAgreement(
            group_id=group.id,
            number=1,
            body=words.body[:AGREEMENT_LIMIT],
            published_at=now(session),
        )
    )
    return group


def _fill(group: SupportGroup, plan: GroupPlan) -> None:
    group.title, group.about = plan.title.strip(), plan.about.strip()
    group.topic, group.door, group.online = plan.topic, plan.door, plan.online
    group.district_id, group.capacity = plan.district_id, plan.capacity


def _new_code() -> str:
    return secrets.token_hex(5)


async def _open(
    session: AsyncSession, actor: Actor, group: SupportGroup, facilitator_id: int
) -> None:
    group.state, group.opened_at = GroupState.OPEN, now(session)
    await leading.make_facilitator(session, group, facilitator_id)
    note(session, actor, "open", group, facilitator_id)
    await enqueue_all(session, letters.opened(group, facilitator_id))
    await publish(session, GroupOpened(group.id))


@use_case
async def approve(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """What a parent proposed begins, and they lead it. Twice changes nothing.

    Raises NotFound, Conflict when it was declined, FacilitatorIsParent,
    NeverFacilitatorAndSpecialist.
    """
    group = await managed(session, actor, group_id)
    if group.state in ALIVE:
        return group
    if group.state is not GroupState.PROPOSED or group.proposed_by_id is None:
        raise Conflict
    await _open(session, actor, group, group.proposed_by_id)
    return group


@use_case
async def decline(session: AsyncSession, actor: Actor, group_id: int, reason: str) -> SupportGroup:
    """Not now, and why; whoever proposed it reads that. Raises NotFound, Conflict, InvalidInput."""
    group = await managed(session, actor, group_id)
    if group.state is GroupState.DECLINED:
        return group
    if group.state is not GroupState.PROPOSED:
        raise Conflict
    group.decline_reason = check_words("reason", reason, REASON_LIMIT)
    group.state = GroupState.DECLINED
    note(session, actor, "decline", group, group.proposed_by_id)
    await enqueue_all(session, letters.declined(group))
    return group


@use_case
async def change(
    session: AsyncSession, actor: Actor, group_id: int, plan: GroupPlan
) -> SupportGroup:
    """By whoever leads it; its district stays. A place more lets in who waits.

    Raises NotFound, GroupClosed, InvalidInput, SizeBelowMembers.
    """
    group = await led(session, actor, group_id)
    plan = replace(plan, district_id=group.district_id)
    check(plan)
    if plan.capacity < group.taken:
        raise SizeBelowMembers(taken=group.taken)
    grew = plan.capacity > group.capacity
    _fill(group, plan)
    note(session, actor, "change", group)
    if grew:
        await publish(session, GroupGrew(group.id))
    return group


def plan_of(group: SupportGroup) -> GroupPlan:
    return GroupPlan(
        group.title,
        group.topic,
        group.about,
        group.door,
        group.online,
        group.district_id,
        group.capacity,
    )


@use_case
async def renew_link(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """The former link leads nowhere from now on. Raises NotFound, GroupClosed."""
    group = await led(session, actor, group_id)
    group.code = _new_code()
    note(session, actor, "renew_link", group)
    return group


@use_case
async def renew_agreement(
    session: AsyncSession, actor: Actor, group_id: int, body: str
) -> SupportGroup:
    """Everybody in it is asked anew. The same words change nothing.

    Raises NotFound, GroupClosed, InvalidInput.
    """
    group = await led(session, actor, group_id)
    body = check_words("agreement", body, AGREEMENT_LIMIT)
    current = await session.get_one(GroupAgreement, (group.id, group.agreement))
    if current.body == body:
        return group
    group.agreement += 1
    session.add(
        GroupAgreement(
            group_id=group.id, number=group.agreement, body=body, published_at=now(session)
        )
    )
    note(session, actor, "renew_agreement", group)
    await publish(session, AgreementRenewed(group.id))
    return group


@use_case
async def pause(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """No meetings and no newcomers for a while. Raises NotFound, GroupClosed."""
    group = await led(session, actor, group_id)
    if group.state is GroupState.OPEN:
        group.state, group.paused_at = GroupState.PAUSED, now(session)
        note(session, actor, "pause", group)
        await publish(session, GroupPaused(group.id))
    return group


@use_case
async def resume(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """Raises NotFound, GroupClosed."""
    group = await led(session, actor, group_id)
    if group.state is GroupState.PAUSED:
        group.state, group.paused_at = GroupState.OPEN, None
        note(session, actor, "resume", group)
        await publish(session, GroupOpened(group.id))
    return group


@use_case
async def close(session: AsyncSession, actor: Actor, group_id: int, farewell: str) -> SupportGroup:
    """Whoever leads it says farewell; everybody in it reads it.

    Twice changes nothing, also when both who lead it close it at the same moment. Raises
    NotFound, InvalidInput.
    """
    group = await locked(session, group_id)
    if group.state is GroupState.CLOSED and await leading.has_led(session, group_id, actor):
        return group
    await led(session, actor, group_id)
    await _close(session, actor, group, check_words("farewell", farewell, FAREWELL_LIMIT))
    return group


@use_case
async def close_by_leader(
    session: AsyncSession, actor: Actor, group_id: int, farewell: str
) -> SupportGroup:
    """Where nobody leads it any more. Twice changes nothing.

    Raises NotFound, Conflict where somebody leads it, InvalidInput.
    """
    group = await managed(session, actor, group_id)
    if group.state in ALIVE:
        await leading.require_vacant(session, group)
        await _close(session, actor, group, check_words("farewell", farewell, FAREWELL_LIMIT))
    return group


async def _close(session: AsyncSession, actor: Actor, group: SupportGroup, farewell: str) -> None:
    await publish(session, GroupClosing(group.id))
    group.state, group.closed_at = GroupState.CLOSED, now(session)
    group.paused_at, group.farewell = None, farewell
    await leading.end_all(session, group)
    note(session, actor, "close", group)

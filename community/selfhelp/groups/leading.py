"""Who leads a group: a parent of the club, and a second one beside them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, Role, system_actor
from community.core.clock import now
from community.core.errors import Conflict, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import RoleGrant
from community.selfhelp.groups import letters
from community.selfhelp.groups.errors import LeadsAlready
from community.selfhelp.groups.facts import LeadChanged, LeadGone
from community.selfhelp.groups.holding import (
    lead_of,
    led_by_facilitator,
    locked,
    managed,
    note,
    require_alive,
)
from community.selfhelp.groups.kinds import LeadKind
from community.selfhelp.groups.models import GroupLead, SupportGroup

_CLUB = system_actor("job")


async def require_fit(session: AsyncSession, person_id: int) -> None:
    """Raises FacilitatorIsParent, NeverFacilitatorAndSpecialist (CL-T2.4)."""
    await people_service.require_fit(
        session, await people.person(session, person_id), Role.FACILITATOR
    )


async def make_facilitator(session: AsyncSession, group: SupportGroup, person_id: int) -> None:
    """In somebody's use case, for a group that nobody leads."""
    await _begin(session, group, person_id, LeadKind.FACILITATOR)


@use_case
async def make_second(
    session: AsyncSession, actor: Actor, group_id: int, person_id: int
) -> SupportGroup:
    """The facilitator names somebody beside them; who stood there before, no longer does.

    Raises NotFound, GroupClosed, LeadsAlready, FacilitatorIsParent,
    NeverFacilitatorAndSpecialist.
    """
    group = await led_by_facilitator(session, actor, group_id)
    leads = await leads_of(session, group_id)
    if person_id in {lead.person_id for lead in leads}:
        raise LeadsAlready
    for lead in leads:
        if lead.kind is LeadKind.SECOND:
            await end(session, group, lead)
    await _begin(session, group, person_id, LeadKind.SECOND)
    note(session, actor, "make_second", group, person_id)
    await enqueue_all(session, letters.made_second(group, person_id))
    return group


@use_case
async def take_over(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """The second one leads from now on; who led before stands beside them, if still there.

    Twice changes nothing. Raises NotFound, GroupClosed.
    """
    group = await locked(session, group_id)
    require_alive(group)
    mine = await lead_of(session, group_id, actor)
    if mine is None:
        raise NotFound(kind="group")
    if mine.kind is LeadKind.SECOND:
        await _exchange(session, group, mine)
        note(session, actor, "take_over", group, actor.person_id)
    return group


async def _exchange(session: AsyncSession, group: SupportGroup, mine: GroupLead) -> None:
    former = [lead for lead in await leads_of(session, group.id) if lead is not mine]
    for lead in (*former, mine):
        lead.until = now(session)
    await session.flush()  # one of a kind at a time
    await _begin(session, group, mine.person_id, LeadKind.FACILITATOR)
    for lead in former:
        await _begin(session, group, lead.person_id, LeadKind.SECOND)
    await enqueue_all(session, letters.taken_over(group, [lead.person_id for lead in former]))
    await publish(session, LeadChanged(group.id, mine.person_id, leads=True))


@use_case
async def appoint(
    session: AsyncSession, actor: Actor, group_id: int, person_id: int
) -> SupportGroup:
    """A leader finds somebody for a group that nobody leads, or in another's place.

    Raises NotFound, GroupClosed, FacilitatorIsParent, NeverFacilitatorAndSpecialist.
    """
    group = await managed(session, actor, group_id)
    require_alive(group)
    leads = await leads_of(session, group_id)
    if any(lead.person_id == person_id and lead.kind is LeadKind.FACILITATOR for lead in leads):
        return group
    await require_fit(session, person_id)
    replaced = [one for one in leads if LeadKind.FACILITATOR is one.kind]
    for lead in leads:
        if lead in replaced or lead.person_id == person_id:
            await end(session, group, lead)
    await enqueue_all(session, letters.relieved(group, [one.person_id for one in replaced]))
    await _begin(session, group, person_id, LeadKind.FACILITATOR)
    note(session, actor, "appoint", group, person_id)
    await enqueue_all(session, letters.opened(group, person_id))
    return group


@use_case
async def step_down(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """Whoever leads it stops. Without a second one the leaders look for somebody.

    Raises NotFound.
    """
    group = await locked(session, group_id)
    mine = await lead_of(session, group_id, actor)
    if mine is None:
        raise NotFound(kind="group")
    await end(session, group, mine)
    note(session, actor, "step_down", group, actor.person_id)
    await publish(session, LeadGone(group.id))
    return group


async def _begin(
    session: AsyncSession, group: SupportGroup, person_id: int, kind: LeadKind
) -> None:
    moment = now(session)
    grant = await _grant(session, person_id)
    session.add(
        GroupLead(
            group_id=group.id,
            kind=kind,
            person_id=person_id,
            grant_id=grant.id,
            role=Role.FACILITATOR,
            since=moment,
            active_at=moment,
        )
    )
    await session.flush()
    await publish(session, LeadChanged(group.id, person_id, leads=True))


async def _grant(session: AsyncSession, person_id: int) -> RoleGrant:
    """The facilitator's role, given once however many groups somebody leads."""
    for grant in await people.active_grants(session, person_id):
        if grant.role is Role.FACILITATOR:
            return grant
    return await people_service.grant_role(session, _CLUB, person_id, Role.FACILITATOR)


async def end(session: AsyncSession, group: SupportGroup, lead: GroupLead) -> None:
    """Who leads nothing any more is no facilitator any more either."""
    lead.until = now(session)
    await session.flush()
    await publish(session, LeadChanged(group.id, lead.person_id, leads=False))
    others = select(GroupLead.id).where(
        GroupLead.person_id == lead.person_id, GroupLead.until.is_(None)
    )
    grant = await session.get_one(RoleGrant, lead.grant_id)
    if grant.revoked_at is None and not await session.scalar(others.limit(1)):
        await people_service.revoke_role(session, _CLUB, grant.id)


async def end_all(session: AsyncSession, group: SupportGroup) -> None:
    for lead in await leads_of(session, group.id):
        await end(session, group, lead)


async def leads_of(session: AsyncSession, group_id: int) -> Sequence[GroupLead]:
    """Who leads it now, the facilitator first."""
    query = (
        select(GroupLead)
        .where(GroupLead.group_id == group_id, GroupLead.until.is_(None))
        .order_by(GroupLead.kind)
    )
    return (await session.scalars(query)).all()


async def require_vacant(session: AsyncSession, group: SupportGroup) -> None:
    """Nobody leads it; a second one may still be there. Raises Conflict."""
    if any(lead.kind is LeadKind.FACILITATOR for lead in await leads_of(session, group.id)):
        raise Conflict


async def has_led(session: AsyncSession, group_id: int, actor: Actor) -> bool:
    """Now, or until it was closed."""
    query = select(GroupLead.id).where(
        GroupLead.group_id == group_id, GroupLead.person_id == actor.person_id
    )
    return await session.scalar(query.limit(1)) is not None

"""A group in hand: locked, by whoever leads it or looks after groups. Everything begins here."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.selfhelp.groups.errors import GroupClosed
from community.selfhelp.groups.facts import LeadActed
from community.selfhelp.groups.kinds import ALIVE, LeadKind
from community.selfhelp.groups.models import GroupLead, SupportGroup


async def locked(session: AsyncSession, group_id: int) -> SupportGroup:
    """Whoever else wants a place in it, or to change it, waits. Raises NotFound."""
    group = await session.get(
        SupportGroup, group_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if group is None:
        raise NotFound(kind="group")
    return group


async def led(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """For whoever leads it, while it lives. That they act is told. Raises NotFound, GroupClosed."""
    group = await locked(session, group_id)
    lead = await lead_of(session, group_id, actor)
    if lead is None:
        raise NotFound(kind="group")
    require_alive(group)
    await seen(session, lead)
    return group


async def seen(session: AsyncSession, lead: GroupLead) -> None:
    """They care for the group: nobody need worry about their silence."""
    lead.active_at = now(session)
    await publish(session, LeadActed(lead.group_id, lead.person_id))


@use_case
async def be_here(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """Whoever leads it says no more than that. Raises NotFound, GroupClosed."""
    return await led(session, actor, group_id)


async def led_by_facilitator(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """What the second one may not do. Raises NotFound, GroupClosed."""
    group = await led(session, actor, group_id)
    lead = await lead_of(session, group_id, actor)
    if lead is None or lead.kind is not LeadKind.FACILITATOR:
        raise NotFound(kind="group")
    return group


async def managed(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """For leaders whose reach covers its district. Raises NotFound."""
    reach = actor.require(Action.GROUP_MANAGE)
    group = await locked(session, group_id)
    if not reach.covers(group.district_id):
        raise NotFound(kind="group")
    return group


def require_alive(group: SupportGroup) -> None:
    """Raises GroupClosed."""
    if group.state not in ALIVE:
        raise GroupClosed


async def lead_of(session: AsyncSession, group_id: int, actor: Actor) -> GroupLead | None:
    """How the actor leads this group now, if at all."""
    query = select(GroupLead).where(
        GroupLead.group_id == group_id,
        GroupLead.person_id == actor.person_id,
        GroupLead.until.is_(None),
    )
    found: GroupLead | None = await session.scalar(query)
    return found


def note(
    session: AsyncSession,
    actor: Actor,
    action: str,
    group: SupportGroup,
    person_id: int | None = None,
) -> None:
    subject = Subject("group", group.id, person_id=person_id, district_id=group.district_id)
    record(session, actor, action, subject)

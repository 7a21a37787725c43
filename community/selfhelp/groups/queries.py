"""Reading groups; who is in one is read in `members`, by those alone who are in it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.selfhelp.groups.kinds import ALIVE, Door, GroupState, LeadKind
from community.selfhelp.groups.models import GroupAgreement, GroupLead, SupportGroup


async def group_by_id(session: AsyncSession, group_id: int) -> SupportGroup:
    """Raises NotFound."""
    group = await session.get(SupportGroup, group_id)
    if group is None:
        raise NotFound(kind="group")
    return group


async def invited_by(session: AsyncSession, code: str) -> SupportGroup:
    """The group that the link leads to. Raises NotFound, also once it is closed."""
    query = select(SupportGroup).where(SupportGroup.code == code, SupportGroup.state.in_(ALIVE))
    group: SupportGroup | None = await session.scalar(query)
    if group is None:
        raise NotFound(kind="group")
    return group


async def in_sight(session: AsyncSession, actor: Actor) -> Sequence[SupportGroup]:
    """Groups that stand in the list for the acting parent: of the region, and of their districts.

    Raises NotAllowed.
    """
    actor.require_for_oneself(Action.GROUP_JOIN)
    places = {grant.district_id for grant in actor.grants} - {None}
    query = (
        select(SupportGroup)
        .where(
            SupportGroup.state == GroupState.OPEN,
            SupportGroup.door == Door.OPEN,
            or_(SupportGroup.district_id.is_(None), SupportGroup.district_id.in_(places)),
        )
        .order_by(SupportGroup.district_id.is_(None), SupportGroup.title, SupportGroup.id)
    )
    return (await session.scalars(query)).all()


async def led_by(session: AsyncSession, actor: Actor) -> Sequence[tuple[SupportGroup, LeadKind]]:
    """The groups that the acting person leads now."""
    query = (
        select(SupportGroup, GroupLead.kind)
        .join(GroupLead, GroupLead.group_id == SupportGroup.id)
        .where(GroupLead.person_id == actor.person_id, GroupLead.until.is_(None))
        .order_by(SupportGroup.title, SupportGroup.id)
    )
    return [(group, kind) for group, kind in await session.execute(query)]


async def own_proposals(session: AsyncSession, actor: Actor) -> Sequence[SupportGroup]:
    """What the acting person wants to lead and a leader has not answered yet."""
    query = select(SupportGroup).where(
        SupportGroup.proposed_by_id == actor.person_id,
        SupportGroup.state == GroupState.PROPOSED,
    )
    return (await session.scalars(query.order_by(SupportGroup.id))).all()


async def proposals(session: AsyncSession, actor: Actor) -> Sequence[SupportGroup]:
    """What parents want to lead within the actor's reach, the longest waiting first."""
    reach = actor.require(Action.GROUP_MANAGE)
    query = select(SupportGroup).where(SupportGroup.state == GroupState.PROPOSED)
    if reach.districts is not None:
        query = query.where(SupportGroup.district_id.in_(reach.districts))
    return (await session.scalars(query.order_by(SupportGroup.created_at))).all()


async def within_reach(session: AsyncSession, actor: Actor, group_id: int) -> SupportGroup:
    """For a leader: what it is, not who is in it. Raises NotFound."""
    reach = actor.require(Action.GROUP_MANAGE)
    group = await group_by_id(session, group_id)
    if not reach.covers(group.district_id):
        raise NotFound(kind="group")
    return group


async def agreement_of(session: AsyncSession, group: SupportGroup) -> GroupAgreement:
    """The words that are in force."""
    return await session.get_one(GroupAgreement, (group.id, group.agreement))


async def group_of_chat(session: AsyncSession, chat_id: int) -> SupportGroup | None:
    query = select(SupportGroup).where(SupportGroup.chat_id == chat_id)
    group: SupportGroup | None = await session.scalar(query)
    return group


async def leads_by_chat(
    session: AsyncSession, chat_ids: Collection[int]
) -> Mapping[int, Sequence[int]]:
    """Ids of the people who lead the groups of these chats now, the facilitator first.

    A chat whose group nobody leads, or that is no group's, is left out.
    """
    if not chat_ids:
        return {}
    query = (
        select(Chat.id, GroupLead.person_id)
        .join(SupportGroup, SupportGroup.chat_id == Chat.id)
        .join(GroupLead, GroupLead.group_id == SupportGroup.id)
        .where(Chat.id.in_(chat_ids), GroupLead.until.is_(None))
        .order_by(Chat.id, GroupLead.kind)
    )
    leads: dict[int, list[int]] = {}
    for chat_id, person_id in await session.execute(query):
        leads.setdefault(chat_id, []).append(person_id)
    return leads


def chats_led_by(person_id: int | None) -> Select[int | None]:
    """Ids of the chats of groups that this person leads now, for a query of somebody above."""
    return (
        select(SupportGroup.chat_id)
        .join(GroupLead, GroupLead.group_id == SupportGroup.id)
        .where(
            GroupLead.person_id == person_id,
            GroupLead.until.is_(None),
            SupportGroup.chat_id.is_not(None),
        )
    )


async def leads_in(session: AsyncSession, person_id: int) -> frozenset[int]:
    """The chats of the groups that this person leads now, by our ids."""
    return frozenset(id_ for id_ in await session.scalars(chats_led_by(person_id)) if id_)

"""Reading who is in a group: by those alone who are in it, and counts for the rest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.membership.people.models import Person
from community.selfhelp.groups.holding import lead_of
from community.selfhelp.groups.kinds import ALIVE, LeadKind
from community.selfhelp.groups.models import GroupLead, SupportGroup
from community.selfhelp.groups.queries import group_by_id
from community.selfhelp.members.kinds import IN_TOUCH, MemberState
from community.selfhelp.members.models import GroupMember

_IN = (MemberState.MEMBER,)


@dataclass(frozen=True)
class Own:
    """How the acting person stands to a group; neither: not in touch with it."""

    group: SupportGroup
    member: GroupMember | None
    lead: GroupLead | None

    @property
    def is_inside(self) -> bool:
        is_member = self.member is not None and self.member.state is MemberState.MEMBER
        return is_member or self.lead is not None

    @property
    def has_new_words(self) -> bool:
        """The group's words have changed, and this person has not agreed to them."""
        return self.member is not None and self.member.agreed != self.group.agreement


async def own(session: AsyncSession, actor: Actor, group_id: int) -> Own:
    """Raises NotFound for a group that is neither open to sight nor the person's own."""
    person_id = actor.require_own(Action.OWN_VIEW)
    group = await group_by_id(session, group_id)
    query = select(GroupMember).where(
        GroupMember.group_id == group_id,
        GroupMember.person_id == person_id,
        GroupMember.state.in_(IN_TOUCH),
    )
    return Own(group, await session.scalar(query), await lead_of(session, group_id, actor))


async def groups_of(session: AsyncSession, actor: Actor) -> Sequence[Own]:
    """Groups that the acting person is in, asks or waits for, or leads; what they lead first."""
    person_id = actor.require_own(Action.OWN_VIEW)
    leads = {
        lead.group_id: lead
        for lead in await session.scalars(
            select(GroupLead).where(GroupLead.person_id == person_id, GroupLead.until.is_(None))
        )
    }
    members = {
        member.group_id: member
        for member in await session.scalars(
            select(GroupMember).where(
                GroupMember.person_id == person_id, GroupMember.state.in_(IN_TOUCH)
            )
        )
    }
    query = select(SupportGroup).where(
        SupportGroup.id.in_({*leads, *members}), SupportGroup.state.in_(ALIVE)
    )
    groups = (await session.scalars(query.order_by(SupportGroup.title, SupportGroup.id))).all()
    found = [Own(group, members.get(group.id), leads.get(group.id)) for group in groups]
    return sorted(found, key=lambda one: one.lead is None)


async def members_of(
    session: AsyncSession, group_id: int, states: Collection[MemberState] = _IN
) -> Sequence[GroupMember]:
    """Without names, for the club's own work."""
    query = (
        select(GroupMember)
        .where(GroupMember.group_id == group_id, GroupMember.state.in_(states))
        .order_by(GroupMember.asked_at, GroupMember.id)
    )
    return (await session.scalars(query)).all()


async def people_inside(session: AsyncSession, group_id: int) -> frozenset[int]:
    """Members and those who lead, by id, for the club's own work."""
    members = select(GroupMember.person_id).where(
        GroupMember.group_id == group_id, GroupMember.state == MemberState.MEMBER
    )
    leads = select(GroupLead.person_id).where(
        GroupLead.group_id == group_id, GroupLead.until.is_(None)
    )
    return frozenset(await session.scalars(members.union(leads)))


@dataclass(frozen=True)
class Face:
    """Somebody in the group, as the others in it know them."""

    person_id: int
    given_name: str
    member: GroupMember | None
    kind: LeadKind | None


async def faces(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[Face]:
    """Everybody in the group, who leads it first. Raises NotFound for whoever is not in it."""
    if not (await own(session, actor, group_id)).is_inside:
        raise NotFound(kind="group")
    members = {one.person_id: one for one in await members_of(session, group_id)}
    leads = await session.execute(
        select(GroupLead.person_id, GroupLead.kind).where(
            GroupLead.group_id == group_id, GroupLead.until.is_(None)
        )
    )
    kinds: dict[int, LeadKind] = {one.person_id: one.kind for one in leads}
    query = select(Person.id, Person.given_name).where(Person.id.in_({*members, *kinds}))
    found = [
        Face(person_id, name or "—", members.get(person_id), kinds.get(person_id))
        for person_id, name in await session.execute(query)
    ]
    return sorted(found, key=lambda face: (face.kind or "x", face.given_name, face.person_id))


@dataclass(frozen=True)
class Asking:
    """Somebody who wants to come in, as whoever leads the group sees them."""

    member: GroupMember
    given_name: str
    district_id: int | None


async def asking(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[Asking]:
    """Who asks or waits for a place, in their order. Raises NotFound for who does not lead it."""
    await require_lead(session, actor, group_id)
    query = (
        select(GroupMember, Person.given_name, Person.district_id)
        .join(Person, Person.id == GroupMember.person_id)
        .where(
            GroupMember.group_id == group_id,
            GroupMember.state.in_((MemberState.ASKED, MemberState.WAITING)),
        )
        .order_by(GroupMember.asked_at, GroupMember.id)
    )
    return [Asking(one, name or "—", place) for one, name, place in await session.execute(query)]


async def require_lead(session: AsyncSession, actor: Actor, group_id: int) -> GroupLead:
    """Raises NotFound for who does not lead the group."""
    lead = await lead_of(session, group_id, actor)
    if lead is None:
        raise NotFound(kind="group")
    return lead


async def line_length(session: AsyncSession, group_id: int) -> int:
    """How many wait for a place."""
    query = select(func.count()).where(
        GroupMember.group_id == group_id, GroupMember.state == MemberState.WAITING
    )
    return await session.scalar(query) or 0

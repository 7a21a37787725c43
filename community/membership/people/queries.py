"""Reading people and families; who may read is part of each query."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from community.core.actor import PERMISSIONS, Action, Actor, Grant, Role, Scope, Source
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.membership.districts.models import District
from community.membership.people.models import (
    FamilyBorder,
    MessengerAccount,
    Person,
    RoleGrant,
    Standing,
)

_ROLE_OF_STANDING = {Standing.MEMBER: Role.PARENT, Standing.CANDIDATE: Role.CANDIDATE}


async def account(
    session: AsyncSession, messenger: str, external_id: str
) -> MessengerAccount | None:
    """The account with its person, if the club has met it."""
    query = (
        select(MessengerAccount)
        .where(
            MessengerAccount.messenger == messenger,
            MessengerAccount.external_id == external_id,
        )
        .options(joinedload(MessengerAccount.person, innerjoin=True))
    )
    result: MessengerAccount | None = await session.scalar(query)
    return result


async def account_by_id(session: AsyncSession, account_id: int) -> MessengerAccount:
    return await session.get_one(MessengerAccount, account_id)


async def reachable_account(
    session: AsyncSession, person_id: int, messenger: str
) -> MessengerAccount | None:
    """Where this person can be written to in this messenger, the newest account first."""
    query = (
        select(MessengerAccount)
        .where(
            MessengerAccount.person_id == person_id,
            MessengerAccount.messenger == messenger,
            MessengerAccount.reachable,
        )
        .order_by(MessengerAccount.id.desc())
        .limit(1)
    )
    result: MessengerAccount | None = await session.scalar(query)
    return result


async def person(session: AsyncSession, person_id: int) -> Person:
    row = await session.get(Person, person_id)
    if row is None:
        raise NotFound(kind="person")
    return row


async def locked_person(session: AsyncSession, person_id: int) -> Person:
    """The person as they are at this moment; whoever else wants to change them waits."""
    row = await session.get(Person, person_id, with_for_update=TO_CHANGE, populate_existing=True)
    if row is None:
        raise NotFound(kind="person")
    return row


async def actor_for(session: AsyncSession, person_id: int, source: Source) -> Actor:
    """The person with all rights they hold at this moment."""
    row, neighbours = await _with_neighbours(session, person_id)
    grants = [
        Grant(grant.role, grant.district_id, grant.expires_at)
        for grant in await active_grants(session, person_id)
    ]
    if role := _ROLE_OF_STANDING.get(row.standing):
        grants.append(Grant(role, row.district_id))
    if role is Role.PARENT:
        grants += [Grant(role, district_id) for district_id in neighbours]
    return Actor(person_id=person_id, source=source, grants=tuple(grants))


async def _with_neighbours(session: AsyncSession, person_id: int) -> tuple[Person, list[int]]:
    """The person and the neighbouring districts of their family, by one query: it runs often."""
    query = (
        select(Person, FamilyBorder.district_id)
        .outerjoin(FamilyBorder, FamilyBorder.family_id == Person.family_id)
        .where(Person.id == person_id)
        .order_by(FamilyBorder.district_id)
    )
    rows = (await session.execute(query)).all()
    if not rows:
        raise NotFound(kind="person")
    return rows[0][0], [district_id for _, district_id in rows if district_id is not None]


def is_active(moment: datetime) -> ColumnElement[bool]:
    """Whether a role grant is in force at the moment, as a condition of a query."""
    return and_(
        RoleGrant.revoked_at.is_(None),
        or_(RoleGrant.expires_at.is_(None), RoleGrant.expires_at > moment),
    )


async def active_grants(session: AsyncSession, person_id: int) -> Sequence[RoleGrant]:
    query = (
        select(RoleGrant)
        .where(RoleGrant.person_id == person_id, is_active(now(session)))
        .order_by(RoleGrant.id)
    )
    return (await session.scalars(query)).all()


async def people_who_may(
    session: AsyncSession, action: Action, district_id: int | None
) -> Sequence[int]:
    """Ids of the people whose granted roles carry the action to this district."""
    scopes = PERMISSIONS[action]
    local = [role for role, scope in scopes.items() if scope is Scope.GRANTED]
    regional = [role for role, scope in scopes.items() if scope is not Scope.OWN]
    query = (
        select(RoleGrant.person_id)
        .where(
            is_active(now(session)),
            or_(
                and_(RoleGrant.role.in_(regional), RoleGrant.district_id.is_(None)),
                and_(RoleGrant.role.in_(local), RoleGrant.district_id == district_id),
            ),
        )
        .distinct()
        .order_by(RoleGrant.person_id)
    )
    return (await session.scalars(query)).all()


async def people_who_may_somewhere(session: AsyncSession, action: Action) -> Sequence[int]:
    """Ids of the people whose granted roles carry the action to any district at all."""
    roles = [role for role, scope in PERMISSIONS[action].items() if scope is not Scope.OWN]
    query = (
        select(RoleGrant.person_id)
        .where(is_active(now(session)), RoleGrant.role.in_(roles))
        .distinct()
        .order_by(RoleGrant.person_id)
    )
    return (await session.scalars(query)).all()


async def given_names(
    session: AsyncSession, person_ids: Collection[int | None]
) -> Mapping[int, str]:
    """First names of whoever works for the club, for those who work with them."""
    query = select(Person.id, Person.given_name).where(Person.id.in_({*person_ids} - {None}))
    return {person_id: name for person_id, name in await session.execute(query) if name}


async def person_within_reach(
    session: AsyncSession, actor: Actor, person_id: int, action: Action
) -> Person:
    """Somebody whose district the actor's right covers; raises NotFound otherwise."""
    reach = actor.require(action)
    row = await person(session, person_id)
    if row.standing is Standing.ERASED or not reach.covers(row.district_id):
        raise NotFound(kind="person")
    return row


async def unreachable_by_district(
    session: AsyncSession, actor: Actor
) -> Sequence[tuple[District, int]]:
    """How many people of each district the bot can no longer write to (scenario 20): no names."""
    reach = actor.require(Action.HEALTH_VIEW)
    reachable = exists().where(
        MessengerAccount.person_id == Person.id, MessengerAccount.unreachable_since.is_(None)
    )
    lost = exists().where(
        MessengerAccount.person_id == Person.id, MessengerAccount.unreachable_since.is_not(None)
    )
    query = (
        select(District, func.count())
        .join(Person, Person.district_id == District.id)
        .where(Person.standing.in_(_ROLE_OF_STANDING), lost, ~reachable)
        .group_by(District.id)
        .order_by(District.name)
    )
    if reach.districts is not None:
        query = query.where(District.id.in_(reach.districts))
    return [(district, count) for district, count in await session.execute(query)]


async def role_holders(session: AsyncSession, actor: Actor) -> Sequence[tuple[RoleGrant, Person]]:
    """Everyone who holds a role within the actor's reach."""
    reach = actor.require(Action.ROLE_VIEW)
    query = (
        select(RoleGrant, Person)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(is_active(now(session)))
        .order_by(RoleGrant.role, RoleGrant.district_id, RoleGrant.id)
    )
    if reach.districts is not None:
        query = query.where(RoleGrant.district_id.in_(reach.districts))
    return [(grant, holder) for grant, holder in await session.execute(query)]

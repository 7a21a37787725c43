"""Families at a border: theirs is the neighbouring district too, with its chat and its events."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Grant, Role
from community.core.audit import Subject, record
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts, district
from community.membership.people.errors import NotANeighbour, NotYetMember, TooManyBorders
from community.membership.people.facts import RolesChanged
from community.membership.people.models import (
    Family,
    FamilyBorder,
    FamilyState,
    Person,
    Standing,
)
from community.membership.people.rules import BORDERS_LIMIT, lies_beside


@dataclass(frozen=True)
class Borders:
    """The neighbouring districts of a family, and which others it could still add."""

    chosen: Sequence[District]
    others: Sequence[District]


async def borders_of(session: AsyncSession, actor: Actor, family_id: int) -> Borders:
    """Of one's own family or of one within reach; raises NotFound."""
    family = await session.get(Family, family_id)
    family = await _within_reach(session, actor, family, Action.FAMILY_VIEW)
    chosen = await _neighbours(session, family.id)
    if len(chosen) >= BORDERS_LIMIT or family.state is not FamilyState.MEMBER:
        return Borders(chosen, [])
    home = await district(session, family.district_id)
    known = {place.id for place in chosen}
    others = [
        place
        for place in await active_districts(session)
        if place.id not in known and lies_beside(place.code, home.code, home.neighbours)
    ]
    return Borders(chosen, others)


async def neighbours(session: AsyncSession, person: Person) -> Sequence[District]:
    """The neighbouring districts of a member's family, for whoever may see where they live."""
    if person.family_id is None or person.standing is not Standing.MEMBER:
        return []
    return await _neighbours(session, person.family_id)


async def _neighbours(session: AsyncSession, family_id: int) -> Sequence[District]:
    query = (
        select(District)
        .join(FamilyBorder, FamilyBorder.district_id == District.id)
        .where(FamilyBorder.family_id == family_id)
        .order_by(District.name)
    )
    return (await session.scalars(query)).all()


async def districts_of(session: AsyncSession, person_id: int) -> frozenset[int]:
    """Where a person belongs: their own district and the neighbouring ones of their family."""
    query = (
        select(Person.district_id, FamilyBorder.district_id)
        .outerjoin(FamilyBorder, FamilyBorder.family_id == Person.family_id)
        .where(Person.id == person_id)
    )
    found = {place for row in await session.execute(query) for place in row}
    return frozenset(found - {None})


def belongs_to(district_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a person is of one of these districts, as a condition of a query: each once."""
    beside = select(FamilyBorder.family_id).where(FamilyBorder.district_id.in_(district_ids))
    return or_(Person.district_id.in_(district_ids), Person.family_id.in_(beside))


@use_case
async def add_border(session: AsyncSession, actor: Actor, family_id: int, district_id: int) -> None:
    """One of the family, or a leader within reach, adds a neighbouring district; twice is once.

    Raises NotFound, NotYetMember, TooManyBorders, NotANeighbour.
    """
    family = await _locked(session, actor, family_id)
    if family.state is not FamilyState.MEMBER:
        raise NotYetMember
    chosen = await _chosen(session, family.id)
    if district_id in chosen:
        return
    if len(chosen) >= BORDERS_LIMIT:
        raise TooManyBorders(limit=BORDERS_LIMIT)
    home, place = await district(session, family.district_id), await district(session, district_id)
    if not place.active or not lies_beside(place.code, home.code, home.neighbours):
        raise NotANeighbour
    session.add(FamilyBorder(family_id=family.id, district_id=district_id))
    record(session, actor, "add", _subject(family), district=district_id)
    await _tell(session, await _adults(session, family.id))


@use_case
async def drop_border(
    session: AsyncSession, actor: Actor, family_id: int, district_id: int
) -> None:
    """The same people take it back, and the family leaves the chat there. Raises NotFound."""
    family = await _locked(session, actor, family_id)
    if district_id not in await _chosen(session, family.id):
        return
    await session.execute(
        delete(FamilyBorder).where(
            FamilyBorder.family_id == family.id, FamilyBorder.district_id == district_id
        )
    )
    record(session, actor, "remove", _subject(family), district=district_id)
    await _tell(session, await _adults(session, family.id), lost=[district_id])


async def bring_together(session: AsyncSession, duplicate: Family, target: Family) -> None:
    """Everybody moves, in the running transaction; the caller has locked both families.

    Neighbouring districts come along as far as there is room. What those who move belonged to
    before and do not any more is lost to them.
    """
    moving, staying = await _adults(session, duplicate.id), await _adults(session, target.id)
    brought = await _chosen(session, duplicate.id)
    await session.execute(
        update(Person)
        .where(Person.family_id == duplicate.id)
        .values(family_id=target.id, district_id=target.district_id)
    )
    await session.execute(delete(FamilyBorder).where(FamilyBorder.family_id == duplicate.id))
    chosen = await _chosen(session, target.id)
    new = [place for place in brought if place not in {*chosen, target.district_id}]
    session.add_all(
        FamilyBorder(family_id=target.id, district_id=place)
        for place in new[: max(0, BORDERS_LIMIT - len(chosen))]
    )
    await _tell(session, moving, lost=[duplicate.district_id, *brought])
    await _tell(session, staying)


async def _within_reach(
    session: AsyncSession, actor: Actor, family: Family | None, action: Action
) -> Family:
    if family is None:
        raise NotFound(kind="family")
    is_one_of_it = select(
        exists().where(
            Person.id == actor.person_id,
            Person.family_id == family.id,
            Person.standing == Standing.MEMBER,
        )
    )
    if not actor.may(action, family.district_id) and not await session.scalar(is_one_of_it):
        raise NotFound(kind="family")
    return family


async def _locked(session: AsyncSession, actor: Actor, family_id: int) -> Family:
    """The family as it is now: whoever else changes its districts takes turns."""
    family = await session.get(Family, family_id, with_for_update=TO_CHANGE, populate_existing=True)
    return await _within_reach(session, actor, family, Action.FAMILY_CHANGE)


async def _chosen(session: AsyncSession, family_id: int) -> Sequence[int]:
    query = (
        select(FamilyBorder.district_id)
        .where(FamilyBorder.family_id == family_id)
        .order_by(FamilyBorder.district_id)
    )
    return (await session.scalars(query)).all()


async def _adults(session: AsyncSession, family_id: int) -> Sequence[int]:
    query = (
        select(Person.id)
        .where(Person.family_id == family_id, Person.standing == Standing.MEMBER)
        .order_by(Person.id)
    )
    return (await session.scalars(query)).all()


async def _tell(session: AsyncSession, adults: Sequence[int], lost: Sequence[int] = ()) -> None:
    """A parent of other districts now: chats let them in, or close."""
    grants = tuple(Grant(Role.PARENT, district_id) for district_id in lost)
    for person_id in adults:
        await publish(session, RolesChanged(person_id, grants))


def _subject(family: Family) -> Subject:
    return Subject("border", family.id, district_id=family.district_id)

"""Reading families: the leader's list and one family's card. Names are asked for separately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer, selectinload

from community.core.actor import Action, Actor, Reach
from community.core.audit import Subject, record
from community.core.errors import NotFound
from community.core.paging import Page
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.people.models import Family, FamilyState, NameToken, Person, Standing
from community.membership.people.rules import name_tokens

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "number": (Family.number.asc(), Family.id.asc()),
    "-number": (Family.number.desc(), Family.id.desc()),
    "verified": (Family.verified_at.asc(), Family.id.asc()),
    "-verified": (Family.verified_at.desc(), Family.id.desc()),
}


_GONE = (Standing.LEFT, Standing.ERASED)
_ADULTS_WITHOUT_NAMES = selectinload(Family.adults).options(
    defer(Person.given_name, raiseload=True), defer(Person.family_name, raiseload=True)
)


@dataclass(frozen=True)
class FamilyFilter:
    """What a leader asked of the list. `search` is a number, or words of a name."""

    search: str = ""
    district_id: int | None = None
    state: FamilyState | None = FamilyState.MEMBER
    sort: str = "-verified"
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True)
class FamilyRow:
    """A line of the list: a number, never a name beside it."""

    id: int
    number: int | None
    district: District
    state: FamilyState
    adults: int
    verified_at: datetime | None


async def page_of_families(
    session: AsyncSession, actor: Actor, wanted: FamilyFilter
) -> Page[FamilyRow]:
    """One page of the families within the actor's reach."""
    conditions = _conditions(actor.require(Action.FAMILY_VIEW), wanted)
    total = await session.scalar(select(func.count()).select_from(Family).where(*conditions)) or 0
    last = max(1, -(-total // wanted.page_size))
    number = min(max(wanted.page, 1), last)
    ids = (
        select(Family.id)
        .where(*conditions)
        .order_by(*_SORTS.get(wanted.sort, _SORTS["-verified"]))
        .offset((number - 1) * wanted.page_size)
        .limit(wanted.page_size)
    )
    # Ids first, from the index alone; the rest only for the rows that are shown.
    found = (await session.scalars(ids)).all()
    rows = {row.id: row for row in await _rows(session, found)}
    return Page([rows[id_] for id_ in found], total, number, wanted.page_size)


def _conditions(reach: Reach, wanted: FamilyFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(Family.state == wanted.state)
    if wanted.district_id is not None:
        conditions.append(Family.district_id == wanted.district_id)
    if reach.districts is not None:
        conditions.append(Family.district_id.in_(reach.districts))
    if wanted.search.strip():
        conditions.append(_search(wanted.search))
    return conditions


def _search(text: str) -> ColumnElement[bool]:
    digits = text.strip().removeprefix("№").strip()
    if digits.isdecimal():
        return Family.number == int(digits[:9])
    tokens = name_tokens(text)
    if not tokens:
        return false()
    people: Select[int | None] = select(Person.family_id)
    for token in tokens:
        named = select(NameToken.person_id).where(NameToken.token == token)
        people = people.where(Person.id.in_(named))
    return Family.id.in_(people)


async def _rows(session: AsyncSession, ids: Sequence[int]) -> list[FamilyRow]:
    adults = (
        select(func.count())
        .where(Person.family_id == Family.id, Person.standing == Standing.MEMBER)
        .scalar_subquery()
    )
    query = (
        select(Family.id, Family.number, District, Family.state, adults, Family.verified_at)
        .join(District, District.id == Family.district_id)
        .where(Family.id.in_(ids))
    )
    return [FamilyRow(*row) for row in await session.execute(query)]


async def family_card(session: AsyncSession, actor: Actor, family_id: int) -> Family:
    """A family with its adults, whose names are not loaded; raises NotFound out of reach."""
    reach = actor.require(Action.FAMILY_VIEW)
    family = await session.get(Family, family_id, options=[_ADULTS_WITHOUT_NAMES])
    if family is None or not reach.covers(family.district_id):
        raise NotFound(kind="family")
    return family


async def family_by_number(session: AsyncSession, actor: Actor, number: int) -> Family:
    """The card of a family by its public number; raises NotFound out of reach."""
    family_id = await session.scalar(select(Family.id).where(Family.number == number))
    if family_id is None:
        raise NotFound(kind="family")
    return await family_card(session, actor, family_id)


@use_case
async def view_names(
    session: AsyncSession, actor: Actor, family_id: int, reason: str
) -> Sequence[Person]:
    """The adults with their names. Each of them can read in /privacy who looked, and why.

    Who left is not shown any more: only the schedule of erasure keeps their name for a while.
    """
    reach = actor.require(Action.NAME_VIEW)
    family = await family_card(session, actor, family_id)
    if not reach.covers(family.district_id):
        raise NotFound(kind="family")
    query = (
        select(Person)
        .where(Person.family_id == family.id, Person.standing.not_in(_GONE))
        .order_by(Person.id)
        .execution_options(populate_existing=True)
    )
    adults = (await session.scalars(query)).all()
    for adult in adults:
        subject = Subject("name", adult.id, person_id=adult.id, district_id=family.district_id)
        record(session, actor, "view", subject, reason=reason.strip()[:200] or None)
    return adults


async def member_families(session: AsyncSession, district_id: int | None = None) -> int:
    """How many families belong to the club now: the number that stages go by (A-02)."""
    query = select(func.count()).select_from(Family).where(Family.state == FamilyState.MEMBER)
    if district_id is not None:
        query = query.where(Family.district_id == district_id)
    return await session.scalar(query) or 0


async def counts_by_state(session: AsyncSession) -> dict[FamilyState, int]:
    """How many families are in each state, for the installation's own measures."""
    query = select(Family.state, func.count()).group_by(Family.state)
    return {state: count for state, count in await session.execute(query)}  # noqa: C416  typed rows


async def own_family(session: AsyncSession, actor: Actor) -> Family | None:
    """The family of the acting person, with its adults."""
    person = await session.get(Person, actor.require_own(Action.OWN_VIEW))
    if person is None or person.family_id is None:
        return None
    return await session.get(Family, person.family_id, options=[selectinload(Family.adults)])

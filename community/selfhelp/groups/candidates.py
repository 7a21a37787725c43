"""Whom a leader may put in charge of a group: parents whose work they know already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Reach, Role
from community.core.clock import now
from community.core.errors import InvalidInput
from community.membership.people.models import Person, RoleGrant, Standing
from community.membership.people.queries import is_active
from community.selfhelp.groups.leading import require_fit
from community.selfhelp.groups.models import GroupLead, SupportGroup


@dataclass(frozen=True)
class Candidate:
    """`districts` are where they are an activist (None: the whole region), `leads` the titles of
    the groups that they lead already.
    """

    person_id: int
    given_name: str
    districts: Sequence[int | None]
    leads: Sequence[str]


async def candidates_to_lead(session: AsyncSession, actor: Actor) -> Sequence[Candidate]:
    """Activists within reach and those who lead groups there: the first names that leaders see.

    Any other parent proposes a group in the bot. Specialists are left out (CL-T2.4).
    """
    reach = actor.require(Action.GROUP_MANAGE)
    districts = await _activists(session, reach)
    leads = await _leads(session, reach)
    specialists = select(RoleGrant.person_id).where(
        RoleGrant.role == Role.SPECIALIST, is_active(now(session))
    )
    query = select(Person.id, Person.given_name).where(
        Person.id.in_({*districts, *leads}),
        Person.standing == Standing.MEMBER,
        Person.id.not_in(specialists),
    )
    found = [
        Candidate(person_id, name or "—", districts.get(person_id, ()), leads.get(person_id, ()))
        for person_id, name in await session.execute(query)
    ]
    return sorted(found, key=lambda one: (one.given_name, one.person_id))


async def require_candidate(session: AsyncSession, actor: Actor, person_id: int) -> None:
    """Raises NotFound, FacilitatorIsParent, NeverFacilitatorAndSpecialist, InvalidInput."""
    await require_fit(session, person_id)
    if all(one.person_id != person_id for one in await candidates_to_lead(session, actor)):
        raise InvalidInput(field="facilitator")


async def _activists(session: AsyncSession, reach: Reach) -> dict[int, list[int | None]]:
    query = (
        select(RoleGrant.person_id, RoleGrant.district_id)
        .where(RoleGrant.role == Role.ACTIVIST, is_active(now(session)))
        .order_by(RoleGrant.id)
    )
    if reach.districts is not None:
        query = query.where(RoleGrant.district_id.in_(reach.districts))
    found: dict[int, list[int | None]] = {}
    for person_id, district_id in await session.execute(query):
        found.setdefault(person_id, []).append(district_id)
    return found


async def _leads(session: AsyncSession, reach: Reach) -> dict[int, list[str]]:
    query = (
        select(GroupLead.person_id, SupportGroup.title)
        .join(SupportGroup, SupportGroup.id == GroupLead.group_id)
        .where(GroupLead.until.is_(None))
        .order_by(SupportGroup.title, SupportGroup.id)
    )
    if reach.districts is not None:
        query = query.where(SupportGroup.district_id.in_(reach.districts))
    found: dict[int, list[str]] = {}
    for person_id, title in await session.execute(query):
        found.setdefault(person_id, []).append(title)
    return found

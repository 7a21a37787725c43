"""Who may organise an event: whom it can be handed over to, who is told when nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import PERMISSIONS, Action, Actor
from community.core.clock import now
from community.events.planning.models import Event
from community.events.planning.queries import districts_of, managed
from community.membership.people import queries as people
from community.membership.people.models import RoleGrant


async def organisers_of(session: AsyncSession, event: Event) -> Sequence[int]:
    """Whoever's right reaches the event: of its districts, else of the region."""
    places = (await districts_of(session, [event.id]))[event.id]
    found: set[int] = set()
    for place in places or {None}:
        found.update(await people.people_who_may(session, Action.EVENT_MANAGE, place))
    return sorted(found)


async def colleagues(session: AsyncSession, actor: Actor) -> Sequence[int]:
    """Organisers whom the actor may give work to: of the same districts, or all of the region."""
    reach = actor.require(Action.EVENT_MANAGE)
    if reach.districts is None:
        return await people.people_who_may_somewhere(session, Action.EVENT_MANAGE)
    found: set[int] = set()
    for place in reach.districts:
        found.update(await people.people_who_may(session, Action.EVENT_MANAGE, place))
    return sorted(found)


@dataclass(frozen=True)
class Colleague:
    """`districts` None: the whole region."""

    id: int
    given_name: str
    districts: frozenset[int] | None


async def successors(session: AsyncSession, actor: Actor, event_id: int) -> Sequence[Colleague]:
    """Those whom the event can be handed over to, by name. Raises NotFound."""
    event = await managed(session, actor, event_id)
    others = [one for one in await colleagues(session, actor) if one != event.organiser_id]
    names = await people.given_names(session, others)
    query = select(RoleGrant).where(
        RoleGrant.person_id.in_(names),
        RoleGrant.role.in_(PERMISSIONS[Action.EVENT_MANAGE]),
        people.is_active(now(session)),
    )
    places: dict[int, set[int | None]] = {person_id: set() for person_id in names}
    for grant in await session.scalars(query):
        places[grant.person_id].add(grant.district_id)
    found = [Colleague(one, name, _districts(places[one])) for one, name in names.items()]
    return sorted(found, key=lambda one: (one.given_name, one.id))


def _districts(places: set[int | None]) -> frozenset[int] | None:
    return None if None in places else frozenset(one for one in places if one is not None)

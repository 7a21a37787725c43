"""Who may organise an event: whom it can be handed over to, who is told when nobody does."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.events.planning.models import Event
from community.events.planning.queries import districts_of, managed
from community.membership.people import queries as people


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


async def successors(session: AsyncSession, actor: Actor, event_id: int) -> Mapping[int, str]:
    """First names of those whom the event can be handed over to. Raises NotFound."""
    event = await managed(session, actor, event_id)
    others = [one for one in await colleagues(session, actor) if one != event.organiser_id]
    return await people.given_names(session, others)

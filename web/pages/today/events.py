"""What is ahead of events, and where something waits for the organiser."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.events.planning import queries
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.signing.queries import lines_of

_AHEAD = timedelta(days=7)
_SHOWN = 5


async def events_ahead(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """Nothing for whoever organises nothing."""
    if not actor.may_at_all(Action.EVENT_MANAGE):
        return {}
    moment = now(session)
    soon = await queries.between(session, actor, moment, moment + _AHEAD)
    announced = [event for event in soon if event.state is EventState.ANNOUNCED][:_SHOWN]
    return {
        "events_soon": announced,
        "unnoted": await _unnoted(session, actor),
        "event_lines": await lines_of(session, announced),
    }


async def _unnoted(session: AsyncSession, actor: Actor) -> Sequence[Event]:
    """Over, and nobody has said who came: those that this person may confirm."""
    asked = queries.Asked(state=EventState.HELD)
    page = await queries.listing(session, actor, asked, past=False, number=1)
    places = await queries.districts_of(session, [event.id for event in page.rows])
    return [one for one in page.rows if queries.manages(actor, one, places[one.id])][:_SHOWN]

"""Seats of an event, counted while its row is locked; the database refuses one too many."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.audit import Subject, record
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.events.planning.models import Event
from community.events.planning.service import locked
from community.events.signing.kinds import HOLDS_SEATS
from community.events.signing.models import EventParty


async def in_hand(session: AsyncSession, party_id: int) -> tuple[EventParty, Event]:
    """Both locked, the event first, here as everywhere. Raises NotFound."""
    known = await session.get(EventParty, party_id)
    if known is None:
        raise NotFound(kind="party")
    event = await locked(session, known.event_id)
    party = await session.get_one(
        EventParty, party_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    return party, event


def take(event: Event, seats: int) -> None:
    event.taken += seats


def give_back(event: Event, seats: int) -> None:
    """A ceiling that stood over a lowered capacity comes down with what is given back."""
    event.taken -= seats
    if event.capacity is not None:
        event.ceiling = max(event.capacity, event.taken)


def held_by(party: EventParty) -> int:
    return party.seats if party.state in HOLDS_SEATS else 0


def note(session: AsyncSession, actor: Actor, action: str, party: EventParty) -> None:
    subject = Subject("event_party", party.id, person_id=party.person_id)
    record(session, actor, action, subject)

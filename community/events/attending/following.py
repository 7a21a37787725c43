"""What follows from facts: the organiser is asked who came, guests hear of materials."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import system_actor
from community.core.outbox.service import enqueue_all
from community.events.attending import letters
from community.events.attending.models import EventFeedback, EventWord
from community.events.planning.facts import EventHandedOver, EventHeld, MaterialAdded
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.organising import organisers_of
from community.events.planning.queries import districts_of, event_by_id, manages
from community.events.planning.service import note
from community.events.signing.kinds import IN_PLAY, PartyState
from community.events.signing.models import EventParty
from community.events.signing.queries import parties_of
from community.membership.leaving.facts import PersonErased
from community.membership.people import queries as people
from community.membership.people.facts import PersonLeft, RolesChanged

_RUNNING = (EventState.DRAFT, EventState.ANNOUNCED, EventState.HELD)


async def on_held(session: AsyncSession, fact: EventHeld) -> None:
    event = await event_by_id(session, fact.event_id)
    asked = [event.organiser_id] if event.organiser_id else await organisers_of(session, event)
    await enqueue_all(session, [letters.who_came(event, one) for one in asked])


async def on_material(session: AsyncSession, fact: MaterialAdded) -> None:
    """To those who came, once attendance is known; before that, to those who will."""
    event = await event_by_id(session, fact.event_id)
    if event.state is EventState.DRAFT:
        return
    parties = await parties_of(session, event.id, list(PartyState))
    ahead = IN_PLAY if event.state is EventState.ANNOUNCED else ()
    guests = [one for one in parties if one.came or one.state in ahead]
    await enqueue_all(session, letters.material(guests, fact.material_id))


async def on_handed_over(session: AsyncSession, fact: EventHandedOver) -> None:
    event = await event_by_id(session, fact.event_id)
    await enqueue_all(session, [letters.handed_over(event, fact.person_id)])


async def on_organiser_left(session: AsyncSession, fact: PersonLeft | RolesChanged) -> None:
    """An event outlives its organiser: those who may take it over are told."""
    query = (
        select(Event)
        .where(Event.organiser_id == fact.person_id, Event.state.in_(_RUNNING))
        .order_by(Event.id)
    )
    events = (await session.scalars(query)).all()
    if not events:
        return
    places = await districts_of(session, [event.id for event in events])
    actor = await people.actor_for(session, fact.person_id, "bot")
    left = isinstance(fact, PersonLeft)
    for event in events:
        if left or not manages(actor, event, places[event.id]):
            event.organiser_id = None
            note(session, system_actor(), "organiser_left", event)
            others = [one for one in await organisers_of(session, event) if one != fact.person_id]
            await enqueue_all(session, letters.organiser_gone(event, others))


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """What they said of events in words; what they told others as organiser."""
    own = select(EventParty.id).where(EventParty.person_id == fact.person_id)
    await session.execute(
        update(EventFeedback).where(EventFeedback.party_id.in_(own)).values(words=None)
    )
    await session.execute(
        update(EventWord).where(EventWord.author_id == fact.person_id).values(author_id=None)
    )

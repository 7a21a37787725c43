"""Sign-ups follow events and people: listeners to facts, wired in `deploy.assembly`."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import system_actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.events.planning.facts import (
    CapacityChanged,
    EventCancelled,
    EventChanged,
    EventMoved,
)
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import event_by_id
from community.events.planning.service import locked
from community.events.signing import letters, queries
from community.events.signing.holding import in_hand, note
from community.events.signing.kinds import HOLDS_SEATS, IN_PLAY, PartyState
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.offering import offer_free_seats
from community.events.signing.service import leave
from community.membership.leaving.facts import PersonErased
from community.membership.people.facts import PersonLeft
from community.membership.people.models import Person, Standing

_AT_ONCE = 20


async def on_moved(session: AsyncSession, fact: EventMoved) -> None:
    """Everybody who comes is asked anew; whoever waits is told."""
    event, moment = await event_by_id(session, fact.event_id), now(session)
    end = await queries.end_of_offers(session, event)
    parties = await queries.parties_of(session, event.id)
    for party in parties:
        if party.state in HOLDS_SEATS:
            party.asked_again_at = moment
        if party.offer_until is not None:
            party.offer_until = min(party.offer_until, end)
    await enqueue_all(session, letters.moved(event, parties))
    coming = [party for party in parties if party.state in HOLDS_SEATS]
    await enqueue_all(session, letters.reminders(event, coming, moment))


async def on_changed(session: AsyncSession, fact: EventChanged) -> None:
    """To those who come alone. Their reminders tell of the event as it is now."""
    event = await event_by_id(session, fact.event_id)
    coming = await queries.parties_of(session, event.id, HOLDS_SEATS)
    await enqueue_all(session, letters.changed(event, coming))
    await enqueue_all(session, letters.reminders(event, coming, now(session)))


async def on_capacity_changed(session: AsyncSession, fact: CapacityChanged) -> None:
    await offer_free_seats(session, await locked(session, fact.event_id))


async def on_cancelled(session: AsyncSession, fact: EventCancelled) -> None:
    event = await event_by_id(session, fact.event_id)
    parties = await queries.parties_of(session, event.id)
    await enqueue_all(session, letters.cancelled(event, parties))


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """A place is the family's: it passes to whoever of it stays; else others are asked."""
    actor = system_actor()
    for party_id in await _open_parties(session, fact.person_id):
        party, event = await in_hand(session, party_id)
        if party.state not in IN_PLAY:
            continue
        heir = await _heir(session, party)
        if heir is None:
            await leave(session, actor, party, event)
        else:
            party.person_id = heir
            note(session, actor, "pass_on", party)
            passed = [letters.passed_on(party)]
            if party.state in HOLDS_SEATS:
                passed += letters.reminders(event, [party], now(session))
            await enqueue_all(session, passed)


async def _open_parties(session: AsyncSession, person_id: int) -> list[int]:
    query = (
        select(EventParty.id)
        .join(Event, Event.id == EventParty.event_id)
        .where(
            EventParty.person_id == person_id,
            EventParty.state.in_(IN_PLAY),
            Event.state == EventState.ANNOUNCED,
        )
        .order_by(EventParty.event_id, EventParty.id)
    )
    return list(await session.scalars(query))


async def _heir(session: AsyncSession, party: EventParty) -> int | None:
    """The first adult of the family who is still in the club."""
    if party.family_id is None:
        return None
    query = (
        select(Person.id)
        .where(
            Person.family_id == party.family_id,
            Person.standing == Standing.MEMBER,
            Person.id != party.person_id,
        )
        .order_by(Person.id)
        .limit(1)
    )
    found: int | None = await session.scalar(query)
    return found


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Needs, answers and ages go; that so many came stays."""
    query = select(EventParty).where(EventParty.person_id == fact.person_id)
    await forget(session, (await session.scalars(query)).all())


async def forget(session: AsyncSession, parties: Sequence[EventParty]) -> None:
    """Within somebody's use case: what families said of themselves."""
    for party in parties:
        party.needs, party.ages = None, []
    ids = [party.id for party in parties]
    await session.execute(delete(EventAnswer).where(EventAnswer.party_id.in_(ids)))


@use_case
async def erase_due(session: AsyncSession) -> int:
    """The same for everybody of an event that is long over; returns how many events."""
    days = (await load_options(session)).event_erase_days
    query = (
        select(Event)
        .where(Event.ends_at < now(session) - timedelta(days=days), Event.erased_at.is_(None))
        .order_by(Event.ends_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    events = (await session.scalars(query)).all()
    for event in events:
        parties = await queries.parties_of(session, event.id, list(PartyState))
        await forget(session, parties)
        event.erased_at = now(session)
    return len(events)

"""Seats that became free go to those who wait: in order, each family whole, for a time."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, system_actor
from community.core.clock import now, zone_of
from community.core.facts import publish
from community.core.options import Options, load_options
from community.core.outbox.service import enqueue_all
from community.core.quiet import awake_at
from community.core.usecase import use_case
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.rules import offers_end
from community.events.planning.service import locked
from community.events.signing import letters, queries
from community.events.signing.errors import OfferRanOut
from community.events.signing.facts import LineChanged
from community.events.signing.holding import give_back, in_hand, note, take
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.events.signing.rules import offer_until, whom_to_offer

_AT_ONCE = 100
_MORNING = timedelta(hours=2)  # what is left of an offer for whoever finds it on getting up


async def offer_free_seats(session: AsyncSession, event: Event) -> None:
    """Within a use case that has the event locked. Whoever sleeps has the day to answer in."""
    if event.state is not EventState.ANNOUNCED or event.left == 0:
        return
    waiting = await queries.line(session, event.id)
    if not waiting:
        return
    options, moment = await load_options(session), now(session)
    zone, lasting = zone_of(session), timedelta(hours=options.event_offer_hours)
    end = offers_end(event.starts_at, event.closes_at, timedelta(hours=options.event_cutoff_hours))
    morning = awake_at(moment.astimezone(zone), options)
    # On the eve of a morning's event the morning would be too late: whoever waits is told at once.
    told_at = morning if morning < end else moment
    until = offer_until(told_at, _not_at_night(told_at.astimezone(zone) + lasting, options), end)
    if until is None:
        return
    left = sum(one.seats for one in waiting) if event.left is None else event.left
    offered = list(whom_to_offer(waiting, left))
    for party in offered:
        party.state, party.offer_until = PartyState.OFFERED, until
        take(event, party.seats)
        note(session, system_actor(), "offer_seats", party)
    await enqueue_all(session, [letters.offered(party, told_at) for party in offered])


def _not_at_night(local: datetime, options: Options) -> datetime:
    """Nobody's seats are gone when they get up: they have the beginning of the day as well."""
    return awake_at(local - _MORNING, options) + _MORNING


@use_case
async def accept(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """Twice changes nothing. Raises NotFound, OfferRanOut."""
    party, event = await _own(session, actor, party_id)
    if party.state is PartyState.GOING:
        return party
    if party.state is not PartyState.OFFERED or event.state is not EventState.ANNOUNCED:
        raise OfferRanOut
    party.state, party.offer_until = PartyState.GOING, None
    note(session, actor, "accept", party)
    await enqueue_all(session, letters.reminders(event, [party], now(session)))
    await publish(session, LineChanged(event.id))
    return party


@use_case
async def decline(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """The seats go on to others at once. Twice changes nothing. Raises NotFound."""
    party, event = await _own(session, actor, party_id)
    if party.state is PartyState.OFFERED:
        await _lapse(session, actor, party, event)
        await offer_free_seats(session, event)
        await publish(session, LineChanged(event.id))
    return party


@use_case
async def expire_due(session: AsyncSession) -> int:
    """Offers that nobody answered in time; returns how many. One event at a time is locked."""
    query = (
        select(EventParty.event_id)
        .where(EventParty.state == PartyState.OFFERED, EventParty.offer_until <= now(session))
        .limit(1)
    )
    event_id = await session.scalar(query)
    if event_id is None:
        return 0
    event = await locked(session, event_id)
    due = await _run_out(session, event)
    for party in due:
        await _lapse(session, system_actor(), party, event)
    await enqueue_all(session, [letters.lapsed(party) for party in due])
    await offer_free_seats(session, event)
    await publish(session, LineChanged(event.id))
    return len(due)


async def _run_out(session: AsyncSession, event: Event) -> list[EventParty]:
    query = (
        select(EventParty)
        .where(
            EventParty.event_id == event.id,
            EventParty.state == PartyState.OFFERED,
            EventParty.offer_until <= now(session),
        )
        .order_by(EventParty.id)
        .limit(_AT_ONCE)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list((await session.scalars(query)).all())


async def _lapse(session: AsyncSession, actor: Actor, party: EventParty, event: Event) -> None:
    """Out of the line: whoever lets an offer go is not offered the next one by itself."""
    give_back(event, party.seats)
    party.state, party.offer_until, party.ended_at = PartyState.LAPSED, None, now(session)
    note(session, actor, "lapse", party)


async def _own(session: AsyncSession, actor: Actor, party_id: int) -> tuple[EventParty, Event]:
    await queries.own(session, actor, party_id)
    return await in_hand(session, party_id)

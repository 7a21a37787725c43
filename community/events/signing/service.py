"""A family signs up, changes who comes, gives its place back (scenarios 17 and 18).

A family comes as a whole or waits as a whole. That no seat is sold twice is a constraint of the
event's row, and that a family stands there once is a unique index (decision 014).
"""

import secrets
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Role
from community.core.clock import now
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.events.planning.errors import EventOver
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import seen
from community.events.planning.rules import registration_ends
from community.events.planning.service import locked
from community.events.signing import letters, queries
from community.events.signing.errors import (
    NotEnoughSeats,
    RegistrationClosed,
    RegistrationNotOpen,
)
from community.events.signing.facts import LineChanged
from community.events.signing.holding import give_back, held_by, in_hand, note, take
from community.events.signing.kinds import IN_PLAY, PartyState, Reminders, Transport
from community.events.signing.models import EventParty
from community.events.signing.offering import offer_free_seats
from community.events.signing.rules import (
    Company,
    check,
    fits,
)
from community.membership.people.models import Person, Standing

_CORE = (Role.ACTIVIST, Role.FACILITATOR, Role.LEADER)


@use_case
async def sign_up(
    session: AsyncSession, actor: Actor, event_id: int, company: Company
) -> EventParty:
    """In, if there are seats for all of them; else on the waiting list, all of them.

    A family that is in already stays as it is, whoever of it taps, and however often. Raises
    NotFound, InvalidInput, RegistrationClosed, RegistrationNotOpen.
    """
    person_id = actor.require_for_oneself(Action.EVENT_VISIT)
    check(company)
    await seen(session, actor, event_id)
    event = await locked(session, event_id)
    if known := await queries.own_party(session, actor, event_id):
        return known
    _require_registration(session, event)
    person = await session.get_one(Person, person_id)
    has_seats = fits(event.left, company.seats)
    state = PartyState.GOING if has_seats else PartyState.WAITING
    party = _party(actor, person, company, now(session))
    party.event_id, party.state = event.id, state
    try:
        async with session.begin_nested():
            session.add(party)
            await session.flush()
    except IntegrityError:  # the spouse, in the same moment
        known = await queries.own_party(session, actor, event_id)
        if known is None:
            raise
        return known
    take(event, held_by(party))
    note(session, actor, "sign_up", party)
    if has_seats:
        await enqueue_all(session, letters.reminders(event, [party], now(session)))
    await publish(session, LineChanged(event.id))
    return party


def _require_registration(session: AsyncSession, event: Event) -> None:
    moment = now(session)
    closed = moment >= registration_ends(event.starts_at, event.closes_at)
    if event.state is not EventState.ANNOUNCED or closed:
        raise RegistrationClosed
    if event.opens_at is not None and moment < event.opens_at:
        raise RegistrationNotOpen(opens_at=event.opens_at)


def _party(actor: Actor, person: Person, company: Company, moment: datetime) -> EventParty:
    return EventParty(
        person_id=person.id,
        family_id=person.family_id if person.standing is Standing.MEMBER else None,
        district_id=person.district_id,
        adults=company.adults,
        children=company.children,
        seats=company.seats,
        ages=list(company.ages),
        transport=Transport.NONE,
        transport_seats=0,
        reminders=Reminders.BOTH,
        code=secrets.token_hex(5),
        is_core=any(actor.has_role(role) for role in _CORE),
        is_specialist=actor.has_role(Role.SPECIALIST),
        signed_at=moment,
        queued_at=moment,
    )


@use_case
async def change_company(
    session: AsyncSession, actor: Actor, party_id: int, company: Company
) -> EventParty:
    """More or fewer of the family come. Whoever waits keeps the place in the line.

    Raises NotFound, InvalidInput, EventOver, NotEnoughSeats (then all stays as it was).
    """
    check(company)
    party, event = await own_in_play(session, actor, party_id)
    more = company.seats - party.seats
    if held_by(party) and more > 0 and not fits(event.left, more):
        raise NotEnoughSeats(left=event.left)
    freed = max(0, -more) if held_by(party) else 0
    if held_by(party):
        take(event, more) if more > 0 else give_back(event, -more)
    party.adults, party.children, party.seats = company.adults, company.children, company.seats
    party.ages = list(company.ages)
    note(session, actor, "change", party)
    if freed:
        await offer_free_seats(session, event)
    await publish(session, LineChanged(event.id))
    return party


@use_case
async def withdraw(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """Always possible, and nobody asks why; signing up again is at the end of the line.

    Twice changes nothing. Raises NotFound, EventOver.
    """
    await queries.own(session, actor, party_id)
    party, event = await in_hand(session, party_id)
    if party.state in IN_PLAY:
        _require_running(event)
        await leave(session, actor, party, event)
    return party


async def leave(session: AsyncSession, actor: Actor, party: EventParty, event: Event) -> None:
    """The same within somebody's use case, both locked."""
    give_back(event, held_by(party))
    party.state, party.offer_until, party.ended_at = PartyState.CANCELLED, None, now(session)
    note(session, actor, "withdraw", party)
    await offer_free_seats(session, event)
    await publish(session, LineChanged(event.id))


@use_case
async def confirm(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """They come on the new date as well. Raises NotFound, EventOver."""
    party, _ = await own_in_play(session, actor, party_id)
    party.asked_again_at = None
    note(session, actor, "confirm", party)
    return party


async def own_in_play(
    session: AsyncSession, actor: Actor, party_id: int
) -> tuple[EventParty, Event]:
    """Locked. Raises NotFound, EventOver."""
    await queries.own(session, actor, party_id)
    party, event = await in_hand(session, party_id)
    _require_running(event)
    if party.state not in IN_PLAY:
        raise NotFound(kind="party")
    return party, event


def _require_running(event: Event) -> None:
    if event.state is not EventState.ANNOUNCED:
        raise EventOver

"""A family signs up, changes who comes, gives its place back (scenarios 17 and 18).

A family comes as a whole or waits as a whole. That no seat is sold twice is a constraint of the
event's row, and that a family stands there once is a unique index (decision 014).
"""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.events.planning.errors import EventOver
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.signing import queries
from community.events.signing.entering import Arrival, let_in, result
from community.events.signing.errors import NotEnoughSeats
from community.events.signing.facts import LineChanged
from community.events.signing.holding import give_back, held_by, in_hand, note, take
from community.events.signing.kinds import IN_PLAY, PartyState
from community.events.signing.models import EventParty
from community.events.signing.offering import offer_free_seats
from community.events.signing.rules import (
    Company,
    check,
    fits,
)


@use_case
async def sign_up(
    session: AsyncSession, actor: Actor, event_id: int, company: Company
) -> EventParty:
    """In, if there are seats for all of them; else on the waiting list, all of them.

    A family that is in already stays as it is, whoever of it taps, and however often. Where many
    tap at once, `entering.Door` does the same for all of them together. Raises NotFound,
    InvalidInput, RegistrationClosed, RegistrationNotOpen.
    """
    return result(*await let_in(session, event_id, [Arrival(actor, company)]))


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
    note(session, actor, "still_comes", party)
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

"""Families at the door of an event: let in or put in line, many in one transaction.

When registration opens, hundreds tap in the same seconds. Each transaction waits for the one before
it, so whoever came while one was running goes into the next one together (decision 014).
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Role
from community.core.audit import write_log
from community.core.clock import now
from community.core.db import Database, add_many
from community.core.errors import DomainError, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import districts_of, manages
from community.events.planning.rules import is_invited, registration_ends
from community.events.planning.service import locked
from community.events.signing import letters
from community.events.signing.errors import RegistrationClosed, RegistrationNotOpen
from community.events.signing.facts import LineChanged
from community.events.signing.holding import held_by, note, take
from community.events.signing.kinds import IN_PLAY, PartyState, Reminders, Transport
from community.events.signing.models import EventParty
from community.events.signing.rules import Company, check, fits
from community.membership.people.models import Person, Standing

_CORE = (Role.ACTIVIST, Role.FACILITATOR, Role.LEADER)
_AT_ONCE = 500


@dataclass(frozen=True)
class Arrival:
    """Somebody who wants to come, and with whom."""

    actor: Actor
    company: Company


Outcome = EventParty | DomainError


@use_case
async def let_in(
    session: AsyncSession, event_id: int, arrivals: Sequence[Arrival]
) -> list[Outcome]:
    """In the order in which they came; an error of one is no matter for the others.

    A family that is in already stays as it is. Raises NotFound where there is no such event.
    """
    event = await locked(session, event_id)
    places = (await districts_of(session, [event_id]))[event_id]
    guests = await _Guests.of(session, event_id, arrivals)
    fresh: list[tuple[Arrival, EventParty]] = []
    outcomes: list[Outcome] = []
    for arrival in arrivals:
        try:
            _require_welcome(arrival, event, places)
            party = guests.known(arrival)
            if party is None:
                _require_registration(event, now(session))
                party = guests.enter(arrival, event, now(session))
                fresh.append((arrival, party))
            outcomes.append(party)
        except DomainError as error:
            outcomes.append(error)
    if fresh:
        await _write(session, event, fresh)
    return outcomes


def _require_welcome(arrival: Arrival, event: Event, places: frozenset[int]) -> None:
    arrival.actor.require_for_oneself(Action.EVENT_VISIT)
    check(arrival.company)
    invited = is_invited(arrival.actor, event.guests, places)
    public = event.state is not EventState.DRAFT and invited
    if not public and not manages(arrival.actor, event, places):
        raise NotFound(kind="event")


def _require_registration(event: Event, moment: datetime) -> None:
    closed = moment >= registration_ends(event.starts_at, event.closes_at)
    if event.state is not EventState.ANNOUNCED or closed:
        raise RegistrationClosed
    if event.opens_at is not None and moment < event.opens_at:
        raise RegistrationNotOpen(opens_at=event.opens_at)


@dataclass
class _Guests:
    """Who they are, and which of them are in already, by themselves or through their family."""

    people: dict[int, Person]
    by_person: dict[int, EventParty] = field(default_factory=dict)
    by_family: dict[int, EventParty] = field(default_factory=dict)

    @classmethod
    async def of(
        cls, session: AsyncSession, event_id: int, arrivals: Sequence[Arrival]
    ) -> "_Guests":
        ids = {arrival.actor.person_id for arrival in arrivals}
        people = {
            one.id: one for one in await session.scalars(select(Person).where(Person.id.in_(ids)))
        }
        families = {one.family_id for one in people.values()} - {None}
        query = select(EventParty).where(
            EventParty.event_id == event_id,
            EventParty.state.in_(IN_PLAY),
            or_(EventParty.person_id.in_(ids), EventParty.family_id.in_(families)),
        )
        guests = cls(people)
        for party in await session.scalars(query):
            guests._note(party)
        return guests

    def _note(self, party: EventParty) -> None:
        self.by_person[party.person_id] = party
        if party.family_id is not None:
            self.by_family[party.family_id] = party

    def known(self, arrival: Arrival) -> EventParty | None:
        person = self._person(arrival)
        own = self.by_person.get(person.id)
        return own or (self.by_family.get(person.family_id) if person.family_id else None)

    def _person(self, arrival: Arrival) -> Person:
        assert arrival.actor.person_id is not None  # required by `_require_welcome`
        return self.people[arrival.actor.person_id]

    def enter(self, arrival: Arrival, event: Event, moment: datetime) -> EventParty:
        """All of them, or on the waiting list all of them."""
        person, company, actor = self._person(arrival), arrival.company, arrival.actor
        party = EventParty(
            event_id=event.id,
            person_id=person.id,
            family_id=person.family_id if person.standing is Standing.MEMBER else None,
            district_id=person.district_id,
            state=PartyState.GOING if fits(event.left, company.seats) else PartyState.WAITING,
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
        take(event, held_by(party))
        self._note(party)
        return party


async def _write(
    session: AsyncSession, event: Event, fresh: Sequence[tuple[Arrival, EventParty]]
) -> None:
    parties = [party for _, party in fresh]
    await add_many(session, parties)
    for arrival, party in fresh:
        note(session, arrival.actor, "sign_up", party)
    await write_log(session)
    going = [party for party in parties if party.state is PartyState.GOING]
    await enqueue_all(session, letters.reminders(event, going, now(session)))
    await publish(session, LineChanged(event.id))


@dataclass
class Door:
    """One for each database: `database.only(Door).sign_up(…)`."""

    database: Database
    _waiting: dict[int, list[tuple[Arrival, asyncio.Future[Outcome]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _at_work: set[asyncio.Task[None]] = field(default_factory=set)

    async def sign_up(self, actor: Actor, event_id: int, company: Company) -> EventParty:
        """As `service.sign_up`, together with whoever taps in the same moment."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        is_first = event_id not in self._waiting
        self._waiting[event_id].append((Arrival(actor, company), outcome))
        if is_first:
            task = asyncio.create_task(self._serve(event_id))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        return result(await outcome)

    async def _serve(self, event_id: int) -> None:
        """Until nobody waits at this event any more."""
        while waiting := self._waiting[event_id]:
            batch, self._waiting[event_id] = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            await self._let_in(event_id, batch)
        del self._waiting[event_id]

    async def _let_in(
        self, event_id: int, batch: Sequence[tuple[Arrival, asyncio.Future[Outcome]]]
    ) -> None:
        try:
            async with self.database.write() as session:
                outcomes = await let_in(session, event_id, [arrival for arrival, _ in batch])
        except IntegrityError as error:
            # One of them cannot be written: the others must not suffer for it.
            if len(batch) > 1:
                for one in batch:
                    await self._let_in(event_id, [one])
            else:
                _fail(batch, error)
        except Exception as error:  # noqa: BLE001  whoever waits is told, each of them
            _fail(batch, error)
        else:
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)


def _fail(batch: Sequence[tuple[Arrival, asyncio.Future[Outcome]]], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)


def result(outcome: Outcome) -> EventParty:
    """What came of it for one of them; raises the error that it was."""
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome

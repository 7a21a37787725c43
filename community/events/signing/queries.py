"""Reading sign-ups: one's own, and the line of those who wait."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.options import load_options
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import managed
from community.events.planning.rules import offers_end
from community.events.signing.kinds import IN_PLAY, NoOffer, PartyState
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.rules import Company, why_no_offer
from community.membership.people.models import Person


def is_of(person_id: int | None, family_id: int | None) -> ColumnElement[bool]:
    """A sign-up of this person or of somebody of their family."""
    own = EventParty.person_id == person_id
    if family_id is None:
        return own
    return or_(own, EventParty.family_id == family_id)


async def family_of(session: AsyncSession, actor: Actor) -> int | None:
    query = select(Person.family_id).where(Person.id == actor.person_id)
    found: int | None = await session.scalar(query)
    return found


async def own_party(session: AsyncSession, actor: Actor, event_id: int) -> EventParty | None:
    """The family's sign-up that is in play; None: nobody of it has signed up."""
    family_id = await family_of(session, actor)
    query = select(EventParty).where(
        EventParty.event_id == event_id,
        EventParty.state.in_(IN_PLAY),
        is_of(actor.person_id, family_id),
    )
    found: EventParty | None = await session.scalar(query.limit(1))
    return found


@dataclass(frozen=True)
class Own:
    """A sign-up of one's family and what it is to. `ahead`: families before it, while it waits."""

    party: EventParty
    event: Event
    ahead: int = 0


async def own(session: AsyncSession, actor: Actor, party_id: int) -> Own:
    """Raises NotFound for a sign-up of somebody else."""
    party = await session.get(EventParty, party_id)
    family_id = await family_of(session, actor)
    mine = party is not None and (
        party.person_id == actor.person_id
        or (family_id is not None and party.family_id == family_id)
    )
    if party is None or not mine:
        raise NotFound(kind="party")
    return Own(party, await session.get_one(Event, party.event_id), await _ahead(session, party))


async def own_by_code(session: AsyncSession, actor: Actor, code: str) -> Own:
    """The same by the QR for the door. Raises NotFound."""
    found = await session.scalar(select(EventParty.id).where(EventParty.code == code))
    return await own(session, actor, found or 0)


async def _ahead(session: AsyncSession, party: EventParty) -> int:
    if party.state is not PartyState.WAITING:
        return 0
    earlier = or_(
        EventParty.queued_at < party.queued_at,
        and_(EventParty.queued_at == party.queued_at, EventParty.id < party.id),
    )
    query = select(func.count()).where(
        EventParty.event_id == party.event_id, EventParty.state == PartyState.WAITING, earlier
    )
    return await session.scalar(query) or 0


async def mine(session: AsyncSession, actor: Actor) -> Sequence[Own]:
    """The family's sign-ups to what is not over, the nearest first."""
    family_id = await family_of(session, actor)
    query = (
        select(EventParty, Event)
        .join(Event, Event.id == EventParty.event_id)
        .where(
            EventParty.state.in_(IN_PLAY),
            is_of(actor.person_id, family_id),
            Event.state == EventState.ANNOUNCED,
            Event.ends_at > now(session),
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [Own(party, event) for party, event in await session.execute(query)]


async def last_company(session: AsyncSession, actor: Actor) -> Company | None:
    """As whom the family came or wanted to come the last time, so that one tap is enough."""
    family_id = await family_of(session, actor)
    query = (
        select(EventParty)
        .where(is_of(actor.person_id, family_id))
        .order_by(EventParty.id.desc())
        .limit(1)
    )
    last: EventParty | None = await session.scalar(query)
    return None if last is None else Company(last.adults, last.children, tuple(last.ages))


async def answers_of(session: AsyncSession, party_ids: Collection[int]) -> Sequence[EventAnswer]:
    """For the family itself, or whoever organises: the caller has asked."""
    query = select(EventAnswer).where(EventAnswer.party_id.in_(party_ids))
    return (await session.scalars(query)).all()


@dataclass(frozen=True)
class Line:
    """How full an event is: «19/50 · ждут 4»."""

    taken: int
    capacity: int | None
    waiting: int  # families


async def lines_of(session: AsyncSession, events: Sequence[Event]) -> Mapping[int, Line]:
    query = (
        select(EventParty.event_id, func.count())
        .where(
            EventParty.event_id.in_([event.id for event in events]),
            EventParty.state == PartyState.WAITING,
        )
        .group_by(EventParty.event_id)
    )
    waiting = {event_id: count for event_id, count in await session.execute(query)}  # noqa: C416
    return {
        event.id: Line(event.taken, event.capacity, waiting.get(event.id, 0)) for event in events
    }


@dataclass(frozen=True)
class Waiting:
    """A family of the waiting list, and why it is offered nothing; None: it is next."""

    party: EventParty
    reason: NoOffer | None


async def waiting_list(session: AsyncSession, actor: Actor, event_id: int) -> Sequence[Waiting]:
    """For whoever organises, in the order of the line. Raises NotFound."""
    event = await managed(session, actor, event_id)
    moment, end = now(session), await end_of_offers(session, event)
    return [
        Waiting(party, why_no_offer(event.state, event.left, party.seats, moment, end))
        for party in await line(session, event_id)
    ]


async def line(
    session: AsyncSession, event_id: int, limit: int | None = None
) -> Sequence[EventParty]:
    query = (
        select(EventParty)
        .where(EventParty.event_id == event_id, EventParty.state == PartyState.WAITING)
        .order_by(EventParty.queued_at, EventParty.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def end_of_offers(session: AsyncSession, event: Event) -> datetime:
    """From then on a seat that becomes free is offered to nobody."""
    cutoff = timedelta(hours=(await load_options(session)).event_cutoff_hours)
    return offers_end(event.starts_at, event.closes_at, cutoff)


async def parties_of(
    session: AsyncSession, event_id: int, states: Collection[PartyState] = IN_PLAY
) -> Sequence[EventParty]:
    """Within the club's own work: letters, figures, facts."""
    query = (
        select(EventParty)
        .where(EventParty.event_id == event_id, EventParty.state.in_(states))
        .order_by(EventParty.id)
    )
    return (await session.scalars(query)).all()


async def party_by_id(session: AsyncSession, party_id: int) -> tuple[EventParty, Event]:
    """For the club itself: letters that are about to be sent. Raises NotFound."""
    party = await session.get(EventParty, party_id)
    if party is None:
        raise NotFound(kind="party")
    return party, await session.get_one(Event, party.event_id)


def may_come(actor: Actor) -> bool:
    return actor.may_for_oneself(Action.EVENT_VISIT)

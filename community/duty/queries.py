"""Reading signals and the roster; who may read is part of each query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.duty.circles import duties_now
from community.duty.kinds import Colour, SignalState
from community.duty.models import Call, Duty, Signal
from community.membership.districts.models import District
from community.membership.people.models import MessengerAccount, Person, Standing

_REDDEST_FIRST = case({colour: -colour.weight for colour in Colour}, value=Signal.colour)
_MOST_UNATTENDED = 1000


@dataclass(frozen=True)
class Card:
    """What whoever may come needs to know."""

    signal: Signal
    given_name: str | None
    standing: Standing
    district: District | None
    chat: Chat | None
    is_reachable: bool  # the bot may write to this person
    taken_by: str | None
    closed_by: str | None
    is_declined: bool = False  # the reader has said that they cannot come


@dataclass(frozen=True)
class Slot:
    """Half a day of the roster with the first names of who serves."""

    duty: Duty
    name: str | None
    substitute: str | None


async def may_see(session: AsyncSession, actor: Actor, signal: Signal) -> bool:
    """Whoever reaches the district, was asked to come and still serves, or has come.

    To somebody in a group whoever leads it may come, without any right in the club.
    """
    if actor.person_id is not None and signal.taken_by_id == actor.person_id:
        return True
    reach = actor.reach(Action.SIGNAL_VIEW)
    if reach is None:
        return False
    if reach.covers(signal.district_id):
        return True
    asked = select(Call.id).where(Call.signal_id == signal.id, Call.person_id == actor.person_id)
    return await session.scalar(asked) is not None


async def card(session: AsyncSession, actor: Actor, signal_id: int) -> Card:
    """Raises NotFound where the actor's rights do not reach."""
    signal = await session.get(Signal, signal_id)
    if signal is None or not await may_see(session, actor, signal):
        raise NotFound(kind="signal")
    person = await session.get_one(Person, signal.person_id)
    return Card(
        signal=signal,
        given_name=person.given_name,
        standing=person.standing,
        district=await session.get(District, signal.district_id) if signal.district_id else None,
        chat=await session.get(Chat, signal.chat_id) if signal.chat_id else None,
        is_reachable=await _is_reachable(session, person.id),
        taken_by=await _given_name(session, signal.taken_by_id),
        closed_by=await _given_name(session, signal.closed_by_id),
        is_declined=await _has_declined(session, actor, signal),
    )


async def _has_declined(session: AsyncSession, actor: Actor, signal: Signal) -> bool:
    said = select(Call.id).where(
        Call.signal_id == signal.id,
        Call.person_id == actor.person_id,
        Call.declined_at.is_not(None),
    )
    return await session.scalar(said) is not None


async def open_signals(session: AsyncSession, actor: Actor, limit: int = 20) -> Sequence[Signal]:
    """Nobody with them first, then the redder and the older."""
    actor.require(Action.SIGNAL_VIEW)
    query = (
        select(Signal)
        .where(Signal.state != SignalState.CLOSED, _visible(actor))
        .order_by(Signal.state != SignalState.RAISED, _REDDEST_FIRST, Signal.raised_at)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def unattended(session: AsyncSession, actor: Actor) -> Sequence[Signal]:
    """Those to whom nobody has come yet, the longest waiting first."""
    signals = await open_signals(session, actor, limit=_MOST_UNATTENDED)
    waiting = [one for one in signals if one.state is SignalState.RAISED]
    return sorted(waiting, key=lambda one: one.raised_at)


async def own_signal(session: AsyncSession, person_id: int) -> Signal | None:
    """What this person has called for and is not over."""
    query = select(Signal).where(Signal.person_id == person_id, Signal.state != SignalState.CLOSED)
    found: Signal | None = await session.scalar(query)
    return found


async def signal_of_conversation(session: AsyncSession, conversation_id: int) -> Signal | None:
    """The last signal that these two speak about."""
    query = (
        select(Signal)
        .where(Signal.conversation_id == conversation_id)
        .order_by(Signal.id.desc())
        .limit(1)
    )
    found: Signal | None = await session.scalar(query)
    return found


async def on_duty(session: AsyncSession, district_id: int | None) -> Sequence[Slot]:
    """Who would be asked first at this moment."""
    ids = [duty.id for duty in await duties_now(session, district_id)]
    found = {slot.duty.id: slot for slot in await _slots(session, Duty.id.in_(ids))}
    return [found[id_] for id_ in ids]


async def roster(session: AsyncSession, actor: Actor, first: date, last: date) -> Sequence[Slot]:
    """The duties of these days, both included, that are of the actor's reach or the region's."""
    reach = actor.require(Action.DUTY_SERVE)
    which = [Duty.day >= first, Duty.day <= last]
    if reach.districts is not None:
        here = Duty.district_id.in_(reach.districts)
        which.append(or_(Duty.district_id.is_(None), here))
    return await _slots(session, *which)


async def _slots(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Slot]:
    """Two weeks of twenty districts are hundreds of duties: their names come by one query."""
    one, other = aliased(Person), aliased(Person)
    query = (
        select(Duty, one.given_name, other.given_name)
        .join(one, one.id == Duty.person_id)
        .outerjoin(other, other.id == Duty.substitute_id)
        .where(*which)
        .order_by(Duty.day, Duty.half, Duty.district_id, Duty.id)
    )
    return [Slot(*row) for row in await session.execute(query)]


async def duties_of(session: AsyncSession, person_id: int, first: date) -> Sequence[Duty]:
    """What somebody has before them, as one on duty or as substitute."""
    theirs = or_(Duty.person_id == person_id, Duty.substitute_id == person_id)
    query = select(Duty).where(theirs, Duty.day >= first).order_by(Duty.day, Duty.half)
    return (await session.scalars(query)).all()


def _visible(actor: Actor) -> ColumnElement[bool]:
    reach = actor.reach(Action.SIGNAL_VIEW)
    if reach is None:
        return false()
    if reach.districts is None:
        return Signal.id.is_not(None)
    asked = select(Call.signal_id).where(Call.person_id == actor.person_id)
    return or_(Signal.district_id.in_(reach.districts), Signal.id.in_(asked))


async def _is_reachable(session: AsyncSession, person_id: int) -> bool:
    query = select(MessengerAccount.id).where(
        MessengerAccount.person_id == person_id, MessengerAccount.reachable
    )
    return await session.scalar(query.limit(1)) is not None


async def _given_name(session: AsyncSession, person_id: int | None) -> str | None:
    query = select(Person.given_name).where(Person.id == person_id)
    name: str | None = await session.scalar(query)
    return name


async def names_asked(session: AsyncSession, signal: Signal) -> Sequence[str]:
    """First names of those who are asked now and have not said that they cannot come."""
    query = (
        select(Person.given_name)
        .join(Call, Call.person_id == Person.id)
        .where(
            Call.signal_id == signal.id,
            Call.circle == signal.circle,
            Call.declined_at.is_(None),
            Person.given_name.is_not(None),
        )
        .order_by(Call.id)
    )
    return [name for name in await session.scalars(query) if name]


async def name_of_helper(session: AsyncSession, signal: Signal) -> str | None:
    return await _given_name(session, signal.taken_by_id)


async def own_calls(session: AsyncSession, actor: Actor) -> Sequence[Signal]:
    """Every signal about the acting person, for their copy of all that is held (152-FZ art. 14)."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = select(Signal).where(Signal.person_id == person_id).order_by(Signal.id)
    return (await session.scalars(query)).all()

"""The organiser's desk: who comes, what they need, what came of it. Names are asked for apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.events.attending.kinds import ComesAgain
from community.events.attending.models import EventFeedback, EventWord
from community.events.planning.models import Event
from community.events.planning.queries import in_sight, managed
from community.events.signing.kinds import IN_PLAY, PartyState, Transport
from community.events.signing.models import EventParty
from community.events.signing.queries import parties_of

# Food and games are planned by these; the last one of each band is included.
BANDS = ((0, 3), (4, 6), (7, 10), (11, 14), (15, 17))
Band = tuple[int, int]


@dataclass(frozen=True)
class Lift:
    """Who goes by car from a district: seats offered, seats needed."""

    offered: int = 0
    needed: int = 0


@dataclass(frozen=True)
class Desk:
    """An event in numbers. `unknown_ages` are children whose age nobody has told."""

    event: Event
    families: int
    adults: int
    children: int
    bands: Mapping[Band, int]
    unknown_ages: int
    waiting_families: int
    waiting_seats: int
    offered_families: int
    gone_families: int  # withdrew, or let an offer go
    unconfirmed: int
    with_needs: int
    lifts: Mapping[int | None, Lift]
    came_families: int
    came_adults: int
    came_children: int
    absent_families: int
    unmarked: int
    words: Sequence[EventWord] = field(default_factory=tuple)

    @property
    def came(self) -> int:
        """Everybody who was there, those without a sign-up included."""
        return self.came_adults + self.came_children + self.event.walk_ins


async def desk(session: AsyncSession, actor: Actor, event_id: int) -> Desk:
    """For whoever organises it. Raises NotFound."""
    event = await managed(session, actor, event_id)
    words = select(EventWord).where(EventWord.event_id == event_id).order_by(EventWord.id)
    return replace(await _counted(session, event), words=(await session.scalars(words)).all())


async def totals(session: AsyncSession, actor: Actor, event_id: int) -> Desk:
    """The same counts for whoever reads figures where others organise. Raises NotFound."""
    actor.require(Action.EVENT_FIGURES)
    return await _counted(session, await in_sight(session, actor, event_id))


async def _counted(session: AsyncSession, event: Event) -> Desk:
    parties = await parties_of(session, event.id, list(PartyState))
    going = [one for one in parties if one.state is PartyState.GOING]
    waiting = [one for one in parties if one.state is PartyState.WAITING]
    bands = ages_in_bands(going)
    children = sum(one.children for one in going)
    return Desk(
        event=event,
        families=len(going),
        adults=sum(one.adults for one in going),
        children=children,
        bands=bands,
        unknown_ages=children - sum(bands.values()),
        waiting_families=len(waiting),
        waiting_seats=sum(one.seats for one in waiting),
        offered_families=sum(one.state is PartyState.OFFERED for one in parties),
        gone_families=sum(one.state not in IN_PLAY for one in parties),
        unconfirmed=sum(one.asked_again_at is not None for one in going),
        with_needs=sum(one.needs is not None for one in going),
        lifts=_lifts(going),
        came_families=sum(one.came is True for one in parties),
        came_adults=sum(one.came_adults or 0 for one in parties),
        came_children=sum(one.came_children or 0 for one in parties),
        absent_families=sum(one.came is False for one in parties),
        unmarked=sum(one.came is None for one in going),
    )


def ages_in_bands(parties: Sequence[EventParty]) -> dict[Band, int]:
    ages = Counter(age for one in parties for age in one.ages)
    return {
        (first, last): sum(ages[age] for age in range(first, last + 1)) for first, last in BANDS
    }


def _lifts(parties: Sequence[EventParty]) -> dict[int | None, Lift]:
    seats: dict[int | None, Counter[Transport]] = {}
    for one in parties:
        if one.transport is not Transport.NONE:
            counted = seats.setdefault(one.district_id, Counter())
            counted[one.transport] += one.transport_seats
    return {
        place: Lift(counted[Transport.OFFERED], counted[Transport.NEEDED])
        for place, counted in seats.items()
    }


async def lifts_from(session: AsyncSession, party: EventParty) -> Lift:
    """What others of the same district offer and need, for a family that comes: counts alone."""
    going = await parties_of(session, party.event_id, (PartyState.GOING,))
    others = [one for one in going if one.id != party.id]
    return _lifts(others).get(party.district_id, Lift())


async def party_of_code(session: AsyncSession, actor: Actor, code: str) -> EventParty:
    """Whose QR was shown at the door, for whoever organises. Raises NotFound."""
    party = await session.scalar(select(EventParty).where(EventParty.code == code))
    if party is None:
        raise NotFound(kind="party")
    await managed(session, actor, party.event_id)
    found: EventParty = party
    return found


@dataclass(frozen=True)
class Feedback:
    """What guests said, without whose words they are. `useful` is a mean of 1 to 5."""

    answers: int
    useful: float | None
    again: Mapping[ComesAgain, int]
    words: Sequence[str]


FEWEST_SHOWN = 3  # of fewer answers one could tell whose they are


async def feedback(session: AsyncSession, actor: Actor, event_id: int) -> Feedback:
    """For whoever organises; of less than three answers only how many there are.

    Words stand in no order that would tell who was first. Raises NotFound.
    """
    await managed(session, actor, event_id)
    query = select(EventFeedback).where(EventFeedback.event_id == event_id)
    given = (await session.scalars(query)).all()
    if len(given) < FEWEST_SHOWN:
        return Feedback(len(given), None, {}, ())
    marks = [one.useful for one in given if one.useful is not None]
    again = Counter(one.again for one in given if one.again is not None)
    return Feedback(
        answers=len(given),
        useful=round(sum(marks) / len(marks), 1) if marks else None,
        again={answer: again[answer] for answer in ComesAgain},
        words=sorted(one.words for one in given if one.words),
    )


async def own_feedback(session: AsyncSession, party_id: int) -> EventFeedback | None:
    """Of whoever's sign-up it is: the caller has asked."""
    return await session.get(EventFeedback, party_id)


async def word(session: AsyncSession, word_id: int) -> EventWord:
    """For the club itself: a letter that is about to be sent. Raises NotFound."""
    found = await session.get(EventWord, word_id)
    if found is None:
        raise NotFound(kind="word")
    return found


async def answered(session: AsyncSession, event_ids: Sequence[int]) -> Mapping[int, int]:
    """How many answered the questions after each event."""
    query = (
        select(EventFeedback.event_id, func.count())
        .where(EventFeedback.event_id.in_(event_ids))
        .group_by(EventFeedback.event_id)
    )
    return {event_id: count for event_id, count in await session.execute(query)}  # noqa: C416

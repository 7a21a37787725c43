"""On the day: who came, by list or QR; afterwards attendance is confirmed, guests are thanked."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.events.attending import letters, queries
from community.events.attending.errors import AttendanceClosed, NotHeldYet
from community.events.attending.kinds import Whom
from community.events.attending.models import EventWord
from community.events.planning import service as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.signing.holding import in_hand, note
from community.events.signing.kinds import IN_PLAY, PartyState
from community.events.signing.models import EventParty
from community.events.signing.queries import parties_of

WORD_LIMIT = 2000
MOST_WALK_INS = 10_000
DOORS_OPEN = timedelta(hours=3)  # before it begins
_REOPEN_WITHIN = timedelta(days=14)
_WHOM = {
    Whom.GOING: (PartyState.GOING,),
    Whom.WAITING: (PartyState.WAITING, PartyState.OFFERED),
    Whom.EVERYONE: IN_PLAY,
}


class Rest(StrEnum):
    """What is written down of those whom nobody has marked."""

    CAME = "came"
    ABSENT = "absent"


@use_case
async def check_in(
    session: AsyncSession,
    actor: Actor,
    party_id: int,
    adults: int | None = None,
    children: int | None = None,
) -> EventParty:
    """All of them, unless said how many; whoever waited and came is let in by a person's word.

    Raises NotFound, InvalidInput, NotHeldYet, AttendanceClosed.
    """
    party = await _at_the_door(session, actor, party_id)
    adults = party.adults if adults is None else adults
    children = party.children if children is None else children
    if min(adults, children) < 0 or adults + children > 2 * party.seats + 10:
        raise InvalidInput(field="came")
    _mark(session, actor, party, adults, children)
    return party


@use_case
async def check_in_by_code(session: AsyncSession, actor: Actor, code: str) -> EventParty:
    """By the QR that a guest shows; whoever is marked already stays as somebody counted them.

    Raises NotFound, NotHeldYet, AttendanceClosed.
    """
    party = await queries.party_of_code(session, actor, code)
    party = await _at_the_door(session, actor, party.id)
    if not party.came:
        _mark(session, actor, party, party.adults, party.children)
    return party


@use_case
async def note_absent(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """Without a word of blame, and nobody is asked why.

    Raises NotFound, NotHeldYet, AttendanceClosed.
    """
    party = await _at_the_door(session, actor, party_id)
    _mark(session, actor, party, 0, 0)
    return party


@use_case
async def unmark(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    """As if nobody had said anything. Raises NotFound, AttendanceClosed."""
    party = await _at_the_door(session, actor, party_id)
    party.came_adults = party.came_children = party.came_at = party.noted_by_id = None
    note(session, actor, "unmark", party)
    return party


def _mark(
    session: AsyncSession, actor: Actor, party: EventParty, adults: int, children: int
) -> None:
    party.came_adults, party.came_children = adults, children
    party.came_at, party.noted_by_id = now(session), actor.person_id
    note(session, actor, "check_in" if adults + children else "absent", party)


async def _at_the_door(session: AsyncSession, actor: Actor, party_id: int) -> EventParty:
    party, event = await in_hand(session, party_id)
    await planning.in_hand(session, actor, event.id)
    if event.state is EventState.CLOSED:
        raise AttendanceClosed
    if event.state not in (EventState.ANNOUNCED, EventState.HELD):
        raise NotFound(kind="party")
    if not doors_open(session, event):
        raise NotHeldYet
    return party


def doors_open(session: AsyncSession, event: Event) -> bool:
    """Whether it can be said already who is there."""
    return now(session) >= event.starts_at - DOORS_OPEN


@use_case
async def count_walk_ins(session: AsyncSession, actor: Actor, event_id: int, count: int) -> Event:
    """Who came without having signed up. Raises as `check_in` does."""
    event = await planning.in_hand(session, actor, event_id)
    if event.state is EventState.CLOSED:
        raise AttendanceClosed
    if not 0 <= count <= MOST_WALK_INS:
        raise InvalidInput(field="walk_ins", limit=f"0–{MOST_WALK_INS}")
    if not doors_open(session, event):
        raise NotHeldYet
    event.walk_ins = count
    planning.note(session, actor, "walk_ins", event)
    return event


@use_case
async def add_walk_ins(session: AsyncSession, actor: Actor, event_id: int, more: int) -> Event:
    """So many more, or fewer, than were counted so far, by several at the door together."""
    event = await planning.in_hand(session, actor, event_id)
    return await count_walk_ins(session, actor, event_id, max(0, event.walk_ins + more))


@use_case
async def close(session: AsyncSession, actor: Actor, event_id: int, rest: Rest) -> Event:
    """Attendance is confirmed: figures count it (CL-Q4, CL-T1.4), guests are thanked.

    Twice changes nothing. Raises NotFound, NotHeldYet.
    """
    event = await planning.in_hand(session, actor, event_id)
    if event.state is EventState.CLOSED:
        return event
    is_over = event.state is EventState.ANNOUNCED and event.ends_at <= now(session)
    if event.state is not EventState.HELD and not is_over:
        raise NotHeldYet
    parties = await parties_of(session, event.id, list(PartyState))
    for party in parties:
        if party.came is None and party.state is PartyState.GOING:
            came = rest is Rest.CAME
            _mark(session, actor, party, party.adults * came, party.children * came)
    event.state, event.ended_at = EventState.CLOSED, now(session)
    planning.note(session, actor, "confirm_attendance", event)
    await enqueue_all(session, letters.thanks([one for one in parties if one.came]))
    return event


@use_case
async def reopen(session: AsyncSession, actor: Actor, event_id: int) -> Event:
    """A slip is put right; nobody is thanked twice. Raises NotFound, AttendanceClosed."""
    event = await planning.in_hand(session, actor, event_id)
    if event.state is not EventState.CLOSED:
        return event
    if not may_reopen(session, event):
        raise AttendanceClosed
    event.state = EventState.HELD
    planning.note(session, actor, "reopen", event)
    return event


def may_reopen(session: AsyncSession, event: Event) -> bool:
    return event.state is EventState.CLOSED and now(session) <= event.ends_at + _REOPEN_WITHIN


@use_case
async def say(
    session: AsyncSession, actor: Actor, event_id: int, whom: Whom, words: str
) -> tuple[EventWord, int]:
    """A message to the families; also returns to how many. Raises NotFound, InvalidInput."""
    event = await planning.in_hand(session, actor, event_id)
    words = words.strip()
    if not words or len(words) > WORD_LIMIT:
        raise InvalidInput(field="words", limit=WORD_LIMIT)
    if event.state is EventState.DRAFT:
        raise NotFound(kind="event")
    said = EventWord(
        event_id=event.id,
        author_id=actor.person_id,
        whom=whom,
        words=words,
        sent_at=now(session),
    )
    session.add(said)
    await session.flush()
    parties = await parties_of(session, event.id, _WHOM[whom])
    planning.note(session, actor, "say", event)
    await enqueue_all(session, letters.word(said, parties))
    return said, len(parties)

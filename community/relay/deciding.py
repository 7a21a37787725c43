"""A complaint opens one conversation to two named people together, and one of them decides.

Never to one: each consents for themself, and both consents must be of the last three days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.relay import complaints, notices
from community.relay.complaining import subject_of
from community.relay.ending import end
from community.relay.errors import ComplaintEnded, NotOpenToBoth
from community.relay.facts import ComplaintDecided
from community.relay.hand import locked
from community.relay.kinds import ComplaintOutcome, ComplaintState, Side
from community.relay.models import Complaint, Conversation, RelayMessage

CONSENT_HOLDS = timedelta(hours=72)
NOTE_LIMIT = 2000


@use_case
async def name_readers(
    session: AsyncSession, actor: Actor, complaint_id: int, second_id: int
) -> Complaint:
    """A leader of the region will read it together with this person, if both consent.

    Named anew, both are asked anew. Raises NotFound, NotAllowed, InvalidInput, ComplaintEnded.
    """
    actor.require(Action.COMPLAINT_OPEN)
    complaint = await _in_hand(session, actor, complaint_id)
    first_id = actor.require_own(Action.COMPLAINT_OPEN)
    if second_id not in await complaints.possible_second(session, actor, complaint):
        raise InvalidInput(field="second")
    if complaint.readers == (first_id, second_id):
        return complaint
    complaint.first_consent_at = complaint.second_consent_at = complaint.open_until = None
    complaint.first_reader_id, complaint.second_reader_id = first_id, second_id
    record(session, actor, "name_readers", subject_of(complaint), second=second_id)
    await enqueue_all(session, [notices.reader_named(complaint, second_id)])
    return complaint


@use_case
async def consent(session: AsyncSession, actor: Actor, complaint_id: int) -> Complaint:
    """One of the two agrees to read; it holds for three days, and only with the other's.

    Raises NotFound for whoever is not named, NotAllowed, ComplaintEnded.
    """
    complaint = await _in_readers_hand(session, actor, complaint_id)
    moment = now(session)
    if complaint.first_reader_id == actor.person_id:
        complaint.first_consent_at = moment
    else:
        complaint.second_consent_at = moment
    was_open = complaint.open_until is not None and complaint.open_until > moment
    complaint.open_until = _open_until(complaint, moment)
    record(session, actor, "consent", subject_of(complaint))
    if complaint.open_until is not None and not was_open:
        told = [notices.opened_to_both(complaint, one) for one in complaint.readers]
        await enqueue_all(session, told)
    return complaint


@use_case
async def take_consent_back(session: AsyncSession, actor: Actor, complaint_id: int) -> Complaint:
    """From this moment neither of the two reads. Raises as `consent` does."""
    complaint = await _in_readers_hand(session, actor, complaint_id)
    if complaint.first_reader_id == actor.person_id:
        complaint.first_consent_at = None
    else:
        complaint.second_consent_at = None
    complaint.open_until = None
    record(session, actor, "take_consent_back", subject_of(complaint))
    return complaint


def _open_until(complaint: Complaint, moment: datetime) -> datetime | None:
    first, second = complaint.first_consent_at, complaint.second_consent_at
    if first is None or second is None:
        return None
    until = min(first, second) + CONSENT_HOLDS
    return until if until > moment else None


@dataclass(frozen=True)
class Card:
    """A complaint on its own. Its words are for the two alone: None for a leader before that."""

    complaint: Complaint
    by: str  # both under their aliases
    about: str
    words: str | None


@use_case
async def look_at(session: AsyncSession, actor: Actor, complaint_id: int) -> Card:
    """Whoever complained will see that it was read. Raises NotFound out of sight, NotAllowed."""
    complaint = await complaints.complaint_of(session, actor, complaint_id)
    by, about = await complaints.aliases_of(session, complaint)
    is_named = actor.person_id in complaint.readers
    if not is_named or complaint.words is None:
        return Card(complaint, by, about, None)
    record(session, actor, "view", subject_of(complaint))
    return Card(complaint, by, about, complaint.words)


@dataclass(frozen=True)
class Opened:
    """A conversation as its two readers see it: aliases, never names."""

    complaint: Complaint
    conversation: Conversation
    messages: Sequence[RelayMessage]


@use_case
async def read(session: AsyncSession, actor: Actor, complaint_id: int) -> Opened:
    """The conversation, to one of two who both consent. Both its sides will see that it was read.

    Raises NotFound for whoever is not named, NotAllowed, ComplaintEnded, NotOpenToBoth.
    """
    complaint = await _in_readers_hand(session, actor, complaint_id)
    conversation = await complaints.opened_conversation(session, actor, complaint)
    if conversation is None:
        raise NotOpenToBoth
    messages = await complaints.opened_messages(session, actor, complaint)
    for side in Side:
        person_id = conversation.person_on(side)
        subject = Subject("conversation", conversation.id, person_id=person_id)
        record(session, actor, "view", subject, complaint=complaint.id)
    return Opened(complaint, conversation, messages)


@use_case
async def decide(
    session: AsyncSession,
    actor: Actor,
    complaint_id: int,
    outcome: ComplaintOutcome,
    note: str = "",
) -> Complaint:
    """What came of it, by one of the two, while it is open to both; nobody reads on after that.

    Raises as `read` does, and InvalidInput for a note that is too long.
    """
    complaint = await _in_readers_hand(session, actor, complaint_id)
    if len(note) > NOTE_LIMIT:
        raise InvalidInput(field="note", limit=NOTE_LIMIT)
    if await complaints.opened_conversation(session, actor, complaint) is None:
        raise NotOpenToBoth
    complaint.state, complaint.outcome = ComplaintState.DECIDED, outcome
    complaint.note = note.strip() or None
    complaint.decided_by_id, complaint.ended_at = actor.person_id, now(session)
    record(session, actor, "decide", subject_of(complaint), outcome=outcome.value)
    if outcome is ComplaintOutcome.ENDED:
        conversation = await session.get_one(Conversation, complaint.conversation_id)
        await end(session, actor, conversation, Side, by_club=True)
    await enqueue_all(session, [notices.complaint_decided(complaint)])
    await publish(
        session,
        ComplaintDecided(complaint.id, complaint.conversation_id, complaint.about_id, outcome),
    )
    return complaint


async def _in_readers_hand(session: AsyncSession, actor: Actor, complaint_id: int) -> Complaint:
    actor.require(Action.COMPLAINT_VIEW)
    complaint = await _in_hand(session, actor, complaint_id)
    if actor.person_id not in complaint.readers:
        raise NotFound(kind="complaint")
    return complaint


async def _in_hand(session: AsyncSession, actor: Actor, complaint_id: int) -> Complaint:
    """Locked, after its conversation: everybody takes the two in this order."""
    found = await complaints.complaint_of(session, actor, complaint_id)
    await locked(session, found.conversation_id)
    complaint = await session.get_one(
        Complaint, complaint_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if complaint.state is not ComplaintState.OPEN:
        raise ComplaintEnded
    return complaint

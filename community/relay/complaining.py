"""One side complains about the other."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people.queries import people_who_may
from community.relay import notices
from community.relay.errors import WordsTooLong
from community.relay.hand import in_hand
from community.relay.models import Complaint, ComplaintState, Conversation
from community.relay.rules import COMPLAINT_LIMIT, length_of


@use_case
async def complain(
    session: AsyncSession, actor: Actor, conversation_id: int, words: str
) -> Complaint:
    """Say what was wrong with the other side; while nobody has decided, more is added to it.

    Nobody reads the conversation for that: two people must be named first, and both consent.
    Raises NotFound (also when its words are erased), InvalidInput, WordsTooLong.
    """
    conversation, side = await in_hand(session, actor, conversation_id)
    if conversation.closed_at is not None and conversation.erase_at is None:
        raise NotFound(kind="conversation")
    known = await _open_one(session, conversation, conversation.person_on(side))
    words = _checked(words, known)
    if known is not None:
        known.words = words
        return known
    complaint = Complaint(
        conversation_id=conversation.id,
        by_id=conversation.person_on(side),
        about_id=conversation.person_on(side.other),
        words=words,
        state=ComplaintState.OPEN,
        complained_at=now(session),
    )
    session.add(complaint)
    await session.flush()
    record(session, actor, "raise", subject_of(complaint), side=side.value)
    leaders = await people_who_may(session, Action.COMPLAINT_OPEN, None)
    told = [one for one in leaders if one not in {complaint.by_id, complaint.about_id}]
    await enqueue_all(session, [notices.complained(complaint, one) for one in told])
    return complaint


async def _open_one(
    session: AsyncSession, conversation: Conversation, by_id: int
) -> Complaint | None:
    query = select(Complaint).where(
        Complaint.conversation_id == conversation.id,
        Complaint.by_id == by_id,
        Complaint.state == ComplaintState.OPEN,
    )
    # Under the conversation's lock, but a decision of this moment holds the complaint's.
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    result: Complaint | None = await session.scalar(query)
    return result


def _checked(words: str, known: Complaint | None) -> str:
    words = words.strip()
    if not words:
        raise InvalidInput(field="words")
    before = (known.words if known else None) or ""
    if before and words not in before.split("\n\n"):  # not the same form once more
        words = f"{before}\n\n{words}"
    elif before:
        words = before
    if length_of(words) > COMPLAINT_LIMIT:
        raise WordsTooLong(limit=COMPLAINT_LIMIT)
    return words


def subject_of(complaint: Complaint) -> Subject:
    return Subject("complaint", complaint.id, person_id=complaint.by_id)

"""Dropping the aliases, closing, and erasing what was said."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.core.actor import Actor, system_actor
from community.core.audit import record, write_log
from community.core.clock import now
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.leaving.facts import PersonErased
from community.membership.people.facts import PersonLeft
from community.membership.people.models import MessengerAccount
from community.relay import notices
from community.relay.errors import ConversationClosed
from community.relay.facts import ConversationEnded
from community.relay.hand import in_hand, locked, subject_of
from community.relay.kinds import ComplaintState, Side
from community.relay.models import Complaint, Conversation, RelayMessage, RelayPlace

_AT_ONCE = 200
_HELD_UP_AT_MOST = timedelta(days=30)
_NOBODY = "—"  # in place of an alias that was erased


@use_case
async def agree_to_reveal(
    session: AsyncSession, actor: Actor, conversation_id: int
) -> Conversation:
    """Agree to drop the aliases: once both have, names and numbers pass. Twice changes nothing.

    Raises NotFound, ConversationClosed.
    """
    conversation, side = await in_hand(session, actor, conversation_id)
    if conversation.closed_at is not None:
        raise ConversationClosed
    agreed = conversation.asker_reveals if side is Side.ASKER else conversation.helper_reveals
    if agreed:
        return conversation
    if side is Side.ASKER:
        conversation.asker_reveals = True
    else:
        conversation.helper_reveals = True
    if conversation.asker_reveals and conversation.helper_reveals:
        conversation.revealed_at = now(session)
        await enqueue_all(session, [notices.revealed(conversation, to) for to in Side])
    else:
        await enqueue_all(session, [notices.reveal_asked(conversation, side.other)])
    record(session, actor, "reveal", subject_of(conversation), side=side.value)
    return conversation


@use_case
async def close(
    session: AsyncSession, actor: Actor, conversation_id: int, *, silently: bool = False
) -> Conversation:
    """End a conversation, by one of the two or the system; twice changes nothing.

    Whoever ended it knows; the other side is told, or both where neither did. `silently` is for an
    area that tells them itself. Raises NotFound.
    """
    conversation = await locked(session, conversation_id)
    side = conversation.side_of(actor.person_id)
    if side is None and not actor.system:
        raise NotFound(kind="conversation")
    told = () if silently else tuple(one for one in Side if one is not side)
    await end(session, actor, conversation, told)
    return conversation


async def end(
    session: AsyncSession,
    actor: Actor,
    conversation: Conversation,
    told: Iterable[Side],
    *,
    by_club: bool = False,
) -> None:
    """`by_club`: neither of the two has ended it."""
    if conversation.closed_at is not None:
        return
    moment = now(session)
    days = (await load_options(session)).relay_erase_days
    conversation.closed_at, conversation.erase_at = moment, moment + timedelta(days=days)
    conversation.waits_since = None
    await enqueue_all(session, [notices.closed(conversation, to, by_club=by_club) for to in told])
    record(session, actor, "close", subject_of(conversation))
    await publish(session, ConversationEnded(conversation.id))


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """Whoever left the club is not written to any more; the other side hears that it is over."""
    await _end_all(session, fact.person_id)


async def _end_all(session: AsyncSession, person_id: int) -> None:
    query = (
        select(Conversation)
        .where(_of_person(person_id), Conversation.closed_at.is_(None))
        .order_by(Conversation.id)  # two who leave at once take their locks in one order
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for conversation in (await session.scalars(query)).all():
        side = conversation.side_of(person_id)
        assert side is not None
        await end(session, system_actor(), conversation, [side.other])


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Empty the conversations that are due; returns how many, at most 200 at once.

    That there were messages, and when, stays. No `erase_at`: nothing is left to erase. An open
    complaint holds it up, but not for ever.
    """
    moment = now(session)
    looked_into = exists().where(
        Complaint.conversation_id == Conversation.id, Complaint.state == ComplaintState.OPEN
    )
    query = (
        select(Conversation)
        .where(
            Conversation.erase_at <= moment,
            or_(~looked_into, Conversation.erase_at <= moment - _HELD_UP_AT_MOST),
        )
        .order_by(Conversation.id)
        .limit(_AT_ONCE)
        # Unread, so that what no key opens any more is erased as well.
        .options(defer(Conversation.asker_alias), defer(Conversation.helper_alias))
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = (await session.scalars(query)).all()
    messages = RelayMessage.conversation_id.in_([conversation.id for conversation in due])
    await _forget_places(session, messages)
    await _forget_words(session, messages)
    await _forget_complaints(session, [conversation.id for conversation in due])
    for conversation in due:
        conversation.asker_alias = conversation.helper_alias = _NOBODY
        conversation.erase_at = None
        record(session, system_actor(), "erase", subject_of(conversation))
    await write_log(session)
    return len(due)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """A person is forgotten: what they said goes at once, and where anything stood with them.

    Somebody who never joined is erased without having left, perhaps in the middle of talking.
    """
    person_id = fact.person_id
    await _end_all(session, person_id)
    said = or_(
        and_(_spoken_as(Conversation.asker_id == person_id), RelayMessage.side == Side.ASKER),
        and_(_spoken_as(Conversation.helper_id == person_id), RelayMessage.side == Side.HELPER),
    )
    accounts = select(MessengerAccount.id).where(MessengerAccount.person_id == person_id)
    await session.execute(delete(RelayPlace).where(RelayPlace.account_id.in_(accounts)))
    await _forget_places(session, said)
    await _forget_words(session, said)
    await _forget_aliases(session, person_id)
    await _forget_complaints_of(session, person_id)


def _of_person(person_id: int) -> ColumnElement[bool]:
    return or_(Conversation.asker_id == person_id, Conversation.helper_id == person_id)


def _spoken_as(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return RelayMessage.conversation_id.in_(select(Conversation.id).where(which))


async def _forget_aliases(session: AsyncSession, person_id: int) -> None:
    asked, helped = Conversation.asker_id == person_id, Conversation.helper_id == person_id
    await session.execute(update(Conversation).where(asked).values(asker_alias=_NOBODY))
    await session.execute(update(Conversation).where(helped).values(helper_alias=_NOBODY))


async def _forget_words(session: AsyncSession, which: ColumnElement[bool]) -> None:
    await session.execute(update(RelayMessage).where(which).values(words=None, file=None))


async def _forget_places(session: AsyncSession, which: ColumnElement[bool]) -> None:
    messages = select(RelayMessage.id).where(which)
    await session.execute(delete(RelayPlace).where(RelayPlace.message_id.in_(messages)))


async def _forget_complaints(session: AsyncSession, conversation_ids: Sequence[int]) -> None:
    """Without the conversation nobody can look into it any more."""
    of_these = Complaint.conversation_id.in_(conversation_ids)
    await session.execute(update(Complaint).where(of_these).values(words=None, note=None))
    await session.execute(
        update(Complaint)
        .where(of_these, Complaint.state == ComplaintState.OPEN)
        .values(state=ComplaintState.LAPSED, ended_at=now(session))
    )


async def _forget_complaints_of(session: AsyncSession, person_id: int) -> None:
    """Their own words, and what was noted of either side."""
    theirs = Complaint.by_id == person_id
    concerns = or_(theirs, Complaint.about_id == person_id)
    await session.execute(update(Complaint).where(theirs).values(words=None))
    await session.execute(update(Complaint).where(concerns).values(note=None))

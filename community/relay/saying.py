"""Saying something, correcting it, taking it back."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.audit import record
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from community.relay import notices, queries
from community.relay.errors import ConversationClosed, GivesAway, NothingToTakeBack, WordsTooLong
from community.relay.facts import AskerWaits, HelperAnswered, HelperSpoke
from community.relay.hand import in_hand, message_in_hand, subject_of
from community.relay.kinds import Medium, Side
from community.relay.models import ONCE_LENGTH, Conversation, RelayMessage, RelayPlace
from community.relay.nights import acknowledge
from community.relay.rules import WORDS_LIMIT, length_of, what_gives_away


@dataclass(frozen=True)
class Place:
    """Where a message stands in the messenger."""

    account_id: int
    external_id: str


@dataclass(frozen=True)
class Said:
    """`file` as in RelayMessage; `reply_to` is the external id in the author's own chat."""

    medium: Medium
    words: str | None
    file: str | None
    reply_to: str | None = None


@use_case
async def say(
    session: AsyncSession,
    actor: Actor,
    conversation_id: int,
    said: Said,
    at: Place | None = None,
    *,
    once: str | None = None,
) -> RelayMessage:
    """Say something to the other side, in the messenger (`at`) or on the site (`once`).

    A repeated update, or a form sent twice, returns the message it made before.

    Raises NotFound, ConversationClosed, InvalidInput, WordsTooLong, GivesAway.
    """
    conversation, side = await in_hand(session, actor, conversation_id)
    if at is not None:
        await _require_own(session, actor, at)
        known = await queries.message_at(session, at.account_id, at.external_id)
    elif once and len(once) <= ONCE_LENGTH:
        # Under the conversation's lock: a form sent twice at once waits here for itself.
        known = await queries.said_once(session, conversation.id, side, once)
    else:
        raise InvalidInput(field="once")
    if known:
        return known
    _check(conversation, said.words, said.file)
    message = RelayMessage(
        conversation_id=conversation.id,
        side=side,
        medium=said.medium,
        words=said.words or None,
        file=said.file,
        reply_to_id=await _answered(session, conversation, at, said.reply_to),
        said_at=now(session),
        once=once,
    )
    if known := await _put_at(session, message, at):
        return known
    await enqueue_all(session, [notices.message(conversation, message)])
    await _note_speaking(session, conversation, message)
    return message


async def _require_own(session: AsyncSession, actor: Actor, at: Place) -> None:
    """A place in somebody else's chat could answer with what another person said there."""
    account = await session.get(MessengerAccount, at.account_id)
    if account is None or account.person_id != actor.person_id:
        raise NotFound(kind="account")


def _check(conversation: Conversation, words: str | None, file: str | None) -> None:
    if conversation.closed_at is not None:
        raise ConversationClosed
    if not words and not file:
        raise InvalidInput(field="words")
    if not words:
        return
    if length_of(words) > WORDS_LIMIT:
        raise WordsTooLong(limit=WORDS_LIMIT)
    if conversation.revealed_at is None and (what := what_gives_away(words)):
        raise GivesAway(what=what)


async def _answered(
    session: AsyncSession, conversation: Conversation, at: Place | None, reply_to: str | None
) -> int | None:
    """A reply to what was said elsewhere is a message of its own here."""
    if at is None or reply_to is None:
        return None
    answered = await queries.message_at(session, at.account_id, reply_to)
    same = answered is not None and answered.conversation_id == conversation.id
    return answered.id if answered is not None and same else None


async def _put_at(
    session: AsyncSession, message: RelayMessage, at: Place | None
) -> RelayMessage | None:
    """Save it with its place; what stands there already, when the same update came twice."""
    if at is None:
        session.add(message)
        await session.flush()
        return None
    try:
        async with session.begin_nested():
            session.add(message)
            await session.flush()
            session.add(RelayPlace(message_id=message.id, is_copy=False, **vars(at)))
    except IntegrityError:
        known = await queries.message_at(session, at.account_id, at.external_id)
        assert known is not None
        return known
    return None


async def _note_speaking(
    session: AsyncSession, conversation: Conversation, message: RelayMessage
) -> None:
    conversation.last_said_at = message.said_at
    if message.side is Side.ASKER:
        await acknowledge(session, conversation)
        conversation.asker_spoke_at = conversation.asker_spoke_at or message.said_at
        if conversation.waits_since is None:
            conversation.waits_since = message.said_at
            await publish(session, AskerWaits(conversation.id))
        return
    if conversation.helper_spoke_at is None:
        conversation.helper_spoke_at = message.said_at
        await publish(session, HelperSpoke(conversation.id))
    if conversation.waits_since is not None:
        conversation.waits_since = None
        await publish(session, HelperAnswered(conversation.id))


@use_case
async def edit(session: AsyncSession, actor: Actor, at: Place, words: str) -> RelayMessage | None:
    """Correct what one said; None where no message of the actor's stands (any more).

    Raises ConversationClosed, InvalidInput, WordsTooLong, GivesAway.
    """
    found = await queries.message_at(session, at.account_id, at.external_id)
    if found is None:
        return None
    message, conversation = await message_in_hand(session, found.id)
    is_theirs = conversation.side_of(actor.person_id) is message.side
    if not is_theirs or message.withdrawn_at is not None:
        return None
    _check(conversation, words, message.file)
    if words != (message.words or ""):
        message.words, message.edited_at = words or None, now(session)
        await enqueue_all(session, [notices.edit(conversation, message)])
    return message


@use_case
async def withdraw(session: AsyncSession, actor: Actor, message_id: int) -> RelayMessage:
    """Take one's own message back on both sides, also when all is over; twice changes nothing.

    Raises NotFound.
    """
    message, conversation = await message_in_hand(session, message_id)
    if conversation.side_of(actor.person_id) is not message.side:
        raise NotFound(kind="message")
    await _take_back(session, actor, conversation, message)
    return message


@use_case
async def withdraw_last(session: AsyncSession, actor: Actor, conversation_id: int) -> RelayMessage:
    """The newest of the actor's messages that still stands. Raises NotFound, NothingToTakeBack."""
    conversation, side = await in_hand(session, actor, conversation_id)
    query = (
        select(RelayMessage)
        .where(
            RelayMessage.conversation_id == conversation.id,
            RelayMessage.side == side,
            or_(RelayMessage.words.is_not(None), RelayMessage.file.is_not(None)),
        )
        .order_by(RelayMessage.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    message: RelayMessage | None = await session.scalar(query)
    if message is None:
        raise NothingToTakeBack
    await _take_back(session, actor, conversation, message)
    return message


async def _take_back(
    session: AsyncSession, actor: Actor, conversation: Conversation, message: RelayMessage
) -> None:
    if message.words is None and message.file is None:
        return  # taken back before, or erased
    message.words = message.file = None
    message.withdrawn_at = now(session)
    await enqueue_all(session, [notices.withdraw(conversation, message)])
    record(session, actor, "withdraw", subject_of(conversation), message=message.id)

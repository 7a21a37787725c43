"""Reading conversations; only the two who have one may read it."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.relay.kinds import Side
from community.relay.models import Conversation, RelayMessage, RelayPlace


async def mine(session: AsyncSession, actor: Actor) -> Sequence[Conversation]:
    """The actor's open conversations, the newest activity first."""
    person_id = actor.require_own(Action.OWN_VIEW)
    active_at = func.coalesce(Conversation.last_said_at, Conversation.opened_at)
    query = (
        select(Conversation)
        .where(
            or_(Conversation.asker_id == person_id, Conversation.helper_id == person_id),
            Conversation.closed_at.is_(None),
        )
        .order_by(active_at.desc(), Conversation.id.desc())
    )
    return (await session.scalars(query)).all()


async def conversation_of(
    session: AsyncSession, actor: Actor, conversation_id: int
) -> Conversation:
    """Open or closed. Raises NotFound for whoever has no part in it."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or conversation.side_of(actor.person_id) is None:
        raise NotFound(kind="conversation")
    return conversation


async def message_at(
    session: AsyncSession, account_id: int, external_id: str
) -> RelayMessage | None:
    """What stands at this place of somebody's chat with the bot: their own message, or a copy."""
    query = (
        select(RelayMessage)
        .join(RelayPlace, RelayPlace.message_id == RelayMessage.id)
        .where(RelayPlace.account_id == account_id, RelayPlace.external_id == external_id)
    )
    result: RelayMessage | None = await session.scalar(query)
    return result


async def is_guarded_at(session: AsyncSession, account_id: int, external_id: str) -> bool:
    """Whether the two of the conversation that a message stands in know aliases only."""
    query = (
        select(Conversation.revealed_at)
        .join(RelayMessage, RelayMessage.conversation_id == Conversation.id)
        .join(RelayPlace, RelayPlace.message_id == RelayMessage.id)
        .where(RelayPlace.account_id == account_id, RelayPlace.external_id == external_id)
    )
    found = (await session.execute(query)).first()
    return found is not None and found[0] is None


async def said_once(
    session: AsyncSession, conversation_id: int, side: Side, once: str
) -> RelayMessage | None:
    """What this side has said by the same form."""
    query = select(RelayMessage).where(
        RelayMessage.conversation_id == conversation_id,
        RelayMessage.side == side,
        RelayMessage.once == once,
    )
    result: RelayMessage | None = await session.scalar(query)
    return result


async def message_for(session: AsyncSession, message_id: int) -> tuple[RelayMessage, Conversation]:
    """For whoever delivers it. Raises NotFound."""
    query = (
        select(RelayMessage, Conversation)
        .join(Conversation, Conversation.id == RelayMessage.conversation_id)
        .where(RelayMessage.id == message_id)
    )
    if (found := (await session.execute(query)).one_or_none()) is None:
        raise NotFound(kind="message")
    message, conversation = found
    return message, conversation


async def places_of(
    session: AsyncSession, message_id: int, account_id: int
) -> Sequence[RelayPlace]:
    """Where a message stands in one account's chat, in the order it was sent there."""
    query = (
        select(RelayPlace)
        .where(RelayPlace.message_id == message_id, RelayPlace.account_id == account_id)
        .order_by(RelayPlace.id)
    )
    return (await session.scalars(query)).all()


async def reply_target(session: AsyncSession, message: RelayMessage, account_id: int) -> str | None:
    """Where in this account's chat stands what the message answers: its beginning, if long."""
    if message.reply_to_id is None:
        return None
    places = await places_of(session, message.reply_to_id, account_id)
    return places[0].external_id if places else None


async def transcript(
    session: AsyncSession,
    actor: Actor,
    conversation_id: int,
    before_id: int | None = None,
    limit: int = 50,
) -> Sequence[RelayMessage]:
    """The last messages (before one, to page back) in the order they were said.

    Raises NotFound for whoever has no part in it.
    """
    conversation = await conversation_of(session, actor, conversation_id)
    query = (
        select(RelayMessage)
        .where(RelayMessage.conversation_id == conversation.id)
        .order_by(RelayMessage.id.desc())
        .limit(limit)
    )
    if before_id is not None:
        query = query.where(RelayMessage.id < before_id)
    return (await session.scalars(query)).all()[::-1]


async def said_by(session: AsyncSession, actor: Actor) -> Sequence[RelayMessage]:
    """What the acting person has said and is still kept (152-FZ art. 14)."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    as_asker = (Conversation.asker_id == person_id) & (RelayMessage.side == Side.ASKER)
    as_helper = (Conversation.helper_id == person_id) & (RelayMessage.side == Side.HELPER)
    query = (
        select(RelayMessage)
        .join(Conversation, Conversation.id == RelayMessage.conversation_id)
        .where(or_(as_asker, as_helper), RelayMessage.words.is_not(None))
        .order_by(RelayMessage.id)
    )
    return (await session.scalars(query)).all()

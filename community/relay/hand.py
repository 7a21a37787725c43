"""A conversation in hand: locked for a change, and as the log names it."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.audit import Subject
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.relay.kinds import Side
from community.relay.models import Conversation, RelayMessage


async def locked(session: AsyncSession, conversation_id: int) -> Conversation:
    """The conversation as it is at this moment; whoever else wants to change it waits."""
    row = await session.get(
        Conversation, conversation_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if row is None:
        raise NotFound(kind="conversation")
    return row


async def in_hand(
    session: AsyncSession, actor: Actor, conversation_id: int
) -> tuple[Conversation, Side]:
    """The same with the actor's side. Raises NotFound for whoever has no part in it."""
    conversation = await locked(session, conversation_id)
    side = conversation.side_of(actor.person_id)
    if side is None:
        raise NotFound(kind="conversation")
    return conversation, side


async def message_in_hand(
    session: AsyncSession, message_id: int
) -> tuple[RelayMessage, Conversation]:
    """A message with its locked conversation, read anew under that lock. Raises NotFound."""
    found = await session.get(RelayMessage, message_id)
    if found is None:
        raise NotFound(kind="message")
    conversation = await locked(session, found.conversation_id)
    message = await session.get_one(RelayMessage, message_id, populate_existing=True)
    return message, conversation


def subject_of(conversation: Conversation) -> Subject:
    return Subject("conversation", conversation.id, person_id=conversation.asker_id)

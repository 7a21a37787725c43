"""Quiet hours, and what whoever asks is told while nobody has answered yet."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.outbox.service import enqueue_all
from community.core.quiet import present_night
from community.relay import notices
from community.relay.models import Conversation


async def goes_silently(session: AsyncSession, conversation: Conversation) -> bool:
    """Whether a copy arrives without a sound. Whoever is in danger is always heard."""
    return conversation.guarded and await present_night(session) is not None


async def acknowledge(session: AsyncSession, conversation: Conversation) -> None:
    """The asker has spoken: by day that is said to have arrived once, by night once a night."""
    if not conversation.guarded:
        return
    night = await present_night(session)
    is_first = conversation.asker_spoke_at is None
    if night is not None or is_first:
        await enqueue_all(session, [notices.acknowledged(conversation, night)])

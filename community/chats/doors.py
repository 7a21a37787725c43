"""Whether the door of a chat opens to somebody, by their roles or because a group let them in."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatGuest, Purpose
from community.chats.rules import may_enter
from community.core.actor import Actor


async def opens(session: AsyncSession, chat: Chat, actor: Actor) -> bool:
    """Into the chat of a self-help group comes whoever is in the group, whatever their roles."""
    if chat.purpose is Purpose.GROUP:
        return await session.get(ChatGuest, (chat.id, actor.person_id)) is not None
    return may_enter(actor, chat.purpose, chat.district_id)

"""The chat of a group, and who is let into it: whoever is in the group."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import guests
from community.chats import service as chats
from community.chats.models import Chat, ChatState
from community.core.actor import Actor
from community.core.outbox.service import enqueue, to_chat
from community.core.usecase import use_case
from community.selfhelp.groups.holding import led, note
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.members.queries import people_inside


@use_case
async def bind_chat(
    session: AsyncSession, actor: Actor, group_id: int, chat_id: int
) -> SupportGroup:
    """A chat that whoever leads the group added the bot to; a former one is let go.

    Raises NotFound, GroupClosed.
    """
    group = await led(session, actor, group_id)
    chat = await chats.bind_to_group(session, actor, chat_id)
    if group.chat_id is not None:
        await chats.let_go(session, group.chat_id)
    group.chat_id = chat.id
    await session.flush()
    note(session, actor, "bind_chat", group)
    await guests.invite(session, chat.id, await people_inside(session, group.id))
    await say_words(session, group)
    return group


async def say_words(session: AsyncSession, group: SupportGroup) -> None:
    """What its members agreed to is said in the chat, once for each version (feature 32)."""
    if group.chat_id is not None:
        await enqueue(
            session,
            to_chat(group.chat_id),
            "selfhelp.chat_words",
            key=f"{group.id}:{group.agreement}",
            group=group.id,
            number=group.agreement,
        )


async def chat_of(session: AsyncSession, group: SupportGroup) -> Chat | None:
    """None where there is none, or it was lost."""
    query = select(Chat).where(Chat.id == group.chat_id, Chat.state == ChatState.ACTIVE)
    chat: Chat | None = await session.scalar(query)
    return chat

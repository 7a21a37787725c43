"""The chat of a self-help group lets in whoever is in the group: told here by the group itself."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.answering import asking, is_banned, queue, take_out
from community.chats.models import ChatGuest
from community.core.clock import now
from community.core.db import insert_into


async def invite(session: AsyncSession, chat_id: int, person_ids: Collection[int]) -> None:
    """From now on the door opens to them; who has asked already comes in at once."""
    if not person_ids:
        return
    rows = [{"chat_id": chat_id, "person_id": one, "since": now(session)} for one in person_ids]
    await session.execute(insert_into(session, ChatGuest).on_conflict_do_nothing(), rows)
    for request in await queries.waiting_in_chat(session, chat_id):
        actor = await asking(session, request)
        if actor.person_id in person_ids and not await is_banned(session, actor):
            await queue(session, request, "chats.admit")


async def send_away(session: AsyncSession, chat_id: int, person_ids: Collection[int]) -> None:
    """The door is closed to them, and whoever is inside is taken out."""
    here = ChatGuest.chat_id == chat_id, ChatGuest.person_id.in_(person_ids)
    await session.execute(delete(ChatGuest).where(*here))
    for person_id in sorted(person_ids):
        for request, chat in await queries.waiting_requests_of(session, person_id):
            if chat.id == chat_id:
                await queue(session, request, "chats.decline")
        for member, chat, account in await queries.memberships_of(session, person_id):
            if chat.id == chat_id:
                await take_out(session, member, account)


async def guests_of(session: AsyncSession, chat_id: int) -> frozenset[int]:
    query = select(ChatGuest.person_id).where(ChatGuest.chat_id == chat_id)
    return frozenset(await session.scalars(query))

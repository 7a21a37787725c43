"""Keeping the register of chats: added, bound, moved, lost; the roster; daily activity."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.errors import DistrictNeeded
from community.chats.facts import ChatChanged
from community.chats.models import (
    LET_GO,
    MERGED,
    Chat,
    ChatDay,
    ChatGuest,
    ChatMember,
    ChatState,
    JoinRequest,
    Presence,
    Purpose,
    RequestState,
)
from community.chats.rules import NEEDS_DISTRICT
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE, insert_into
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue, to_chat, to_person
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.people import queries as people


@use_case
async def meet_chat(
    session: AsyncSession,
    messenger: str,
    external_id: str,
    title: str,
    *,
    added_by_id: int | None = None,
) -> Chat:
    """The bot is in this chat (again): known from now on; a lost one is found with its purpose."""
    chat = await queries.chat_by_address(session, messenger, external_id)
    if chat is None:
        chat = Chat(
            messenger=messenger,
            external_id=external_id,
            state=ChatState.NEW,
            rights={},
            added_by_id=added_by_id,
            created_at=now(session),
        )
        session.add(chat)
    chat.title = title[:255]
    if chat.state is ChatState.LOST:
        chat.state = ChatState.ACTIVE if chat.purpose else ChatState.NEW
        chat.lost_at = chat.lost_reason = None
    await session.flush()
    if chat.state is ChatState.NEW and added_by_id is not None:
        moment = now(session).timestamp()
        key = f"{chat.id}:{moment:.0f}"
        await enqueue(session, to_person(added_by_id), "chats.bind_ask", key=key, chat=chat.id)
    await publish(session, ChatChanged(chat.id))
    return chat


@use_case
async def note_rights(
    session: AsyncSession, chat_id: int, rights: Mapping[str, bool], link: str | None = None
) -> None:
    """What the bot may do in the chat, as the messenger says now; `link` asks for admission."""
    chat = await session.get_one(Chat, chat_id)
    chat.rights, chat.rights_checked_at = dict(rights), now(session)
    chat.invite_link = link or chat.invite_link


@use_case
async def bind_chat(
    session: AsyncSession,
    actor: Actor,
    chat_id: int,
    purpose: Purpose,
    district_id: int | None = None,
) -> Chat:
    """Say what a chat is for. Raises DistrictNeeded, NotFound out of reach."""
    reach = actor.require(Action.CHAT_BIND)
    await session.get(Chat, chat_id, with_for_update=TO_CHANGE, populate_existing=True)
    chat = await queries.chat_to_bind(session, actor, chat_id)
    if purpose in NEEDS_DISTRICT and district_id is None:
        raise DistrictNeeded
    if purpose not in NEEDS_DISTRICT and purpose is not Purpose.ACTIVISTS:
        district_id = None
    if district_id is not None and await session.get(District, district_id) is None:
        raise NotFound(kind="district")
    if not reach.covers(district_id):
        raise NotFound(kind="district")
    chat.purpose, chat.district_id = purpose, district_id
    if chat.state is ChatState.NEW:
        chat.state = ChatState.ACTIVE
    subject = Subject("chat", chat.id, district_id=district_id)
    record(session, actor, "bind", subject, purpose=purpose.value)
    await publish(session, ChatChanged(chat.id))
    return chat


async def bind_to_group(session: AsyncSession, actor: Actor, chat_id: int) -> Chat:
    """Within the use case of a self-help group that this is the chat of.

    Raises NotFound for a chat that is bound already, or that somebody else added the bot to.
    """
    chat = await session.get(Chat, chat_id, with_for_update=TO_CHANGE, populate_existing=True)
    if chat is None or chat.state is not ChatState.NEW or chat.added_by_id != actor.person_id:
        raise NotFound(kind="chat")
    chat.purpose, chat.district_id, chat.state = Purpose.GROUP, None, ChatState.ACTIVE
    record(session, actor, "bind", Subject("chat", chat.id), purpose=Purpose.GROUP.value)
    await publish(session, ChatChanged(chat.id))
    return chat


async def let_go(session: AsyncSession, chat_id: int) -> None:
    """The club looks after it no longer; whoever is in it stays. The bot says so there and goes."""
    chat = await session.get_one(Chat, chat_id, with_for_update=TO_CHANGE, populate_existing=True)
    if chat.state is ChatState.LOST:
        return
    chat.state, chat.lost_at, chat.lost_reason = ChatState.LOST, now(session), LET_GO
    await session.execute(delete(ChatGuest).where(ChatGuest.chat_id == chat_id))
    await publish(session, ChatChanged(chat.id))
    await enqueue(session, to_chat(chat_id), "chats.goodbye", key=str(chat_id), chat=chat_id)


@use_case
async def note_lost(session: AsyncSession, chat_id: int, reason: str) -> None:
    """The bot can no longer speak there. Leaders of the place are told once."""
    chat = await session.get_one(Chat, chat_id, with_for_update=TO_CHANGE, populate_existing=True)
    if chat.state is ChatState.LOST:
        return
    was_bound = chat.purpose is not None
    chat.state, chat.lost_at, chat.lost_reason = ChatState.LOST, now(session), reason
    await publish(session, ChatChanged(chat.id))
    if was_bound:
        key = f"{chat.id}:{chat.lost_at.timestamp():.0f}"
        for leader in await people.people_who_may(session, Action.CHAT_BIND, chat.district_id):
            await enqueue(session, to_person(leader), "chats.lost", key=key, chat=chat.id)


@use_case
async def move_chat(session: AsyncSession, messenger: str, old_id: str, new_id: str) -> None:
    """A group became a supergroup: same chat, new address (scenario 28).

    The new address may have been met already, as a stranger, when updates come out of order:
    who was seen there is taken over.
    """
    chat = await queries.chat_by_address(session, messenger, old_id)
    if chat is None:
        return
    twin = await queries.chat_by_address(session, messenger, new_id)
    if twin is not None:
        await _take_over(session, chat, twin)
    chat.external_id = new_id
    if chat.state is ChatState.LOST:
        chat.state = ChatState.ACTIVE if chat.purpose else ChatState.NEW
        chat.lost_at = chat.lost_reason = None
    await publish(session, ChatChanged(chat.id))


async def _take_over(session: AsyncSession, chat: Chat, twin: Chat) -> None:
    twin.external_id, twin.state, twin.lost_reason = f"moved:{twin.id}", ChatState.LOST, MERGED
    chat.rights, chat.rights_checked_at = twin.rights, twin.rights_checked_at
    chat.invite_link = twin.invite_link or chat.invite_link
    await session.flush()
    known = select(ChatMember.account_id).where(ChatMember.chat_id == chat.id)
    asking = select(JoinRequest.account_id).where(
        JoinRequest.chat_id == chat.id, JoinRequest.state == RequestState.WAITING
    )
    await session.execute(
        update(ChatMember)
        .where(ChatMember.chat_id == twin.id, ChatMember.account_id.not_in(known))
        .values(chat_id=chat.id)
    )
    await session.execute(
        update(JoinRequest)
        .where(JoinRequest.chat_id == twin.id, JoinRequest.account_id.not_in(asking))
        .values(chat_id=chat.id)
    )
    await publish(session, ChatChanged(twin.id))


@use_case
async def rename_chat(session: AsyncSession, messenger: str, external_id: str, title: str) -> None:
    chat = await queries.chat_by_address(session, messenger, external_id)
    if chat is not None:
        chat.title = title[:255]


@use_case
async def note_presence(
    session: AsyncSession, chat_id: int, account_id: int, presence: Presence
) -> None:
    """Write down that an account is in a chat, or no longer."""
    member = await session.scalar(
        select(ChatMember).where(ChatMember.chat_id == chat_id, ChatMember.account_id == account_id)
    )
    if member is None:
        member = ChatMember(
            chat_id=chat_id, account_id=account_id, presence=presence, since=now(session)
        )
        try:
            async with session.begin_nested():
                session.add(member)
        except IntegrityError:  # the same update came twice at once
            await session.execute(
                update(ChatMember)
                .where(ChatMember.chat_id == chat_id, ChatMember.account_id == account_id)
                .values(presence=presence)
            )
    elif member.presence is not presence:
        member.presence, member.since = presence, now(session)


@use_case
async def add_activity(session: AsyncSession, counts: Mapping[tuple[int, date], int]) -> None:
    """Add what was counted in memory: messages by chat and day."""
    if not counts:
        return
    insert = insert_into(session, ChatDay)
    statement = insert.on_conflict_do_update(
        index_elements=["chat_id", "day"],
        set_={"messages": ChatDay.messages + insert.excluded.messages},
    )
    rows = [{"chat_id": c, "day": day, "messages": n} for (c, day), n in sorted(counts.items())]
    await session.execute(statement, rows)

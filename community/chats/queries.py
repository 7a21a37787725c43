"""Reading chats, rosters and requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import (
    LET_GO,
    MERGED,
    Chat,
    ChatGuest,
    ChatMember,
    ChatState,
    JoinRequest,
    Presence,
    Purpose,
    Raid,
    RequestState,
)
from community.chats.rules import PRESENT, may_enter, missing_rights
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.membership.people.models import MessengerAccount, Person, Standing

_is_missed = or_(Chat.lost_reason.is_(None), Chat.lost_reason.not_in([MERGED, LET_GO]))


@dataclass(frozen=True)
class Room:
    """A chat that a person may enter, and whether they are in it."""

    chat: Chat
    inside: bool


@dataclass(frozen=True)
class ChatRow:
    """A line of the site's list of chats."""

    chat: Chat
    members: int
    waiting: int
    raid_since: datetime | None
    missing_rights: Sequence[str]

    @property
    def healthy(self) -> bool:
        return self.chat.state is ChatState.ACTIVE and not self.missing_rights


async def chat_by_address(session: AsyncSession, messenger: str, external_id: str) -> Chat | None:
    query = select(Chat).where(Chat.messenger == messenger, Chat.external_id == external_id)
    result: Chat | None = await session.scalar(query)
    return result


async def chat_within_reach(
    session: AsyncSession, actor: Actor, chat_id: int, action: Action = Action.CHAT_VIEW
) -> Chat:
    """One chat; raises NotFound where the actor's rights do not reach."""
    reach = actor.require(action)
    chat = await session.get(Chat, chat_id)
    if chat is None or not reach.covers(chat.district_id):
        raise NotFound(kind="chat")
    return chat


async def chat_to_bind(session: AsyncSession, actor: Actor, chat_id: int) -> Chat:
    """A chat whose purpose the actor may say: within reach, or one that has none yet."""
    reach = actor.require(Action.CHAT_BIND)
    chat = await session.get(Chat, chat_id)
    if chat is None or (chat.purpose and not reach.covers(chat.district_id)):
        raise NotFound(kind="chat")
    return chat


async def bound_chats(session: AsyncSession) -> Sequence[Chat]:
    """Every chat that has a purpose and a living bot in it."""
    query = select(Chat).where(Chat.state == ChatState.ACTIVE).order_by(Chat.id)
    return (await session.scalars(query)).all()


async def rooms_of(session: AsyncSession, actor: Actor) -> Sequence[Room]:
    """The chats the acting person may enter, the regional one first."""
    inside = set(await _chats_with(session, actor.person_id))
    guest_in = await session.scalars(
        select(ChatGuest.chat_id).where(ChatGuest.person_id == actor.person_id)
    )
    invited = set(guest_in)
    open_to = [
        chat
        for chat in await bound_chats(session)
        if (chat.purpose is Purpose.GROUP and chat.id in invited)
        or may_enter(actor, chat.purpose, chat.district_id)
    ]
    open_to.sort(key=lambda chat: (list(Purpose).index(chat.purpose or Purpose.GROUP), chat.title))
    return [Room(chat, chat.id in inside) for chat in open_to]


async def _chats_with(session: AsyncSession, person_id: int | None) -> Sequence[int]:
    query = (
        select(ChatMember.chat_id)
        .join(MessengerAccount, MessengerAccount.id == ChatMember.account_id)
        .where(MessengerAccount.person_id == person_id, ChatMember.presence.in_(PRESENT))
        .distinct()
    )
    return (await session.scalars(query)).all()


async def memberships_of(
    session: AsyncSession, person_id: int
) -> Sequence[tuple[ChatMember, Chat, MessengerAccount]]:
    """Where the person's accounts are inside now."""
    query = (
        select(ChatMember, Chat, MessengerAccount)
        .join(Chat, Chat.id == ChatMember.chat_id)
        .join(MessengerAccount, MessengerAccount.id == ChatMember.account_id)
        .where(MessengerAccount.person_id == person_id, ChatMember.presence.in_(PRESENT))
        .order_by(Chat.id)
    )
    return [(member, chat, account) for member, chat, account in await session.execute(query)]


async def administered_by(session: AsyncSession, account_id: int) -> frozenset[int]:
    """The chats in which the messenger counts this account among the administrators."""
    query = select(ChatMember.chat_id).where(
        ChatMember.account_id == account_id, ChatMember.presence == Presence.ADMIN
    )
    return frozenset(await session.scalars(query))


async def waiting_requests_of(
    session: AsyncSession, person_id: int
) -> Sequence[tuple[JoinRequest, Chat]]:
    query = (
        select(JoinRequest, Chat)
        .join(Chat, Chat.id == JoinRequest.chat_id)
        .join(MessengerAccount, MessengerAccount.id == JoinRequest.account_id)
        .where(
            MessengerAccount.person_id == person_id,
            JoinRequest.state == RequestState.WAITING,
        )
        .order_by(JoinRequest.id)
    )
    return [(request, chat) for request, chat in await session.execute(query)]


async def waiting_in_chat(session: AsyncSession, chat_id: int) -> Sequence[JoinRequest]:
    query = (
        select(JoinRequest)
        .where(JoinRequest.chat_id == chat_id, JoinRequest.state == RequestState.WAITING)
        .order_by(JoinRequest.id)
    )
    return (await session.scalars(query)).all()


@dataclass(frozen=True)
class Asking:
    """A waiting request as a moderator sees it: how the club knows the person, not who it is."""

    request: JoinRequest
    standing: Standing


async def asking_to_join(session: AsyncSession, chat_id: int, limit: int = 20) -> Sequence[Asking]:
    """The longest waiting requests to a chat."""
    query = (
        select(JoinRequest, Person.standing)
        .join(MessengerAccount, MessengerAccount.id == JoinRequest.account_id)
        .join(Person, Person.id == MessengerAccount.person_id)
        .where(JoinRequest.chat_id == chat_id, JoinRequest.state == RequestState.WAITING)
        .order_by(JoinRequest.id)
        .limit(limit)
    )
    return [Asking(request, standing) for request, standing in await session.execute(query)]


async def banned_somewhere(session: AsyncSession, person_id: int) -> bool:
    """Whether any chat of the club has banned one of the person's accounts."""
    query = (
        select(ChatMember.id)
        .join(MessengerAccount, MessengerAccount.id == ChatMember.account_id)
        .where(
            MessengerAccount.person_id == person_id,
            ChatMember.presence == Presence.BANNED,
        )
        .limit(1)
    )
    return await session.scalar(query) is not None


async def going_on(session: AsyncSession, chat_id: int) -> Raid | None:
    query = select(Raid).where(Raid.chat_id == chat_id, Raid.ended_at.is_(None))
    result: Raid | None = await session.scalar(query)
    return result


async def raid_size(session: AsyncSession, raid: Raid) -> int:
    """How many requests the raid has brought so far."""
    query = select(func.count()).where(
        JoinRequest.chat_id == raid.chat_id,
        JoinRequest.in_raid,
        JoinRequest.state == RequestState.WAITING,
    )
    return await session.scalar(query) or 0


async def chats_overview(session: AsyncSession, actor: Actor) -> Sequence[ChatRow]:
    """The chats within reach with what a leader must know of each; troubled ones first."""
    reach = actor.require(Action.CHAT_VIEW)
    members = (
        select(func.count())
        .where(ChatMember.chat_id == Chat.id, ChatMember.presence.in_(PRESENT))
        .scalar_subquery()
    )
    waiting = (
        select(func.count())
        .where(JoinRequest.chat_id == Chat.id, JoinRequest.state == RequestState.WAITING)
        .scalar_subquery()
    )
    raid = (
        select(Raid.began_at)
        .where(Raid.chat_id == Chat.id, Raid.ended_at.is_(None))
        .scalar_subquery()
    )
    # A lost chat that never had a purpose, that moved or was let go, is nobody's trouble.
    of_interest = or_(
        Chat.state != ChatState.LOST,
        and_(Chat.purpose.is_not(None), _is_missed),
    )
    query = select(Chat, members, waiting, raid).where(of_interest).order_by(Chat.title)
    if reach.districts is not None:
        query = query.where(Chat.district_id.in_(reach.districts))
    rows = [
        ChatRow(chat, inside, asking, since, missing_rights(chat.purpose, chat.rights))
        for chat, inside, asking, since in await session.execute(query)
    ]
    return sorted(rows, key=lambda row: row.healthy)

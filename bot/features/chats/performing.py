"""Carrying decisions out in the messenger: let in, decline, take out."""

from aiogram.exceptions import TelegramBadRequest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.parcel import Parcel
from community.chats import joining, service
from community.chats.doors import opens
from community.chats.models import Chat, ChatMember, JoinRequest, Presence, RequestState
from community.chats.rules import PRESENT
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount

_DONE = Done(State.SENT)
# The request was answered by hand in the messenger, or withdrawn by the person.
_ANSWERED = ("hide_requester_missing", "user_already_participant", "user_id_invalid")


async def admit(parcel: Parcel) -> Outcome:
    """Open the door, if the person still may enter or a moderator said so."""
    async with parcel.context.database.read() as session:
        request, chat = await _request(session, parcel)
        account = await session.get_one(MessengerAccount, request.account_id)
        actor = await people.actor_for(session, account.person_id, "bot")
        allowed = request.decided_by_id is not None or await opens(session, chat, actor)
    if request.state is not RequestState.WAITING or not allowed:
        return SKIPPED
    try:
        await parcel.bot.approve_chat_join_request(chat.external_id, int(parcel.address))
    except TelegramBadRequest as error:
        return await _gone(parcel, request, error)
    await _close(parcel, request, RequestState.ADMITTED)
    return _DONE


async def decline(parcel: Parcel) -> Outcome:
    async with parcel.context.database.read() as session:
        request, chat = await _request(session, parcel)
    if request.state is not RequestState.WAITING:
        return SKIPPED
    try:
        await parcel.bot.decline_chat_join_request(chat.external_id, int(parcel.address))
    except TelegramBadRequest as error:
        return await _gone(parcel, request, error)
    await _close(parcel, request, RequestState.DECLINED)
    return _DONE


async def remove(parcel: Parcel) -> Outcome:
    """Take somebody out without closing the door for ever: banned and unbanned at once."""
    async with parcel.context.database.read() as session:
        member = await session.get_one(ChatMember, parcel.params["member"])
        chat = await session.get_one(Chat, member.chat_id)
        account = await session.get_one(MessengerAccount, member.account_id)
        actor = await people.actor_for(session, account.person_id, "bot")
        is_welcome = await opens(session, chat, actor)
    if member.presence not in PRESENT or is_welcome:
        return SKIPPED
    user_id = int(parcel.address)
    try:
        await parcel.bot.ban_chat_member(chat.external_id, user_id)
        await parcel.bot.unban_chat_member(chat.external_id, user_id, only_if_banned=True)
    except TelegramBadRequest as error:
        # An administrator of the chat, or no right to ban: a leader sees it on the health page.
        return Done(State.FAILED, error=error.message[:80])
    async with parcel.context.database.write() as session:
        await service.note_presence(session, chat.id, account.id, Presence.LEFT)
    return _DONE


async def _request(session: AsyncSession, parcel: Parcel) -> tuple[JoinRequest, Chat]:
    request = await session.get_one(JoinRequest, parcel.params["request"])
    return request, await session.get_one(Chat, request.chat_id)


async def _close(parcel: Parcel, request: JoinRequest, state: RequestState) -> None:
    async with parcel.context.database.write() as session:
        await joining.close_request(session, request.id, state)


async def _gone(parcel: Parcel, request: JoinRequest, error: TelegramBadRequest) -> Outcome:
    if not any(word in error.message.lower() for word in _ANSWERED):
        raise error
    await _close(parcel, request, RequestState.GONE)
    return SKIPPED

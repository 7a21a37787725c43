"""Who comes and goes, what happens to the bot itself, who knocks at the door."""

import structlog
from aiogram import Bot, F, Router
from aiogram.types import (
    ChatJoinRequest,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
)

from bot.context import BotContext
from bot.features.chats.rights import check_chat, rights_of
from community.chats import joining, queries, service
from community.chats.models import ChatState, Presence, RequestState
from community.chats.rules import PRESENT
from community.membership.people import queries as people
from community.membership.people import service as people_service
from moderation.incidents import sanctioning

log = structlog.get_logger()
_PRESENCE = {
    "creator": Presence.ADMIN,
    "administrator": Presence.ADMIN,
    "member": Presence.MEMBER,
    "restricted": Presence.RESTRICTED,
    "left": Presence.LEFT,
    "kicked": Presence.BANNED,
}
_UNDER_SANCTION = {Presence.RESTRICTED, Presence.BANNED}


async def person_blocked_or_returned(event: ChatMemberUpdated, context: BotContext) -> None:
    """In private this is the only word that the bot was blocked, or unblocked."""
    async with context.database.read() as session:
        account = await people.account(session, context.messenger, str(event.from_user.id))
    if account is None:
        return
    async with context.database.write() as session:
        if event.new_chat_member.status == "kicked":
            await people_service.mark_unreachable(session, account.id)
        else:
            await people_service.meet(session, context.messenger, str(event.from_user.id))


async def bot_was_moved_about(event: ChatMemberUpdated, bot: Bot, context: BotContext) -> None:
    """Added, promoted, demoted, removed: the register and the rights follow."""
    address, status = str(event.chat.id), event.new_chat_member.status
    if status in ("left", "kicked"):
        async with context.database.read() as session:
            chat = await queries.chat_by_address(session, context.messenger, address)
        if chat is not None:
            async with context.database.write() as session:
                await service.note_lost(session, chat.id, "removed")
        return
    was_outside = event.old_chat_member.status in ("left", "kicked")
    async with context.database.write() as session:
        adder = await people_service.meet(
            session, context.messenger, str(event.from_user.id), speaks=False
        )
        chat = await service.meet_chat(
            session,
            context.messenger,
            address,
            event.chat.title or "",
            added_by_id=adder.person_id if was_outside else None,
        )
        await service.note_rights(session, chat.id, rights_of(event.new_chat_member))
    if chat.state is ChatState.ACTIVE:
        await check_chat(context, bot, chat)
        async with context.database.write() as session:
            await joining.take_up_again(session, chat.id)


async def somebody_came_or_went(event: ChatMemberUpdated, bot: Bot, context: BotContext) -> None:
    """The club's own roster: a bot cannot list members, so every change is written down."""
    user = event.new_chat_member.user
    async with context.database.read() as session:
        chat = await queries.chat_by_address(session, context.messenger, str(event.chat.id))
    if chat is None or user.is_bot:
        return
    before, presence = _presence(event.old_chat_member), _presence(event.new_chat_member)
    async with context.database.write() as session:
        account = await people_service.meet(session, context.messenger, str(user.id), speaks=False)
        await service.note_presence(session, chat.id, account.id, presence)
        if presence in PRESENT:
            await joining.close_requests_of(session, chat.id, account.id, RequestState.ADMITTED)
        if event.from_user.id not in (bot.id, user.id) and {before, presence} & _UNDER_SANCTION:
            await sanctioning.changed_by_hand(session, chat.id, account.id, presence)
        elif presence in PRESENT and before not in PRESENT:
            await sanctioning.follow_into(session, chat.id, account.id)


def _presence(member: ChatMemberUnion) -> Presence:
    if isinstance(member, ChatMemberRestricted) and not member.is_member:
        return Presence.LEFT
    return _PRESENCE[member.status]


async def somebody_knocks(event: ChatJoinRequest, context: BotContext) -> None:
    async with context.database.read() as session:
        chat = await queries.chat_by_address(session, context.messenger, str(event.chat.id))
    if chat is None:
        log.info("join_request_to_unknown_chat")
        return
    language = "en" if (event.from_user.language_code or "").startswith("en") else "ru"
    async with context.database.write() as session:
        account = await people_service.meet(
            session,
            context.messenger,
            str(event.from_user.id),
            language=language,
            speaks=False,
        )
        await joining.ask_to_join(session, chat.id, account)


async def group_became_supergroup(message: Message, context: BotContext) -> None:
    assert message.migrate_to_chat_id is not None
    await _move(context, message.chat.id, message.migrate_to_chat_id)


async def supergroup_was_a_group(message: Message, context: BotContext) -> None:
    assert message.migrate_from_chat_id is not None
    await _move(context, message.migrate_from_chat_id, message.chat.id)


async def _move(context: BotContext, old: int, new: int) -> None:
    async with context.database.write() as session:
        await service.move_chat(session, context.messenger, str(old), str(new))


async def chat_was_renamed(message: Message, context: BotContext) -> None:
    async with context.database.write() as session:
        await service.rename_chat(
            session, context.messenger, str(message.chat.id), message.new_chat_title or ""
        )


def create_router() -> Router:
    router = Router(name="roster")
    router.my_chat_member.register(person_blocked_or_returned, F.chat.type == "private")
    router.my_chat_member.register(bot_was_moved_about, F.chat.type.in_({"group", "supergroup"}))
    router.chat_member.register(somebody_came_or_went)
    router.chat_join_request.register(somebody_knocks)
    router.message.register(group_became_supergroup, F.migrate_to_chat_id)
    router.message.register(supergroup_was_a_group, F.migrate_from_chat_id)
    router.message.register(chat_was_renamed, F.new_chat_title)
    return router

"""What the bot may do in a chat, and how to grant what is missing, in plain words."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

from bot.capabilities import capabilities_of
from bot.context import BotContext
from bot.texts import Texts
from community.chats import queries, service
from community.chats.models import Chat, Presence, Purpose
from community.chats.rules import NEEDED_RIGHTS, missing_rights
from community.membership.people import service as people_service
from moderation.incidents.places import PARENTS_CHATS

log = structlog.get_logger()
_RIGHTS = sorted({right for rights in NEEDED_RIGHTS.values() for right in rights})
_LINK_NAME = "Клуб"


def rights_of(member: object) -> dict[str, bool]:
    """The bot's rights as a plain table; a mere member has none."""
    if isinstance(member, ChatMemberOwner):
        return dict.fromkeys(_RIGHTS, True)
    if isinstance(member, ChatMemberAdministrator):
        return {right: bool(getattr(member, right, False)) for right in _RIGHTS}
    return dict.fromkeys(_RIGHTS, False)


def may_delete(chat: Chat) -> bool:
    """As the bot's rights were seen last."""
    return bool(chat.rights.get("can_delete_messages"))


async def check_chat(context: BotContext, bot: Bot, chat: Chat) -> None:
    """Ask the messenger what the bot may do there, and who else administers the chat.

    Keeps a link that asks for admission.
    """
    try:
        rights = rights_of(await bot.get_chat_member(chat.external_id, bot.id))
        if chat.purpose is Purpose.GROUP:  # whether its owner forbade to pass messages on
            found = await bot.get_chat(chat.external_id)
            rights["has_protected_content"] = bool(found.has_protected_content)
        link = await _link(context, bot, chat, rights)
        await _note_administrators(context, bot, chat)
    except TelegramForbiddenError:
        async with context.database.write() as session:
            await service.note_lost(session, chat.id, "removed")
        return
    async with context.database.write() as session:
        await service.note_rights(session, chat.id, rights, link)
    chat.rights = rights


async def _note_administrators(context: BotContext, bot: Bot, chat: Chat) -> None:
    """Whoever was one before the bot came is known too: nobody sanctions them by mistake."""
    if chat.purpose not in PARENTS_CHATS:
        return
    found = await bot.get_chat_administrators(chat.external_id)
    async with context.database.write() as session:
        for user in (member.user for member in found if not member.user.is_bot):
            account = await people_service.meet(
                session, context.messenger, str(user.id), speaks=False
            )
            await service.note_presence(session, chat.id, account.id, Presence.ADMIN)


async def _link(context: BotContext, bot: Bot, chat: Chat, rights: dict[str, bool]) -> str | None:
    wanted = chat.purpose not in (None, Purpose.GUARDIANSHIP) and chat.invite_link is None
    if not wanted or not rights["can_invite_users"]:
        return None
    by_request = capabilities_of(context.messenger).join_requests
    link = await bot.create_chat_invite_link(
        chat.external_id, name=_LINK_NAME, creates_join_request=by_request
    )
    return link.invite_link


async def check_all_chats(context: BotContext, bot: Bot) -> int:
    """Look after every bound chat; returns how many could not be asked just now."""
    async with context.database.read() as session:
        chats = await queries.bound_chats(session)
    failures = 0
    for chat in chats:
        try:
            await check_chat(context, bot, chat)
        except TelegramAPIError as error:
            failures += 1
            log.warning("chat_check_failed", chat_id=chat.id, error=type(error).__name__)
    return failures


def rights_text(chat: Chat, texts: Texts) -> str:
    """«Привязан. Мне не хватает прав: …» with the way to grant them."""
    lines = [texts("«{title}» is bound to the club.", title=chat.title)]
    lacking = missing_rights(chat.purpose, chat.rights)
    if not lacking:
        lines.append(texts("I have all the rights I need there."))
        return "\n\n".join(lines)
    names = {
        "can_invite_users": texts("invite users: to let members in"),
        "can_restrict_members": texts("ban users: to take out who has left the club"),
        "can_delete_messages": texts("delete messages: to be able to remove a leaked document"),
        "can_pin_messages": texts("pin messages: to be able to pin an announcement"),
    }
    lines.append(texts("I still lack these rights:"))
    lines.append("\n".join(f"• {names[right]}" for right in lacking))
    lines.append(
        texts(
            "How to grant them: open the chat → its name → Edit → Administrators → me → switch"
            " these on. I notice it myself."
        )
    )
    return "\n\n".join(lines)

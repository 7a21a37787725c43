"""/report in a group, in answer to a message: away at once, the reason is asked in private."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.context import BotContext
from bot.features.moderation.commands import vanish, whisper
from bot.features.moderation.pending import Pending
from bot.features.moderation.pointing import answered, author_of, sighting_of
from bot.features.moderation.words import reason_name
from bot.screen import Row, Screen, button, replace, show
from bot.texts import Texts
from community.chats.models import Chat
from community.chats.queries import chat_by_address
from community.core.actor import Actor
from moderation.incidents.kinds import ReportReason, Source
from moderation.incidents.places import PARENTS_CHATS
from moderation.incidents.reporting import may_report, report
from moderation.incidents.sighting import Sighting

_SIGNS = {
    ReportReason.SPAM: "📢",
    ReportReason.ABUSE: "🔥",
    ReportReason.PERSONAL_DATA: "🔒",
    ReportReason.UNWELL: "💛",
    ReportReason.OTHER: "💬",
}


async def point_out(
    message: Message, context: BotContext, actor: Actor, texts: Texts, pending: Pending
) -> None:
    """Nobody in the group sees who reports what."""
    await vanish(message)
    async with context.database.read() as session:
        chat = await chat_by_address(session, context.messenger, str(message.chat.id))
    replied = answered(message)
    if chat is None or chat.purpose not in PARENTS_CHATS or replied is None:
        hint = texts(
            "Answer the message that troubles you with /report: press on it, choose «Reply» and"
            " send /report. Nobody in the chat sees it."
        )
        await whisper(message, hint)
    elif not may_report(actor):
        await whisper(message, texts("Reports are heard from members of the club: /start"))
    else:
        await _ask_why(_Pointing(message, replied, chat), context, actor, texts, pending)


@dataclass(frozen=True)
class _Pointing:
    """Somebody's command, the message it answers, and where."""

    command: Message
    replied: Message
    chat: Chat

    @property
    def user_id(self) -> int:
        assert self.command.from_user is not None
        return self.command.from_user.id


async def _ask_why(
    pointing: _Pointing, context: BotContext, actor: Actor, texts: Texts, pending: Pending
) -> None:
    """In private; whoever cannot be asked there is heard all the same."""
    chat, replied, user_id = pointing.chat, pointing.replied, pointing.user_id
    async with context.database.write() as session:
        author = await author_of(session, context, replied)
    sighting = sighting_of(context, replied, chat, author, Source.REPORT)
    await pending.put(user_id, sighting)
    assert replied.bot is not None
    try:
        await show(replied.bot, user_id, _reasons_screen(sighting, chat, texts))
    except (TelegramBadRequest, TelegramForbiddenError):
        await pending.take(user_id, chat.id, replied.message_id)
        async with context.database.write() as session:
            await report(session, actor, sighting, ReportReason.OTHER)


def _reasons_screen(sighting: Sighting, chat: Chat, texts: Texts) -> Screen:
    text = texts(
        "What troubles you about this message in «{title}»? Only moderators read your answer;"
        " nobody learns that it came from you.",
        title=chat.title,
    )
    place = f"rep:{sighting.chat_id}:{sighting.message_id}"
    rows: list[Row] = [
        [button(f"{sign} {reason_name(reason, texts)}", f"{place}:{reason}")]
        for reason, sign in _SIGNS.items()
    ]
    return Screen(text, [*rows, [button(texts("✖️ Nothing after all"), f"{place}:none")]])


async def say_why(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts, pending: Pending
) -> None:
    """The report goes to moderators; who worries about somebody reads whom to call as well."""
    _, chat_id, message_id, why = (query.data or "").split(":")
    sighting = await pending.take(query.from_user.id, int(chat_id), int(message_id))
    if sighting is None:
        said = texts("This has waited too long. Please answer the message with /report once more.")
    elif why == "none":
        said = texts("Forgotten: nobody has heard of it.")
    else:
        async with context.database.write() as session:
            await report(session, actor, sighting, ReportReason(why))
        said = _thanks(ReportReason(why), texts)
    await replace(query, Screen(said))
    await query.answer()


def _thanks(reason: ReportReason, texts: Texts) -> str:
    if reason is ReportReason.UNWELL:
        return texts(
            "💛 Thank you for noticing. I am calling people this very moment. If a life is in"
            " danger, call 112 yourself, do not wait for us. Help lines: /sos"
        )
    return texts("Thank you. A moderator will look, and I will write to you what came of it.")


def create_group_router() -> Router:
    router = Router(name="reports_in_groups")
    in_group = F.chat.type.in_({"group", "supergroup"})
    router.message.register(point_out, in_group, ~F.sender_chat, Command("report"))
    return router


def create_router() -> Router:
    router = Router(name="reports")
    router.callback_query.register(say_why, F.data.regexp(r"^rep:(\d+):(\d+):(\w+)$"))
    return router

"""Files of an article: their size is said before, and each travels to the messenger once."""

from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode

from bot.context import BotContext
from bot.dialogs import context_of
from bot.texts import Texts
from community.library.articles import service
from community.library.articles.models import ArticleFile
from community.library.articles.queries import file_to_read

_KB = 1024
_STRANGE = "file identifier"  # of another bot, or forgotten there


def file_label(file: ArticleFile, texts: Texts) -> str:
    """«📎 Образец заявления · PDF, 240 КБ»: the link may be bad, the tariff dear."""
    name, _, ending = file.name.rpartition(".")
    return texts(
        "📎 {name} · {kind}, {size}", name=name, kind=ending.upper(), size=_size(file, texts)
    )


def _size(file: ArticleFile, texts: Texts) -> str:
    if file.size < _KB * _KB:
        return texts("{count} KB", count=max(1, round(file.size / _KB)))
    number = f"{file.size / _KB / _KB:.1f}"
    return texts("{count} MB", count=number.replace(".", ",") if texts.language == "ru" else number)


async def send_file(
    _query: CallbackQuery, _select: Any, manager: DialogManager, file_id: str
) -> None:
    """Raises NotFound where it, or its article, is not there any more."""
    data = manager.middleware_data
    await _send(context_of(manager), data["bot"], data["event_chat"].id, int(file_id))
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def _send(context: BotContext, bot: Bot, chat_id: int, file_id: int) -> None:
    async with context.database.read() as session:
        file, content = await file_to_read(session, file_id)
    messenger, _, known = (file.sent_ref or "").partition(":")
    if known and messenger == context.messenger:
        try:
            await bot.send_document(chat_id, known)
        except TelegramBadRequest as refusal:
            if _STRANGE not in refusal.message:
                raise
        else:
            return
    sent = await bot.send_document(chat_id, BufferedInputFile(content, file.name))
    if sent.document is not None:
        ref = f"{context.messenger}:{sent.document.file_id}"
        async with context.database.write() as session:
            await service.note_sent(session, file_id, ref)

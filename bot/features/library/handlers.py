"""`art_CODE`, `library`, and the buttons under what was sent about an article."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.dialogs import open_at
from bot.states import Library
from community.core.errors import NotFound
from community.library.articles import queries as articles
from community.library.articles import service
from community.library.articles.errors import ArticleGone


async def start_with_link(
    _message: Message, command: CommandObject, context: BotContext, dialog_manager: DialogManager
) -> None:
    """Whoever opens the bot may read, also before they are in the club."""
    code = (command.args or "").removeprefix("art_")
    try:
        async with context.database.write() as session:
            reading = await articles.read(session, code)
            await service.note_opened(session, reading.article.id)
    except ArticleGone:  # its own screen says why
        await open_at(dialog_manager, Library.article, {"article": code})
    except NotFound:
        await open_at(dialog_manager, Library.home, {"said": "unknown"})
    else:
        await open_at(dialog_manager, Library.article, {"article": code})


async def start_with_library(_message: Message, dialog_manager: DialogManager) -> None:
    """From above the answers of the inline mode."""
    await open_at(dialog_manager, Library.home)


async def open_article(
    query: CallbackQuery, context: BotContext, dialog_manager: DialogManager
) -> None:
    """From the message that there is one now."""
    article_id = int((query.data or "").split(":")[1])
    async with context.database.write() as session:
        reading = await articles.read_by_id(session, article_id)
        await service.note_opened(session, article_id)
    await open_at(dialog_manager, Library.article, {"article": reading.article.code})
    await query.answer()


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="library")
    article = CommandStart(deep_link=True, magic=F.args.startswith("art_"))
    router.message.register(start_with_link, article)
    beginning = CommandStart(deep_link=True, magic=F.args == "library")
    router.message.register(start_with_library, beginning)
    router.callback_query.register(open_article, F.data.regexp(r"^art:(\d+):open$"))
    return router

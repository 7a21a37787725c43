"""`@bot подросток врёт` in any chat: articles to choose from, sent there by whoever typed it.

An inline query comes from no chat, so it is met outside the conversations; nothing of it, nor who
asked, is written down.
"""

from collections.abc import Collection, Sequence

from aiogram import Bot, Router
from aiogram.types import (
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    User,
)
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.screen import link
from bot.texts import Texts
from community.core.markdown import in_short
from community.library.articles import queries as articles
from community.library.articles.queries import Card
from community.library.search.queries import find
from community.membership.people import queries as people
from community.membership.people.borders import districts_of

_SHOWN = 10
_SECONDS = 30  # that the messenger may repeat the answer to the same person
_BEGINNING = 400  # characters of the text; what is longer is opened in the bot
_LOOKED_AT = 2_000  # characters of its source, so that ten long articles cost no time


async def answer(query: InlineQuery, bot: Bot, context: BotContext) -> None:
    async with context.database.read() as session:
        texts, districts = await _reader(session, context, query.from_user)
        found = [] if query.offset else await _found(session, query.query, districts)
    me = await bot.me()
    await query.answer(
        [_result(card, me.username or "", texts) for card in found],
        cache_time=_SECONDS,
        is_personal=True,
        button=InlineQueryResultsButton(
            text=str(texts("📚 Open the knowledge base")), start_parameter="library"
        ),
    )


async def _reader(
    session: AsyncSession, context: BotContext, user: User
) -> tuple[Texts, frozenset[int] | None]:
    """Whoever never spoke to the bot is met as a guest."""
    account = await people.account(session, context.messenger, str(user.id))
    if account is None:
        language = "en" if (user.language_code or "ru").startswith("en") else "ru"
        return Texts(language, context.zone), None
    districts = await districts_of(session, account.person_id)
    return Texts.of(account.person, context.zone), districts or None


async def _found(
    session: AsyncSession, words: str, districts: Collection[int] | None
) -> Sequence[Card]:
    """The best answers; before anything is typed, the newest articles."""
    if words.strip():
        hits = await find(session, words, districts=districts, limit=_SHOWN)
        ids = [hit.article_id for hit in hits]
    else:
        newest = await articles.shelf_of_topic(session, districts=districts, size=_SHOWN)
        ids = [card.article.id for card in newest.rows]
    return await articles.cards(session, ids, with_bodies=True)


def _result(card: Card, bot_name: str, texts: Texts) -> InlineQueryResultArticle:
    version, address = card.version, article_address(card.article.code, bot_name)
    return InlineQueryResultArticle(
        id=card.article.code,
        title=version.title,
        description=version.summary or None,
        input_message_content=InputTextMessageContent(
            message_text=in_chat(card, with_beginning=True),
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[link(texts("📖 Read it all"), address)]]
        ),
    )


def article_address(code: str, bot_name: str) -> str:
    return f"https://t.me/{bot_name}?start=art_{code}"


def in_chat(card: Card, *, with_beginning: bool = False) -> str:
    """An article as a chat sees it: what it is about, and how it begins."""
    version = card.version
    parts = [Markup("📚 <b>{}</b>").format(version.title)]
    if version.summary:
        parts.append(Markup("{}").format(version.summary))
    if with_beginning:
        parts.append(Markup("{}").format(in_short(version.body[:_LOOKED_AT], _BEGINNING)))
    return Markup("\n\n").join(parts)


def create_router() -> Router:
    router = Router(name="library_inline")
    router.inline_query.register(answer)
    return router

"""Whatever breaks in a handler reaches the person as a sentence, and the log without words."""

import random
from collections.abc import Sequence
from contextlib import suppress

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, ErrorEvent, Message, User
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState

from bot.context import BotContext
from bot.features.sos.fallback import Lifeline, called_by
from bot.middlewares.typed_number import TypedQuery
from bot.screen import Row, Screen, button, show
from bot.sentences import sentence
from bot.texts import Texts
from community.core.db import UNREACHABLE
from community.core.errors import DomainError
from community.membership.people import queries as people

log = structlog.get_logger()
_ALERT_LIMIT = 200
_OUT_OF_DATE = (UnknownIntent, OutdatedIntent, UnknownState)
_EXPECTED = (DomainError, *_OUT_OF_DATE)


async def explain(event: ErrorEvent, bot: Bot, context: BotContext, lifeline: Lifeline) -> bool:
    """Whatever went wrong, the person reads a sentence; the log keeps a number, never words."""
    spoken = event.update.callback_query or event.update.message
    if spoken is None or spoken.from_user is None:
        log_unexpected(event.exception)
        return True
    try:
        texts = await _texts(context, spoken.from_user.id)
    except UNREACHABLE:
        texts = None
    if texts is None or (called_by(spoken) and not isinstance(event.exception, _EXPECTED)):
        log_unexpected(event.exception)
        await _by_lifeline(spoken, bot, lifeline, texts or _guessed(spoken.from_user, context))
        return True
    try:
        await _tell(bot, spoken, event.exception, texts)
    except TelegramAPIError as unreachable:
        log.info("could_not_explain", error=type(unreachable).__name__)
    return True


def _guessed(user: User, context: BotContext) -> Texts:
    """While nothing can be looked up, not even the person's language."""
    return Texts("en" if (user.language_code or "").startswith("en") else "ru", context.zone)


async def _by_lifeline(
    spoken: CallbackQuery | Message, bot: Bot, lifeline: Lifeline, texts: Texts
) -> None:
    """While the database is away, and for 🆘 whatever broke. In a group the bot keeps silent."""
    chat = spoken.message.chat if isinstance(spoken, CallbackQuery) and spoken.message else None
    chat = spoken.chat if isinstance(spoken, Message) else chat
    if spoken.from_user is None or (chat is not None and chat.type != "private"):
        return
    user, colour = spoken.from_user, called_by(spoken)
    if colour is not None:
        lifeline.remember(user.id, colour)
    with suppress(TelegramAPIError):
        await show(bot, user.id, Screen(lifeline.words(texts, called=colour is not None)))


async def _tell(bot: Bot, spoken: CallbackQuery | Message, error: Exception, texts: Texts) -> None:
    menu = [[button(texts("🏠 Menu"), "menu:open")]]
    if isinstance(error, _OUT_OF_DATE):
        await _answer(bot, spoken, texts("This screen is out of date. Here is the menu."), menu)
    elif isinstance(error, DomainError):
        await _answer(bot, spoken, sentence(error, texts))
    else:
        number = log_unexpected(error)
        text = texts(
            "Something broke with us, not with you. Nothing you sent before is lost.\n"
            "If it happens again, tell a leader this number: {number}",
            number=number,
        )
        await _answer(bot, spoken, text, menu)


def log_unexpected(error: Exception) -> str:
    """Log where it broke, without a person's words; the number finds the entry."""
    number = f"{random.randrange(10**6):06}"  # noqa: S311  a reference, not a secret
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("bot_handler_broke", number=number, error=type(error).__name__, place=place)
    return number


async def _answer(
    bot: Bot, spoken: CallbackQuery | Message, text: str, rows: Sequence[Row] = ()
) -> None:
    """A short sentence over the tapped screen where that fits, else a message of its own."""
    if isinstance(spoken, CallbackQuery) and not isinstance(spoken, TypedQuery):
        short = not rows and len(text) <= _ALERT_LIMIT
        seen = await spoken.answer(text if short else None, show_alert=short)
        if short and seen:
            return
    assert spoken.from_user is not None
    await show(bot, spoken.from_user.id, Screen(text, rows))


async def _texts(context: BotContext, user_id: int) -> Texts:
    async with context.database.read() as session:
        account = await people.account(session, context.messenger, str(user_id))
    return Texts.of(account.person, context.zone) if account else Texts("ru", context.zone)


def create_router() -> Router:
    router = Router(name="errors")
    router.error.register(explain)
    return router

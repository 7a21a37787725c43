"""From an error's code to a sentence: the one place of this edge."""

import random
from collections.abc import Sequence

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, ErrorEvent, Message
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState

from bot.context import BotContext
from bot.middlewares.typed_number import TypedQuery
from bot.screen import Row, Screen, button, show
from bot.texts import Texts
from community.core.errors import DomainError
from community.membership.people import queries as people

log = structlog.get_logger()
_ALERT_LIMIT = 200


def sentence(error: DomainError, texts: Texts) -> str:
    """What happened and what to do next, in the person's language."""
    fields = {"limit": "", "minutes": "", **error.fields}
    sentences = {
        "unexpected": texts("Something went wrong with us, not with you. Please try again."),
        "not_found": texts("This is not here any more. The menu shows what is: /menu"),
        "not_allowed": texts("This is not yours to do. If it should be, ask a leader of the club."),
        "invalid_input": texts("I did not understand that. Please try once more."),
        "conflict": texts("Somebody was a moment faster. Please look again."),
        "not_yet_member": texts("This opens when your family has joined the club."),
        "role_out_of_reach": texts("You cannot give this role, or not there."),
        "last_administrator": texts(
            "You are the only administrator. First make somebody else one, then leave."
        ),
        "families_cannot_merge": texts("These two families cannot become one."),
        "family_code_unknown": texts(
            "This family code does not work: perhaps a slip, or it was used, or a week has passed."
            " Ask your family for a new one: 👤 Profile → My family."
        ),
        "consent_missing": texts("One document has not been agreed to yet. Let us go through it."),
        "version_outdated": texts("This document has just changed. Here is the new text."),
        "document_text_invalid": texts("A text is empty or too long."),
        "invitation_unknown": texts(
            "I do not know this code. Check it letter by letter, or join without one: /start"
        ),
        "invitation_used": texts(
            "This code has brought a family already. Ask for another, or join without one: /start"
        ),
        "invitation_expired": texts(
            "This code has run out. Ask for another, or join without one: /start"
        ),
        "too_many_codes": texts(
            "None of these codes fits. To keep families safe I look at the next one in {minutes}"
            " minutes. You can join without a code as well: /start",
            **fields,
        ),
        "already_applied": texts("Your application is with the activists already. Please wait."),
        "already_member": texts("You are in the club already: /menu"),
        "already_decided": texts("This has been decided already. Thank you!"),
        "leader_decides": texts("Activists see it differently, so a leader decides now."),
        "own_application": texts("Nobody vouches for themselves or for their own family."),
        "about_too_long": texts("That is a little long: up to {limit} characters.", **fields),
        "nothing_to_leave": texts("You are not in the club now, so there is nothing to leave."),
        "cannot_come_back": texts("Your data are erased, so please join anew: /start"),
        "link_not_valid": texts("This link was used or has run out. Ask for a new one: /admin"),
        "sign_in_not_allowed": texts("The site is for club leaders."),
        "code_not_valid": texts("These digits do not fit."),
        "too_many_tries": texts("Too many tries. Please wait {minutes} minutes.", **fields),
        "district_needed": texts("Please choose a district for this chat."),
        "no_raid": texts("It is quiet there again: somebody has taken care of it."),
    }
    return str(sentences[error.code])


async def explain(event: ErrorEvent, bot: Bot, context: BotContext) -> bool:
    """Whatever went wrong, the person reads a sentence; the log keeps a number, never words."""
    spoken = event.update.callback_query or event.update.message
    if spoken is None or spoken.from_user is None:
        _log_unexpected(event.exception)
        return True
    texts = await _texts(context, spoken.from_user.id)
    try:
        await _tell(bot, spoken, event.exception, texts)
    except TelegramAPIError as unreachable:
        log.info("could_not_explain", error=type(unreachable).__name__)
    return True


async def _tell(bot: Bot, spoken: CallbackQuery | Message, error: Exception, texts: Texts) -> None:
    menu = [[button(texts("🏠 Menu"), "menu:open")]]
    if isinstance(error, UnknownIntent | OutdatedIntent | UnknownState):
        await _answer(bot, spoken, texts("This screen is out of date. Here is the menu."), menu)
    elif isinstance(error, DomainError):
        await _answer(bot, spoken, sentence(error, texts))
    else:
        number = _log_unexpected(error)
        text = texts(
            "Something broke with us, not with you. Nothing you sent before is lost.\n"
            "If it happens again, tell a leader this number: {number}",
            number=number,
        )
        await _answer(bot, spoken, text, menu)


def _log_unexpected(error: Exception) -> str:
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
    return Texts(account.person.language if account else "ru", context.zone)


def create_router() -> Router:
    router = Router(name="errors")
    router.error.register(explain)
    return router

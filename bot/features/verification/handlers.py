"""Taps on application cards, and the list of what waits."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode

from bot.context import BotContext
from bot.features.verification.cards import card_screen, outcome_text
from bot.screen import Screen, replace, show
from bot.states import Decide
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.verification import queries, service
from community.membership.verification.models import ApplicationState

_SHOWN = 10


async def waiting_applications(
    message: Message, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """Everything that waits for this activist's word, the most urgent first."""
    if not actor.may_at_all(Action.APPLICATION_VIEW):
        await message.answer(texts("This is for activists of the club. Your menu is here: /menu"))
        return
    async with context.database.read() as session:
        waiting = await queries.waiting(session, actor, limit=_SHOWN)
    if not waiting:
        await message.answer(texts("Nobody is waiting. Thank you for keeping the door. /menu"))
    for application in waiting:
        async with context.database.write() as session:
            card = await service.view_card(session, actor, application.id)
        assert message.bot is not None
        await show(message.bot, message.chat.id, card_screen(card, actor, texts))


async def say_yes(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """One tap lets a neighbour in: the card says so at once, those of the others follow."""
    application_id, answer = _parse(query)
    async with context.database.write() as session:
        if answer == "verify":
            application = await service.decide(session, actor, application_id, verified=True)
        else:
            application = await service.vouch(session, actor, application_id, in_favour=True)
    async with context.database.read() as session:
        outcome = await outcome_text(session, application, texts)
    await replace(query, Screen(outcome))
    if application.state is ApplicationState.VERIFIED:
        await query.answer(texts("Let in. Thank you!"))
    else:
        await query.answer(texts("Your word is written down. A leader decides."))


async def ask_reason(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    """A doubt and a refusal want a word of reason first."""
    application_id, answer = _parse(query)
    data: dict[str, Any] = {"application": application_id, "refuse": answer == "refuse"}
    await dialog_manager.start(Decide.reason, data=data, mode=StartMode.RESET_STACK)
    await query.answer()


async def show_card(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    application_id, _ = _parse(query)
    async with context.database.write() as session:
        card = await service.view_card(session, actor, application_id)
    await replace(query, card_screen(card, actor, texts))
    await query.answer()


def _parse(query: CallbackQuery) -> tuple[int, str]:
    _, application_id, answer = (query.data or "").split(":")
    return int(application_id), answer


def create_router() -> Router:
    router = Router(name="verification")
    router.message.register(waiting_applications, Command("moderation"))
    router.callback_query.register(say_yes, F.data.regexp(r"^app:(\d+):(yes|verify)$"))
    router.callback_query.register(ask_reason, F.data.regexp(r"^app:(\d+):(no|refuse)$"))
    router.callback_query.register(show_card, F.data.regexp(r"^app:(\d+):show$"))
    return router

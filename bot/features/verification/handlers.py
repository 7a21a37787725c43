"""Taps on application cards."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.context import BotContext
from bot.features.moderation.card_buttons import queue_row
from bot.features.verification.cards import card_screen, outcome_text
from bot.screen import Screen, replace
from bot.states import Decide
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.verification import service
from community.membership.verification.models import ApplicationState


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
    await replace(query, Screen(outcome, [queue_row(texts)]))
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
    screen = card_screen(card, actor, texts)
    await replace(query, Screen(screen.text, [*screen.rows, queue_row(texts)]))
    await query.answer()


def _parse(query: CallbackQuery) -> tuple[int, str]:
    _, application_id, answer = (query.data or "").split(":")
    return int(application_id), answer


def create_router() -> Router:
    router = Router(name="verification")
    router.callback_query.register(say_yes, F.data.regexp(r"^app:(\d+):(yes|verify)$"))
    router.callback_query.register(ask_reason, F.data.regexp(r"^app:(\d+):(no|refuse)$"))
    router.callback_query.register(show_card, F.data.regexp(r"^app:(\d+):show$"))
    return router

"""Why somebody doubts or refuses: asked before it is written down."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.dialogs import Given, T, back, start_data
from bot.features.verification.cards import card_screen
from bot.screen import show
from bot.states import Decide
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.verification import queries, service
from community.membership.verification.models import UNDECIDED

_REASON_LIMIT = 500


async def question(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    if start_data(dialog_manager)["refuse"]:
        text = texts(
            "Why do you refuse? The reason stays with the leaders, the person will not see it."
        )
    else:
        text = texts("What makes you doubt? Other activists and the leaders will see your words.")
    return {"text": text}


async def with_words(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    await _write_down(manager, text[:_REASON_LIMIT])


async def without_words(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _write_down(manager, "")


async def _write_down(manager: DialogManager, reason: str) -> None:
    context: BotContext = manager.middleware_data["context"]
    actor: Actor = manager.middleware_data["actor"]
    application_id: int = start_data(manager)["application"]
    async with context.database.write() as session:
        if start_data(manager)["refuse"]:
            await service.decide(session, actor, application_id, verified=False, reason=reason)
        else:
            await service.vouch(session, actor, application_id, in_favour=False, reason=reason)
    await manager.done()
    await _show_card(manager, context, actor, application_id)


async def _show_card(
    manager: DialogManager, context: BotContext, actor: Actor, application_id: int
) -> None:
    texts: Texts = manager.middleware_data["texts"]
    async with context.database.read() as session:
        card = await queries.card(session, actor, application_id)
    bot, chat = manager.middleware_data["bot"], manager.middleware_data["event_chat"]
    if card.application.state in UNDECIDED:
        await show(bot, chat.id, card_screen(card, actor, texts))
    else:
        await bot.send_message(chat.id, texts("Written down. /moderation shows what else waits."))


_WINDOW = Window(
    Given("text"),
    TextInput(id="reason", on_success=with_words),
    Button(T("Without words"), id="skip", on_click=without_words),
    back(),
    state=Decide.reason,
    getter=question,
)


def create_dialog() -> Dialog:
    return Dialog(_WINDOW)

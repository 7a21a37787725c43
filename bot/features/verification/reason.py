"""Why somebody doubts or refuses: asked before it is written down."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.dialogs import Given, T, start_data, to_menu
from bot.features.verification.cards import card_screen
from bot.screen import replace
from bot.states import Decide
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.verification import queries, service

_REASON_LIMIT = 500


async def question(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    if start_data(dialog_manager)["refuse"]:
        text = texts(
            "Why do you refuse? The reason stays with the leaders, the person will not see it."
        )
    else:
        text = texts(
            "What makes you doubt? Other activists and the leaders will see your words, the person"
            " will not."
        )
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
    await manager.switch_to(Decide.written)


async def back_to_card(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The card stands where the question stood, with its buttons."""
    context: BotContext = manager.middleware_data["context"]
    actor: Actor = manager.middleware_data["actor"]
    texts: Texts = manager.middleware_data["texts"]
    async with context.database.read() as session:
        card = await queries.card(session, actor, start_data(manager)["application"])
    await manager.done()
    await replace(query, card_screen(card, actor, texts))


_WINDOWS = (
    Window(
        Given("text"),
        TextInput(id="reason", on_success=with_words),
        Button(T("Without words"), id="skip", on_click=without_words),
        Button(T("⬅️ Back"), id="back", on_click=back_to_card),
        state=Decide.reason,
        getter=question,
    ),
    Window(
        T("Written down. /moderation shows what else waits."),
        to_menu(),
        state=Decide.written,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)

"""🛡 How far the machine goes in the chat of a group: for whoever leads it to say."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import Given, T, actor_of, choices, context_of
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import desk_of
from bot.states import Facilitate
from bot.texts import Texts
from moderation.detect.message import Strictness
from moderation.incidents.settings import ModerationSettings, load_settings, save_settings

_QUESTIONS = ("abuse", "personal_data", "spam")


async def rules_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    settings = await _settings(dialog_manager)
    about, how = _about(texts), _how_far(texts)
    return {
        "text": texts(
            "🛡 <b>How I look after the chat</b>\n\nTap a line to change it. What I put aside there,"
            " you alone see and decide, with whoever leads beside you. Whether somebody is in"
            " despair I always look, and a person comes."
        ),
        "questions": [
            (name, f"{about[name]}: {how[getattr(settings, name)]}") for name in _QUESTIONS
        ],
    }


def _about(texts: Texts) -> dict[str, str]:
    return {
        "abuse": texts("Rude words"),
        "personal_data": texts("A child's personal data"),
        "spam": texts("Advertising"),
    }


def _how_far(texts: Texts) -> dict[Strictness, str]:
    return {
        Strictness.OFF: texts("I do not look"),
        Strictness.HINT: texts("a soft word in private"),
        Strictness.HOLD: texts("I put it aside for you"),
        Strictness.NORMAL: texts("I act by myself"),
    }


async def _settings(manager: DialogManager) -> ModerationSettings:
    desk = await desk_of(manager)
    async with context_of(manager).database.read() as session:
        return await load_settings(session, desk.group.chat_id)


async def go_further(
    _query: CallbackQuery, _select: Any, manager: DialogManager, name: str
) -> None:
    """To the next of the four, and after the last to the first."""
    desk, order = await desk_of(manager), list(Strictness)
    present = getattr(await _settings(manager), name)
    following = order[(order.index(present) + 1) % len(order)]
    async with context_of(manager).database.write() as session:
        await save_settings(session, actor_of(manager), desk.group.chat_id, {name: following})


async def as_usual(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    desk = await desk_of(manager)
    usual = dict.fromkeys(_QUESTIONS)
    async with context_of(manager).database.write() as session:
        await save_settings(session, actor_of(manager), desk.group.chat_id, usual)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            choices("question", "questions", go_further),
            Button(T("↩️ As is usual in groups"), id="usual", on_click=as_usual),
            SwitchTo(T("⬅️ Back"), id="back", state=Facilitate.chat),
            to_desk(),
            state=Facilitate.rules,
            getter=rules_window,
        ),
    )

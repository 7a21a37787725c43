"""🎂 How old the children are, by tapping or typing; it may be left out."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import Given, T, choices, context_of, note, texts_of
from bot.features.events.company import Draft
from bot.features.events.reading import is_skip, read_ages
from bot.features.events.words import ages_line
from bot.middlewares.typed_number import WORDS
from bot.states import Events
from bot.texts import Texts
from community.core.options import load_options
from community.events.signing.rules import OLDEST_CHILD

_IN_A_ROW = 6


async def ages_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    draft = Draft.of(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        days = (await load_options(session)).event_erase_days
    lines = [
        texts("🎂 <b>How old are the children?</b>"),
        texts("Tap the age of each of them, or write it: «5, 9, 14». 0 is under a year."),
    ]
    if draft.ages:
        lines.append(texts("Now: {ages}.", ages=ages_line(draft.ages, texts)))
    lines.append(dialog_manager.dialog_data.get("problem") or "")
    lines.append(
        texts.plural(
            "<i>For food and games; seen by the organiser. Erased {count} day after the event.</i>",
            "<i>For food and games; seen by the organiser. Erased {count} days after the"
            " event.</i>",
            days,
        )
    )
    ages = [(str(age), str(age)) for age in range(OLDEST_CHILD + 1)]
    return {
        "text": "\n\n".join(filter(None, lines)),
        "ages": ages,
        "has_ages": bool(draft.ages),
    }


async def tap_age(_query: CallbackQuery, _select: Any, manager: DialogManager, age: str) -> None:
    """Twins are tapped twice. More ages than children are said are too many."""
    draft, texts = Draft.of(manager), texts_of(manager)
    if len(draft.ages) < draft.children:
        draft.ages.append(int(age))
        draft.keep(manager)
        return
    words = texts.plural(
        "You have said {count} child. One more comes? Add it on the screen before.",
        "You have said {count} children. One more comes? Add it on the screen before.",
        draft.children,
    )
    await note(manager, words)


async def type_ages(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    """All of them at once; where more are named than were said to come, they all come."""
    draft, texts = Draft.of(manager), texts_of(manager)
    if is_skip(text):
        await manager.switch_to(Events.company)
        return
    ages = read_ages(text)
    if ages is not None:
        draft.ages = list(ages)
        draft.children = max(draft.children, len(ages))
    if ages is None or not draft.is_possible:
        problem = texts(
            "⚠️ I did not understand that. Ages from 0 to {oldest}, for example: 5, 9, 14. Or"
            " leave it out.",
            oldest=OLDEST_CHILD,
        )
        manager.dialog_data["problem"] = str(problem)
        return
    draft.keep(manager)
    await manager.switch_to(Events.company)


async def forget_ages(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.ages = []
    draft.keep(manager)


async def forgive(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    manager.dialog_data["problem"] = None


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices(f"{WORDS}age", "ages", tap_age, width=_IN_A_ROW),
            Button(T("🗑 Erase"), id="forget", on_click=forget_ages, when="has_ages"),
            TextInput(id="typed_ages", on_success=type_ages),
            SwitchTo(T("⬅️ Done"), id="done", state=Events.company, on_click=forgive),
            state=Events.ages,
            getter=ages_window,
        ),
    )

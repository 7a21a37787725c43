"""📝 Private notes: read by their author alone."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import problem_of, too_long
from bot.dialogs import Given, T, actor_of, context_of
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import group_id_of, led_group
from bot.middlewares.typed_number import WORDS
from bot.paging import first_page, part_of, turning
from bot.states import Facilitate
from bot.texts import Texts
from community.selfhelp.care import notes


async def notes_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """One note a screen, the newest first."""
    await led_group(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        written = await notes.notes_of(
            session, actor_of(dialog_manager), group_id_of(dialog_manager)
        )
    part = part_of(dialog_manager, written, size=1)
    head = texts("📝 <b>My notes</b>")
    who = texts("You alone read them: no leader, no one who leads after you.")
    blocks = [head, who]
    dialog_manager.dialog_data["note"] = part.items[0].id if part.items else None
    if part.items:
        place = texts("{number} of {count}", number=part.first + 1, count=len(written))
        when = texts.moment(part.items[0].written_at)
        blocks.append(Markup("<i>{} · {}</i>\n{}").format(place, when, part.items[0].body))
    return {"text": "\n\n".join(blocks), "some": bool(part.items), **part.buttons}


async def take_note(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > notes.NOTE_LIMIT:
        too_long(manager, notes.NOTE_LIMIT)
        return
    async with context_of(manager).database.write() as session:
        await notes.write_note(session, actor_of(manager), group_id_of(manager), text)
    manager.dialog_data["page"] = 0
    await manager.switch_to(Facilitate.notes)


async def drop_note(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await notes.drop_note(session, actor_of(manager), manager.dialog_data["note"])
    await manager.switch_to(Facilitate.notes)


async def problem_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await led_group(dialog_manager)
    return problem_of(dialog_manager)


def _back() -> SwitchTo:
    return SwitchTo(T("⬅️ My notes"), id=f"{WORDS}back", state=Facilitate.notes)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            turning(),
            SwitchTo(T("✏️ Write one"), id="write", state=Facilitate.note),
            SwitchTo(T("🗑 Drop this one"), id="drop", state=Facilitate.drop_note, when="some"),
            Button(T("⬅️⬅️ The newest"), id="first", on_click=first_page, when="has_less"),
            to_desk(),
            state=Facilitate.notes,
            getter=notes_window,
        ),
        Window(
            T("Write it in one message. It is kept encrypted, and you alone read it."),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_note),
            _back(),
            state=Facilitate.note,
            getter=problem_window,
        ),
        Window(
            T("Drop this note? It cannot be brought back."),
            Button(T("🗑 Yes, drop it"), id="drop", on_click=drop_note),
            _back(),
            state=Facilitate.drop_note,
            getter=problem_window,
        ),
    )

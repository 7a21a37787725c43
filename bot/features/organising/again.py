"""🔁 The same once more: a copy for another day, or every week from now on."""

from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.answers import complain, problem_of
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.organising.desk import event_id_of, managed_event, to_desk
from bot.features.organising.reading import read_count
from bot.features.organising.times import clock_hint, typed_moment
from bot.middlewares.typed_number import WORDS
from bot.states import Organise
from bot.texts import Texts
from community.core.clock import zone_of
from community.events.planning import repeating
from community.events.planning.kinds import EventState
from community.events.planning.rules import LONGEST_SERIES, is_over

_WEEKS = range(1, 9)  # so that a typed number is the number that is meant


async def again_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    event = await managed_event(dialog_manager)
    return {"title": event.title, "goes_on": not is_over(event.state)}


async def clone_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    await managed_event(dialog_manager)
    hint = await clock_hint(texts=texts, dialog_manager=dialog_manager)
    return {**hint, **problem_of(dialog_manager)}


async def take_day(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    """It lasts as long as the former one; the copy can be changed before it is announced."""
    typed = await typed_moment(manager, text)
    if typed is None:
        return
    begins, _ = typed
    async with context_of(manager).database.write() as session:
        copy = await repeating.clone(session, actor_of(manager), event_id_of(manager), begins)
    manager.dialog_data.update(event=copy.id, said="cloned")
    await manager.switch_to(Organise.desk)


async def series_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    await managed_event(dialog_manager)
    return {
        "weeks": [(str(one), texts.plural("{count} week", "{count} weeks", one)) for one in _WEEKS],
        **problem_of(dialog_manager),
    }


async def choose_weeks(
    _query: CallbackQuery, _select: Any, manager: DialogManager, weeks: str
) -> None:
    manager.dialog_data["weeks"] = int(weeks)
    await manager.switch_to(Organise.series_check)


async def type_weeks(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)
    weeks = read_count(text)
    if weeks is None or not 1 <= weeks < LONGEST_SERIES:
        words = texts(
            "⚠️ One number from 1 to {most}, please, for example: 4 weeks.", most=LONGEST_SERIES - 1
        )
        complain(manager, words)
        return
    await choose_weeks(None, None, manager, str(weeks))  # type: ignore[arg-type]


async def series_check_window(
    dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    event, weeks = await managed_event(dialog_manager), dialog_manager.dialog_data["weeks"]
    async with context_of(dialog_manager).database.read() as session:
        zone = zone_of(session)
    days: list[datetime] = [
        repeating.later(event.starts_at, number, zone) for number in range(1, weeks + 1)
    ]
    lines = [
        texts("🔁 <b>{title}</b>: also then?", title=event.title),
        "",
        *(f"• {texts.when(day)}" for day in days),
        "",
        _what_follows(event.state, texts),
    ]
    return {"text": "\n".join(lines)}


def _what_follows(state: EventState, texts: Texts) -> str:
    if state is EventState.ANNOUNCED:
        return texts("They are announced at once; each has its own list of guests.")
    return texts("They are drafts, as this one is.")


async def repeat(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    times = manager.dialog_data["weeks"] + 1
    async with context_of(manager).database.write() as session:
        await repeating.repeat(session, actor_of(manager), event_id_of(manager), times)
    manager.dialog_data.update(said="repeated", page=0)
    await manager.switch_to(Organise.list)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("🔁 <b>{title}</b> once more. How?"),
            SwitchTo(T("📅 On another day"), id="clone", state=Organise.clone),
            SwitchTo(T("🔁 Every week"), id="series", state=Organise.series, when="goes_on"),
            to_desk(),
            state=Organise.again,
            getter=again_window,
        ),
        Window(
            T(
                "On which day, at what hour? For example: 28 March 12:00. Everything else is taken"
                " over, and you can change it.{clock}"
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_day),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.again),
            state=Organise.clone,
            getter=clone_window,
        ),
        Window(
            T(
                "For how many weeks more, on the same weekday and at the same hour? Tap, or type:"
                " 12 weeks."
            ),
            Given("problem", when="problem"),
            choices(f"{WORDS}weeks", "weeks", choose_weeks, width=2),
            TextInput(id="typed", on_success=type_weeks),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.again),
            state=Organise.series,
            getter=series_window,
        ),
        Window(
            Given("text"),
            Button(T("✅ Yes, all of them"), id="repeat", on_click=repeat),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.series),
            state=Organise.series_check,
            getter=series_check_window,
        ),
    )

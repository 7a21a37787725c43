"""📅 Booking a time: days, the hours of a day, one tap to confirm; the same for moving one.

Free times are asked for anew with each screen, and the database has the last word: whoever was a
moment too late reads the next free times instead of an error (scenario 12).
"""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.dialogs import Given, T, choices, texts_of, to_menu
from bot.features.consultations.offering import FreeTimes, day_of, distinct, offered_now
from bot.states import Consult
from bot.texts import Texts
from community.consultations.schedule.queries import Slot

_DAYS_SHOWN = 8
_NEAR_SHOWN = 6


def _key(slot: Slot) -> str:
    return str(int(slot.starts_at.timestamp()))


def _car(slot: Slot) -> str:
    """A rare day on which somebody comes to the parent's own district (scenario 16)."""
    return "🚗 " if slot.district_id is not None else ""


async def days_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    offered = await offered_now(dialog_manager)
    counts = Counter(day_of(slot, texts) for slot in distinct(offered.slots))
    travel = {day_of(slot, texts) for slot in offered.slots if slot.district_id is not None}
    days = sorted(counts, key=lambda day: (day not in travel, day))
    first = min(dialog_manager.dialog_data.get("page", 0), max(0, len(days) - 1))
    shown = days[first : first + _DAYS_SHOWN]
    return {
        "text": _days_text(offered, bool(travel), texts),
        "days": [
            (day.isoformat(), _day_label(day, counts[day], day in travel, texts)) for day in shown
        ],
        "has_more": first + _DAYS_SHOWN < len(days),
        "is_later": first > 0,
    }


def _day_label(day: date, count: int, is_travel: bool, texts: Texts) -> str:  # noqa: FBT001  one caller
    label = texts.plural(
        "{day}: {count} time", "{day}: {count} times", count, day=texts.weekday(day)
    )
    return f"🚗 {label}" if is_travel else label


def _days_text(offered: FreeTimes, has_travel: bool, texts: Texts) -> str:  # noqa: FBT001  one caller
    if not offered.slots:
        return texts(
            "There is no free time at the moment. Your request stays open, and it costs you"
            " nothing: I will write as soon as somebody answers."
        )
    lines = [texts("📅 <b>Which day suits you?</b>")]
    if not offered.is_taken:
        lines.append(texts("These are the times of all who can help: whoever is free then comes."))
    if has_travel:
        lines.append(texts("🚗 is a day on which the specialist comes to your district."))
    if foreign := texts.foreign_clock(offered.slots[0].starts_at):
        lines.append(texts("The hours are {clock}.", clock=foreign))
    return "\n\n".join(lines)


async def hours_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    offered = await offered_now(dialog_manager)
    day = date.fromisoformat(dialog_manager.dialog_data["day"])
    slots = [slot for slot in distinct(offered.slots) if day_of(slot, texts) == day]
    slots.sort(key=lambda slot: (slot.district_id is None, slot.starts_at))
    lines = [texts("📅 <b>{day}</b>", day=texts.weekday(day))]
    if dialog_manager.dialog_data.get("problem") == "busy":
        lines.append(texts("⚠️ You have another meeting at that time. Here are the other hours."))
    if slots and (foreign := texts.foreign_clock(slots[0].starts_at)):
        lines.append(texts("The hours are {clock}.", clock=foreign))
    lines.append(texts("At what time?") if slots else texts("This day is full by now."))
    return {
        "text": "\n\n".join(lines),
        "hours": [(_key(slot), f"{_car(slot)}{texts.clock(slot.starts_at)}") for slot in slots],
    }


async def near_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """For whoever was a moment too late."""
    offered = await offered_now(dialog_manager)
    slots = sorted(distinct(offered.slots), key=lambda slot: (not slot.district_id, slot.starts_at))
    lines = [texts("Somebody was a moment faster, I am sorry: that time has just been taken.")]
    if slots:
        lines.append(texts("Here are the next free ones:"))
    else:
        lines.append(texts("Nothing else is free right now. Your request stays open."))
    return {
        "text": "\n\n".join(lines),
        "near": [
            (_key(slot), f"{_car(slot)}{texts.when(slot.starts_at)}")
            for slot in slots[:_NEAR_SHOWN]
        ],
    }


async def begin_booking(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    manager.dialog_data.update(moving=None, page=0, times=1, problem=None, said=None)


async def choose_day(_query: CallbackQuery, _select: Any, manager: DialogManager, day: str) -> None:
    manager.dialog_data.update(day=day, problem=None)
    await manager.switch_to(Consult.hours)


async def choose_start(
    _query: CallbackQuery, _select: Any, manager: DialogManager, starts: str
) -> None:
    at = datetime.fromtimestamp(int(starts), UTC).astimezone(texts_of(manager).zone)
    manager.dialog_data.update(starts=starts, day=at.date().isoformat())
    await manager.switch_to(Consult.confirm)


async def turn_page(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = _DAYS_SHOWN if button.widget_id == "later" else -_DAYS_SHOWN
    manager.dialog_data["page"] = max(0, manager.dialog_data.get("page", 0) + step)


async def back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    is_moving = manager.dialog_data.get("moving")
    await manager.switch_to(Consult.meeting if is_moving else Consult.request)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("day", "days", choose_day),
            Button(T("➡️ Later days"), id="later", on_click=turn_page, when="has_more"),
            Button(T("⬅️ Earlier days"), id="earlier", on_click=turn_page, when="is_later"),
            Group(Button(T("⬅️ Back"), id="leave_days", on_click=back), to_menu(), width=2),
            state=Consult.days,
            getter=days_window,
        ),
        Window(
            Given("text"),
            choices("hour", "hours", choose_start, width=3),
            Group(SwitchTo(T("⬅️ Back"), id="to_days", state=Consult.days), to_menu(), width=2),
            state=Consult.hours,
            getter=hours_window,
        ),
        Window(
            Given("text"),
            choices("near", "near", choose_start),
            SwitchTo(T("📅 All days"), id="to_days", state=Consult.days),
            to_menu(),
            state=Consult.near,
            getter=near_window,
        ),
    )

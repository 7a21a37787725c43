"""The hours of the week: a day, then typed, tapped ready-made, or copied from another day."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of
from bot.features.schedule import desk
from bot.features.schedule.reading import read_spans
from bot.features.schedule.words import on_weekday, span_words, spans_words, weekday_name
from bot.states import Schedule
from bot.texts import Texts
from community.consultations.schedule import service
from community.consultations.schedule.service import Span
from community.consultations.specialists.kinds import Format
from community.core.actor import Actor

READY_MADE = ("9-13", "10-14", "14-18", "10-14, 15-18")
_ORDER: tuple[Format | None, ...] = (None, Format.ONLINE, Format.IN_PERSON)


async def week_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    weekly = await _weekly(context, actor)
    return {
        "weekdays": [
            (str(day), f"{weekday_name(day, texts).capitalize()}: {spans_words(spans, texts)}")
            for day, spans in enumerate(weekly)
        ]
    }


async def _weekly(context: BotContext, actor: Actor) -> list[list[Span]]:
    specialist = await desk.mine(context, actor)
    rows, _, _ = await desk.hours(context, specialist.id)
    return [desk.spans_of([row for row in rows if row.weekday == day]) for day in range(7)]


async def choose_weekday(
    _query: CallbackQuery, _select: Any, manager: DialogManager, weekday: str
) -> None:
    manager.dialog_data["weekday"] = int(weekday)
    await manager.switch_to(Schedule.weekday)


async def weekday_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    weekday = dialog_manager.dialog_data["weekday"]
    weekly = await _weekly(context, actor)
    spans = weekly[weekday]
    stands = [texts("<b>{day}</b>", day=weekday_name(weekday, texts).capitalize())]
    if not spans:
        stands.append(texts("Free so far."))
    return {
        "text": "\n".join([*stands, "", how_to_type(texts, has_spans=bool(spans))]),
        "spans": [(str(number), span_words(one, texts)) for number, one in enumerate(spans)],
        "others": _others(weekly, weekday, texts),
        "ready": [(one, one) for one in READY_MADE],
        "has_spans": bool(spans),
        **desk.problem_of(dialog_manager),
    }


def how_to_type(texts: Texts, *, has_spans: bool) -> str:
    lines = [
        texts(
            "Type the hours, for example: 10-14, 15:30-18. You may add «online» or «in person»;"
            " without it, the parent chooses. Or tap:"
        )
    ]
    if has_spans:
        lines.insert(0, texts("A tap on the hours changes how you meet then."))
    return "\n\n".join(lines)


def _others(weekly: Sequence[Sequence[Span]], weekday: int, texts: Texts) -> list[tuple[str, str]]:
    """Each day whose hours differ from those of the days before it, to copy."""
    seen: list[Sequence[Span]] = [weekly[weekday], []]
    found = []
    for day, spans in enumerate(weekly):
        if list(spans) not in [list(one) for one in seen]:
            seen.append(spans)
            name, hours = on_weekday(day, texts), spans_words(spans, texts)
            found.append((str(day), texts("As {on_day}: {hours}", on_day=name, hours=hours)))
    return found


async def type_hours(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    async def act() -> None:
        await _set(manager, read_spans(text))

    await desk.change_hours(manager, act, Schedule.weekday)


async def tap_ready(
    _query: CallbackQuery, _select: Any, manager: DialogManager, hours: str
) -> None:
    await type_hours(None, None, manager, hours)  # type: ignore[arg-type]


async def be_free(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _change(manager, [])


async def copy_from(_query: CallbackQuery, _select: Any, manager: DialogManager, day: str) -> None:
    weekly = await _weekly(context_of(manager), actor_of(manager))
    await _change(manager, weekly[int(day)])


async def next_format(
    _query: CallbackQuery, _select: Any, manager: DialogManager, number: str
) -> None:
    weekly = await _weekly(context_of(manager), actor_of(manager))
    await _change(manager, turned(weekly[manager.dialog_data["weekday"]], int(number)))


def turned(spans: Sequence[Span], number: int) -> list[Span]:
    """Either way, online, in person, and round again. Somebody may have changed them meanwhile."""
    found = list(spans)
    if number < len(found):
        one = found[number]
        following = _ORDER[(_ORDER.index(one.format) + 1) % len(_ORDER)]
        found[number] = Span(one.begins, one.ends, following)
    return found


async def _change(manager: DialogManager, spans: Sequence[Span]) -> None:
    async def act() -> None:
        await _set(manager, spans)

    await desk.change_hours(manager, act, Schedule.weekday)


async def _set(manager: DialogManager, spans: Sequence[Span]) -> None:
    specialist_id, weekday = await desk.own_id(manager), manager.dialog_data["weekday"]
    async with context_of(manager).database.write() as session:
        await service.set_weekday(session, actor_of(manager), specialist_id, weekday, spans)


def hours_widgets(on_typed: Any, on_ready: Any, on_format: Any, id_: str) -> tuple[Any, ...]:
    """The same under a weekday and under a single day."""
    return (
        TextInput(id=f"{id_}_typed", on_success=on_typed),
        choices(f"{id_}_format", "spans", on_format),
        choices(f"{id_}_ready", "ready", on_ready, width=2),
    )


week = Window(
    T(
        "🕘 <b>Hours of the week</b>\n\nParents book within them; a consultation that is booked"
        " stays, whatever you change. Which day?"
    ),
    choices("weekday", "weekdays", choose_weekday),
    SwitchTo(T("⬅️ Back"), id="to_main", state=Schedule.main),
    state=Schedule.week,
    getter=week_window,
)
weekday = Window(
    Given("text"),
    Given("problem", when="problem"),
    *hours_widgets(type_hours, tap_ready, next_format, "week"),
    choices("copy", "others", copy_from),
    Button(T("🌿 Free day"), id="free", on_click=be_free, when="has_spans"),
    SwitchTo(T("⬅️ To the week"), id="to_week", state=Schedule.week),
    state=Schedule.weekday,
    getter=weekday_window,
)

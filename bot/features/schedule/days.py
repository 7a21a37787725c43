"""One day that is unlike the week: other hours, none at all, or a journey to a district."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.helping.words import district_name
from bot.features.schedule import desk
from bot.features.schedule.reading import read_day, read_spans
from bot.features.schedule.week import READY_MADE, hours_widgets, how_to_type, turned
from bot.features.schedule.words import hours_in_short, short_day, span_words, spans_words
from bot.states import Schedule
from bot.texts import Texts
from community.consultations.schedule import service
from community.consultations.schedule.models import DayHours, TimeOff
from community.consultations.schedule.service import Span
from community.core.actor import Actor
from community.core.clock import local_now
from community.membership.districts.queries import active_districts, all_districts

_DAYS = 14
_DAY = timedelta(days=1)


async def days_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    """The coming two weeks, and every later day that has hours of its own."""
    specialist = await desk.mine(context, actor)
    weekly, single, off = await desk.hours(context, specialist.id)
    async with context.database.read() as session:
        today = local_now(session).date()
    days = sorted({today + number * _DAY for number in range(_DAYS)} | {row.day for row in single})
    return {
        "days": [
            (
                day.isoformat(),
                _label(
                    short_day(day, today, texts),
                    _usual(weekly, day),
                    [row for row in single if row.day == day],
                    away=any(_covers(one, day, texts) for one in off),
                ),
            )
            for day in days
        ],
        **desk.problem_of(dialog_manager),
    }


def _usual(weekly: Sequence[Any], day: date) -> list[Span]:
    return desk.spans_of([row for row in weekly if row.weekday == day.weekday()])


def _label(name: str, usual: Sequence[Span], own: Sequence[DayHours], *, away: bool) -> str:
    """Each kind of day has its sign; one like every week has none."""
    if away:
        return f"🌴 {name}"
    if own:
        sign = "🧳" if own[0].district_id is not None else "✏️"
        return f"{sign} {name}: {hours_in_short(desk.spans_of(own))}"
    return f"{name}: {hours_in_short(usual)}"


def _covers(off: TimeOff, day: date, texts: Texts) -> bool:
    begins, ends = _midnights(day, texts)
    return off.begins_at <= begins and off.ends_at >= ends


def _midnights(day: date, texts: Texts) -> tuple[datetime, datetime]:
    return (
        datetime.combine(day, time(), texts.zone),
        datetime.combine(day + _DAY, time(), texts.zone),
    )


async def choose_day(_query: CallbackQuery, _select: Any, manager: DialogManager, day: str) -> None:
    manager.dialog_data["day"] = day
    manager.dialog_data.pop("place", None)
    await manager.switch_to(Schedule.day)


async def type_day(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    async def act() -> None:
        async with context_of(manager).database.read() as session:
            today = local_now(session).date()
        await choose_day(None, None, manager, read_day(text, today).isoformat())  # type: ignore[arg-type]

    await desk.try_to(manager, act)


async def day_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    specialist, day = await desk.mine(context, actor), _day(dialog_manager)
    weekly, single, off = await desk.hours(context, specialist.id)
    own = [row for row in single if row.day == day]
    away = any(_covers(one, day, texts) for one in off)
    place_id = _place(dialog_manager, own)
    stands = [texts("📅 <b>{day}</b>", day=texts.weekday(day))]
    if away:
        stands.append(texts("🌴 You are away."))
    elif own and own[0].district_id is not None:
        stands.append(texts("🧳 A journey: {place}", place=await _name(context, place_id, texts)))
    elif not own:
        usual = spans_words(_usual(weekly, day), texts)
        stands.append(texts("As every week: {hours}", hours=usual))
    if place_id is not None and not own:
        place = await _name(context, place_id, texts)
        stands.append(texts("🧳 You travel to: {place}. From when until when?", place=place))
    spans = [] if away else desk.spans_of(own)
    return {
        "text": "\n".join([*stands, "", how_to_type(texts, has_spans=bool(spans))]),
        "spans": [(str(number), span_words(one, texts)) for number, one in enumerate(spans)],
        "ready": [(one, one) for one in READY_MADE],
        "has_own": bool(own) or away,
        "is_here": not away,
        **desk.problem_of(dialog_manager),
    }


def _day(manager: DialogManager) -> date:
    return date.fromisoformat(manager.dialog_data["day"])


def _place(manager: DialogManager, own: Sequence[DayHours]) -> int | None:
    """Where the journey leads: chosen just now, or as it stands."""
    chosen: int | None = manager.dialog_data.get("place")
    return chosen or (own[0].district_id if own else None)


async def _name(context: BotContext, district_id: int | None, texts: Texts) -> str:
    async with context.database.read() as session:
        rows = await all_districts(session)
    return next((district_name(row, texts) for row in rows if row.id == district_id), "")


async def type_hours(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    async def act() -> None:
        spans = read_spans(text)
        await (_set(manager, spans) if spans else _be_away(manager))

    await desk.change_hours(manager, act, Schedule.day)


async def tap_ready(
    _query: CallbackQuery, _select: Any, manager: DialogManager, hours: str
) -> None:
    await type_hours(None, None, manager, hours)  # type: ignore[arg-type]


async def next_format(
    _query: CallbackQuery, _select: Any, manager: DialogManager, number: str
) -> None:
    """On a journey one meets in person, and nothing turns."""

    async def act() -> None:
        _, single, _ = await desk.hours(context_of(manager), await desk.own_id(manager))
        own = [row for row in single if row.day == _day(manager)]
        await _set(manager, turned(desk.spans_of(own), int(number)))

    await desk.change_hours(manager, act, Schedule.day)


async def _set(manager: DialogManager, spans: Sequence[Span]) -> None:
    """With hours one is there again, if that day alone was taken off."""
    context, actor, day = context_of(manager), actor_of(manager), _day(manager)
    specialist_id = await desk.own_id(manager)
    _, single, off = await desk.hours(context, specialist_id)
    place = _place(manager, [row for row in single if row.day == day])
    async with context.database.write() as session:
        await service.set_day(session, actor, specialist_id, day, spans, district_id=place)
    await _be_back(manager, off)


async def _be_back(manager: DialogManager, off: Sequence[TimeOff]) -> None:
    texts = texts_of(manager)
    bounds = _midnights(_day(manager), texts)
    for one in off:
        if (one.begins_at, one.ends_at) == bounds:
            async with context_of(manager).database.write() as session:
                await service.back_early(session, actor_of(manager), one.id)


async def _be_away(manager: DialogManager) -> None:
    texts = texts_of(manager)
    begins, ends = _midnights(_day(manager), texts)
    specialist_id = await desk.own_id(manager)
    async with context_of(manager).database.write() as session:
        await service.take_off(session, actor_of(manager), specialist_id, begins, ends)


async def be_away(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await desk.change_hours(manager, lambda: _be_away(manager), Schedule.day)


async def as_usual(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async def act() -> None:
        context, specialist_id = context_of(manager), await desk.own_id(manager)
        manager.dialog_data.pop("place", None)
        async with context.database.write() as session:
            actor = actor_of(manager)
            await service.set_day(session, actor, specialist_id, _day(manager), [])
        await _be_back(manager, (await desk.hours(context, specialist_id))[2])

    await desk.change_hours(manager, act, Schedule.day)


async def travel_window(context: BotContext, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        rows = await active_districts(session)
    return {"districts": [(str(row.id), district_name(row, texts)) for row in rows]}


async def choose_place(
    _query: CallbackQuery, _select: Any, manager: DialogManager, place: str
) -> None:
    """Hours that stand for the day already move along; else they are asked for."""
    manager.dialog_data["place"] = int(place)
    _, single, _ = await desk.hours(context_of(manager), await desk.own_id(manager))
    own = [row for row in single if row.day == _day(manager)]
    if own:
        spans = desk.spans_of(own)
        await desk.change_hours(manager, lambda: _set(manager, spans), Schedule.day)
    else:
        await manager.switch_to(Schedule.day)


days = Window(
    T("📅 <b>One day</b>\n\nWhich one is unlike the others? Tap it, or type it: Friday, 12 April."),
    Given("problem", when="problem"),
    choices("day", "days", choose_day, width=2),
    TextInput(id="typed_day", on_success=type_day),
    SwitchTo(T("⬅️ Back"), id="to_main", state=Schedule.main),
    state=Schedule.days,
    getter=days_window,
)
day = Window(
    Given("text"),
    Given("problem", when="problem"),
    *hours_widgets(type_hours, tap_ready, next_format, "day"),
    SwitchTo(T("🧳 A journey to a district"), id="travel", state=Schedule.travel),
    Button(T("🌴 I am away"), id="be_away", on_click=be_away, when="is_here"),
    Button(T("↩️ As every week"), id="as_usual", on_click=as_usual, when="has_own"),
    SwitchTo(T("⬅️ To the days"), id="to_days", state=Schedule.days),
    state=Schedule.day,
    getter=day_window,
)
travel = Window(
    T("Where do you travel to? That day is for families of this district alone, in person."),
    choices("place", "districts", choose_place, width=2),
    SwitchTo(T("⬅️ Back"), id="to_day", state=Schedule.day),
    state=Schedule.travel,
    getter=travel_window,
)

"""Time off, typed plainly or tapped; and what of the booked lies outside the hours now."""

from datetime import date, timedelta
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.helping.meetings import Meeting
from bot.features.schedule import desk
from bot.features.schedule.reading import Away, Trouble, Unreadable, read_away
from bot.features.schedule.words import clock
from bot.states import Schedule
from bot.texts import Texts
from community.consultations.booking import queries as bookings
from community.consultations.booking import service as booking
from community.consultations.schedule import service
from community.consultations.schedule.models import TimeOff
from community.core.actor import Actor
from community.core.clock import local_now, now

_DAY = timedelta(days=1)


async def away_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    off = (await desk.hours(context, specialist.id))[2]
    return {
        "off": [(str(one.id), f"✖️ {_words(one, texts)}") for one in off],
        "ready": [
            ("0", texts("Today")),
            ("1", texts("Tomorrow")),
            ("7", texts("A week from tomorrow")),
            ("14", texts("Two weeks from tomorrow")),
        ],
        "hint": texts("A tap on ✖️ takes it back.") if off else "",
        **desk.problem_of(dialog_manager),
    }


def _words(off: TimeOff, texts: Texts) -> str:
    """«5 апреля 2026 — 12 апреля 2026», or the hours of one day."""
    begins, ends = off.begins_at.astimezone(texts.zone), off.ends_at.astimezone(texts.zone)
    last = (ends - timedelta(minutes=1)).date()
    first = texts.weekday(begins.date())
    if begins.hour == begins.minute == ends.hour == ends.minute == 0:
        return first if begins.date() == last else f"{first} — {texts.weekday(last)}"
    return f"{first}, {clock(begins.time())}–{clock(ends.time())}"


async def type_away(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    async def act() -> None:
        await _take_off(manager, read_away(text, await _today(manager)))

    await desk.change_hours(manager, act, Schedule.away)


async def tap_away(_query: CallbackQuery, _select: Any, manager: DialogManager, days: str) -> None:
    """So many days from tomorrow on; none: today."""
    count = int(days)
    today = await _today(manager)
    first = today + _DAY if count else today
    last = today + count * _DAY if count else today

    async def act() -> None:
        await _take_off(manager, Away(first, last))

    await desk.change_hours(manager, act, Schedule.away)


async def _today(manager: DialogManager) -> date:
    async with context_of(manager).database.read() as session:
        return local_now(session).date()


async def _take_off(manager: DialogManager, away: Away) -> None:
    texts = texts_of(manager)
    begins, ends = away.moments(texts.zone)
    async with context_of(manager).database.read() as session:
        if ends <= now(session):
            raise Unreadable(Trouble.PAST, clock(ends.time()))
    specialist_id = await desk.own_id(manager)
    async with context_of(manager).database.write() as session:
        await service.take_off(session, actor_of(manager), specialist_id, begins, ends)


async def take_back(
    _query: CallbackQuery, _select: Any, manager: DialogManager, off_id: str
) -> None:
    async with context_of(manager).database.write() as session:
        await service.back_early(session, actor_of(manager), int(off_id))


async def clashes_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    """All that lie outside; or, right after a change, those that it has put there."""
    specialist = await desk.mine(context, actor)
    async with context.database.read() as session:
        found = [one.id for one in await bookings.clashes(session, specialist)]
    fresh = dialog_manager.dialog_data.get("clashes")
    shown = [one for one in found if fresh is None or one in fresh]
    meetings = [await Meeting.of(context, actor, one, texts) for one in shown]
    text = texts(
        "⚠️ <b>Booked, and outside your hours now</b>\n\nNothing is lost: they stay as they are."
        " Tap one, if they should choose another time."
    )
    return {
        "text": text if meetings else texts("Nothing lies outside your hours any more."),
        "meetings": [(str(one.consultation.id), f"🔁 {one.line(texts)}") for one in meetings],
    }


async def choose_clash(
    _query: CallbackQuery, _select: Any, manager: DialogManager, consultation_id: str
) -> None:
    manager.dialog_data["clash"] = int(consultation_id)
    await manager.switch_to(Schedule.clash)


async def clash_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    consultation_id = dialog_manager.dialog_data["clash"]
    return {"line": (await Meeting.of(context, actor, consultation_id, texts)).line(texts)}


async def move(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    texts = texts_of(manager)
    async with context_of(manager).database.write() as session:
        await booking.cancel(session, actor_of(manager), manager.dialog_data["clash"])
    await note(manager, texts("Cancelled; I let them choose another time."))
    await manager.switch_to(Schedule.clashes)


async def leave_clashes(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("clashes", None)
    await manager.switch_to(Schedule.main)


away = Window(
    T(
        "🌴 <b>Time off</b>\n\nNobody can book meanwhile, and why is nobody's business. Type it as"
        " you would say it: «from 5 to 12 April», «tomorrow», «tomorrow 10-14». Or tap:"
    ),
    Given("hint", when="hint"),
    Given("problem", when="problem"),
    TextInput(id="typed_away", on_success=type_away),
    choices("off", "off", take_back),
    choices("ready_off", "ready", tap_away, width=2),
    SwitchTo(T("⬅️ Back"), id="to_main", state=Schedule.main),
    state=Schedule.away,
    getter=away_window,
)
clashes = Window(
    Given("text"),
    choices("meeting", "meetings", choose_clash),
    Button(T("👌 Keep the rest"), id="keep", on_click=leave_clashes),
    state=Schedule.clashes,
    getter=clashes_window,
)
clash = Window(
    T("{line}\n\nI cancel this time, say so at once and let them choose another of your times."),
    Button(T("🔁 Yes, cancel this time"), id="move", on_click=move),
    SwitchTo(T("⬅️ Keep it"), id="to_clashes", state=Schedule.clashes),
    state=Schedule.clash,
    getter=clash_window,
)

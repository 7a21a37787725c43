"""The last tap: when, with whom, how; then the time is taken, or somebody was a moment faster."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogs import Given, T, actor_of, choices, chosen, context_of, to_menu
from bot.features.consultations.offering import FreeTimes, offer
from bot.features.consultations.words import format_name, place_name
from bot.states import Consult
from bot.texts import Texts
from community.consultations.booking import service as booking
from community.consultations.booking.errors import BusyThen, SlotTaken, TooLateToMove
from community.consultations.requests import service
from community.consultations.requests.errors import RequestClosed
from community.consultations.schedule.queries import Slot
from community.consultations.specialists.kinds import Format
from community.membership.districts.models import District

_SERIES = {1: 4, 4: 8, 8: 1}  # what a tap makes of it


async def confirm_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    starts_at = _chosen_start(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        offered = await offer(session, dialog_manager)
        at = offered.at(starts_at)
        ways = await _ways(session, offered, at, texts)
    if not ways:
        gone = texts("This time is taken by now. Please choose another.")
        return {"text": gone, "ways": [], "may_repeat": False, "times": ""}
    names = ", ".join(dict.fromkeys(offered.specialist(slot).alias for slot in at))
    who = texts("With: {names}.", names=names)
    if len(at) > 1:
        who = texts("With whoever of them is free first: {names}.", names=names)
    minutes = round((at[0].ends_at - at[0].starts_at).total_seconds() / 60)
    lasts = texts.plural("{count} minute", "{count} minutes", minutes)
    head = texts("📅 <b>{when}</b>, {lasts}", when=texts.when(starts_at), lasts=lasts)
    return {
        "text": f"{head}\n{who}",
        "ways": ways,
        "may_repeat": not offered.is_moving,
        "times": _times_label(dialog_manager.dialog_data.get("times", 1), texts),
    }


async def _ways(
    session: AsyncSession, offered: FreeTimes, at: Sequence[Slot], texts: Texts
) -> list[tuple[str, str]]:
    """A button for each way to meet that whoever would be booked offers, with the place."""
    ways = []
    for meeting in Format:
        slot = next((one for one in at if offered.allows(one, meeting)), None)
        if slot is None:
            continue
        place_id = slot.district_id or offered.specialist(slot).district_id
        place = await session.get(District, place_id) if place_id else None
        how = format_name(meeting, texts)
        if meeting is Format.IN_PERSON and place is not None:
            how = f"{how}, {place_name(place, texts)}"
        ways.append((meeting.value, str(texts("✅ Confirm: {how}", how=how))))
    return ways


def _times_label(times: int, texts: Texts) -> str:
    if times == 1:
        return texts("🔁 Every week: no, once")
    return texts.plural("🔁 Every week: {count} time", "🔁 Every week: {count} times", times)


def _chosen_start(manager: DialogManager) -> datetime:
    return datetime.fromtimestamp(int(manager.dialog_data["starts"]), UTC)


async def turn_series(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["times"] = _SERIES[manager.dialog_data.get("times", 1)]


async def confirm(_query: CallbackQuery, _select: Any, manager: DialogManager, how: str) -> None:
    data = manager.dialog_data
    try:
        if data.get("moving"):
            booked: Sequence[Any] = [await _move(manager)]
            said = "moved"
        else:
            booked = await _book(manager, Format(how))
            said = "booked"
    except SlotTaken:
        await manager.switch_to(Consult.near)
    except BusyThen:
        data["problem"] = "busy"
        await manager.switch_to(Consult.hours)
    except RequestClosed:
        await manager.switch_to(Consult.request)
    except TooLateToMove:
        data["said"] = "late"
        await manager.switch_to(Consult.meeting)
    else:
        data.update(consultation=booked[0].id, said=said, count=len(booked), moving=None)
        await manager.switch_to(Consult.meeting)


async def _book(manager: DialogManager, meeting: Format) -> Sequence[Any]:
    request_id = int(chosen(manager, "request") or 0)
    times = manager.dialog_data.get("times", 1)
    async with context_of(manager).database.write() as session:
        return await service.book_time(
            session, actor_of(manager), request_id, _chosen_start(manager), meeting, times=times
        )


async def _move(manager: DialogManager) -> Any:
    moving, starts_at = int(manager.dialog_data["moving"]), _chosen_start(manager)
    async with context_of(manager).database.write() as session:
        return await booking.move(session, actor_of(manager), moving, starts_at)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("way", "ways", confirm),
            Button(Given("times"), id="times", on_click=turn_series, when="may_repeat"),
            Group(SwitchTo(T("⬅️ Back"), id="to_hours", state=Consult.hours), to_menu(), width=2),
            state=Consult.confirm,
            getter=confirm_window,
        ),
    )

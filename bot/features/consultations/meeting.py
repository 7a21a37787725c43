"""A consultation of one's own: when and with whom, into the calendar, moved, given back."""

from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, chosen, context_of, note, texts_of, to_menu
from bot.features.consultations.looks import about_request, place_of, with_whom
from bot.features.consultations.words import how_line
from bot.states import Consult
from bot.texts import Texts
from community.consultations.booking import calendar, queries, service
from community.consultations.booking.errors import TooLateToMove
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.core.actor import Actor
from community.core.calendar import Meeting, as_file


async def _consultation(manager: DialogManager) -> Consultation:
    meeting_id = int(chosen(manager, "consultation") or 0)
    async with context_of(manager).database.read() as session:
        found, _ = await queries.consultation_of(session, actor_of(manager), meeting_id)
    return found


async def meeting_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    context, one = context_of(dialog_manager), await _consultation(dialog_manager)
    async with context.database.read() as session:
        whom = await with_whom(session, one, texts)
        place = await place_of(session, one, texts)
    data = dialog_manager.dialog_data
    blocks = [*_said(data.get("said"), data.get("count", 1), texts)]
    blocks.append(Markup("📅 <b>{}</b>").format(texts.when(one.starts_at)))
    blocks.append(texts("With: {names}.", names=whom))
    blocks.append(how_line(one.format, place, texts))
    blocks.append(_state(one, texts))
    is_ahead = one.state is ConsultationState.BOOKED and (
        one.starts_at > context.database.clock.now()
    )
    return {"text": "\n".join(blocks), "is_ahead": is_ahead}


def _said(said: str | None, count: int, texts: Texts) -> list[str]:
    if said == "booked" and count > 1:
        booked = texts.plural(
            "✅ The time is yours: {count} week in a row.",
            "✅ The time is yours: {count} weeks in a row.",
            count,
        )
        return [booked, ""]
    words = {
        "booked": texts("✅ The time is yours."),
        "moved": texts("✅ Moved."),
        "late": texts("⚠️ It has begun already, so it cannot be moved or cancelled any more."),
    }
    return [words[said], ""] if said in words else []


def _state(one: Consultation, texts: Texts) -> str:
    return {
        ConsultationState.BOOKED: texts(
            "\nI remind you a day and two hours before. If you cannot come, give the time back:"
            " nobody is cross."
        ),
        ConsultationState.HELD: texts("\nYou have met."),
        ConsultationState.MISSED: texts("\nIt did not work out. That happens."),
        ConsultationState.MOVED: texts("\nMoved to another time."),
        ConsultationState.CANCELLED: texts("\nCancelled."),
    }[one.state]


async def entry_of(context: BotContext, actor: Actor, texts: Texts, meeting_id: int) -> Meeting:
    """For the calendar of the phone: when, and with whom by first name. Raises NotFound."""
    async with context.database.read() as session:
        one, _ = await queries.consultation_of(session, actor, meeting_id)
        title = await with_whom(session, one, texts)
        place = await place_of(session, one, texts)
    return calendar.of_consultation(one, title[:1].upper() + title[1:], place)


async def send_calendar(
    bot: Bot, chat_id: int, context: BotContext, texts: Texts, entry: Meeting
) -> None:
    name, moment = str(texts("Meetings")), context.database.clock.now()
    content = as_file(name, [entry], moment, reminds=True)
    file = BufferedInputFile(content, f"{entry.uid}.ics")
    caption = texts("Open it, and your phone writes it down. There is no name of yours in it.")
    await bot.send_document(chat_id, file, caption=caption)


async def into_calendar(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, context, texts = manager.middleware_data, context_of(manager), texts_of(manager)
    meeting_id = int(chosen(manager, "consultation") or 0)
    entry = await entry_of(context, actor_of(manager), texts, meeting_id)
    await send_calendar(data["bot"], data["event_chat"].id, context, texts, entry)
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def begin_moving(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    one = await _consultation(manager)
    manager.dialog_data.update(moving=one.id, page=0, problem=None, said=None)
    await manager.switch_to(Consult.days)


async def to_request(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    one = await _consultation(manager)
    about_request(manager, one.request_id)
    await manager.switch_to(Consult.request)


async def cancel_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """What it changes, before it is done."""
    one = await _consultation(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        whom = await with_whom(session, one, texts)
    when = texts.when(one.starts_at)
    return {
        "text": texts(
            "Give back {when}?\n\n• the time becomes free for others;\n• I tell {whom}, without a"
            " reason: you need not explain anything;\n• your request stays open, and you may book"
            " another time.",
            when=when,
            whom=whom,
        )
    }


async def cancel(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    one, texts = await _consultation(manager), texts_of(manager)
    try:
        async with context_of(manager).database.write() as session:
            await service.cancel(session, actor_of(manager), one.id)
    except TooLateToMove:
        manager.dialog_data["said"] = "late"
        await manager.switch_to(Consult.meeting)
        return
    await note(manager, texts("Done: the time is free again."))
    about_request(manager, one.request_id)
    await manager.switch_to(Consult.request)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Button(T("📅 Into the calendar"), id="ics", on_click=into_calendar, when="is_ahead"),
            Button(T("🔁 Another time"), id="move", on_click=begin_moving, when="is_ahead"),
            SwitchTo(T("✖️ I cannot come"), id="cancel", state=Consult.cancel, when="is_ahead"),
            Button(T("🤝 The request"), id="of_request", on_click=to_request),
            Group(SwitchTo(T("⬅️ Back"), id="to_main", state=Consult.main), to_menu(), width=2),
            state=Consult.meeting,
            getter=meeting_window,
        ),
        Window(
            Given("text"),
            SwitchTo(T("⬅️ No, I will come"), id="keep", state=Consult.meeting),
            Button(T("✖️ Yes, give it back"), id="cancel_now", on_click=cancel),
            state=Consult.cancel,
            getter=cancel_window,
        ),
    )

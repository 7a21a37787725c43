"""📅 When the group meets: what lies ahead, moved, called off, on a holiday all the same."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import problem_of, too_long
from bot.dialogs import Given, T, actor_of, choices, context_of
from bot.features.facilitating.asking import words_window
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import group_id_of
from bot.features.facilitating.where import read_where
from bot.features.organising.times import typed_moment
from bot.features.selfhelp.words import meeting_lines, rhythm_line
from bot.middlewares.typed_number import WORDS
from bot.paging import part_of, turning
from bot.states import Facilitate
from bot.texts import Texts
from community.core.clock import now
from community.core.errors import InvalidInput
from community.selfhelp.meetings import queries, service
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.rules import REASON_LIMIT
from community.selfhelp.members.queries import require_lead

_USUAL_MINUTES = 90


async def meetings_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    actor, group_id = actor_of(dialog_manager), group_id_of(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        await require_lead(session, actor, group_id)
        ahead = await queries.coming(session, actor, group_id)
        rhythm = await queries.rhythm(session, actor, group_id)
    part = part_of(dialog_manager, ahead, size=6)
    lines = [
        _line(number, meeting, texts) for number, meeting in enumerate(part.items, part.first + 1)
    ]
    head = texts("📅 <b>Meetings</b>")
    how = (
        texts("You meet {rhythm}.", rhythm=rhythm_line(rhythm, texts))
        if rhythm
        else texts("No rhythm is set: tap «🔁 When we meet», and all meetings are planned at once.")
    )
    return {
        "text": "\n\n".join(filter(None, [head, how, "\n".join(lines)])),
        "meetings": [
            (str(one.id), f"{number}. {texts.when(one.starts_at)}")
            for number, one in enumerate(part.items, part.first + 1)
        ],
        **part.buttons,
    }


def _line(number: int, meeting: GroupMeeting, texts: Texts) -> str:
    signs = {
        MeetingState.HOLIDAY: texts("🎈 a holiday: no meeting"),
        MeetingState.CANCELLED: texts("❌ called off"),
    }
    sign = signs.get(meeting.state, "")
    more = f" · {sign}" if sign else ""
    return Markup("{}. {}{}").format(number, texts.when(meeting.starts_at), more)


async def open_meeting(
    _query: CallbackQuery, _select: Any, manager: DialogManager, meeting_id: str
) -> None:
    manager.dialog_data["meeting"] = int(meeting_id)
    await manager.switch_to(Facilitate.meeting)


async def _meeting(manager: DialogManager) -> GroupMeeting:
    async with context_of(manager).database.read() as session:
        meeting, _ = await queries.led_meeting(
            session, actor_of(manager), manager.dialog_data["meeting"]
        )
        return meeting


async def meeting_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    meeting, said = await _meeting(dialog_manager), dialog_manager.dialog_data.pop("said", None)
    async with context_of(dialog_manager).database.read() as session:
        is_ahead = meeting.starts_at > now(session)
    words = {
        MeetingState.HOLIDAY: texts("🎈 This is a holiday, so nobody is reminded."),
        MeetingState.CANCELLED: texts("❌ Called off. {why}", why=meeting.cancel_reason or ""),
    }
    blocks = [
        texts("✓ Everybody in the group is told.") if said == "told" else "",
        meeting_lines(meeting, texts),
        words.get(meeting.state, ""),
    ]
    is_planned = meeting.state is MeetingState.PLANNED
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "may_change": is_ahead and is_planned,
        "may_move": is_ahead and meeting.state is not MeetingState.CANCELLED,
        "may_meet": is_ahead and not is_planned,
    }


async def meet_anyway(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.meet_anyway(session, actor_of(manager), manager.dialog_data["meeting"])
    manager.dialog_data["said"] = "told"


async def take_one(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    """A meeting besides the rhythm, where and as long as the others are."""
    actor, group_id = actor_of(manager), group_id_of(manager)
    typed = await typed_moment(manager, text)
    if typed is None:
        return
    begins, ends = typed
    async with context_of(manager).database.write() as session:
        usual = await queries.rhythm(session, actor, group_id)
        length = (ends - begins) // timedelta(minutes=1) if ends else None
        meeting = await service.plan_one(
            session,
            actor,
            group_id,
            begins,
            length or (usual.minutes if usual else _USUAL_MINUTES),
            place=usual.place if usual else None,
            link=usual.link if usual else None,
        )
    manager.dialog_data["meeting"] = meeting.id
    await _told(manager)


async def move_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    meeting = await _meeting(dialog_manager)
    return {"now": texts.when(meeting.starts_at), **problem_of(dialog_manager)}


async def take_time(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    typed = await typed_moment(manager, text)
    if typed is None:
        return
    begins, _ = typed
    async with context_of(manager).database.write() as session:
        await service.move(session, actor_of(manager), manager.dialog_data["meeting"], begins)
    await _told(manager)


async def take_place(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    place, link = read_where(text)
    try:
        async with context_of(manager).database.write() as session:
            await service.place_at(
                session, actor_of(manager), manager.dialog_data["meeting"], place, link
            )
    except InvalidInput as error:
        too_long(manager, int(str(error.fields["limit"])))
        return
    await _told(manager)


async def take_reason(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    reason = " ".join(text.split())
    if len(reason) > REASON_LIMIT:
        too_long(manager, REASON_LIMIT)
        return
    async with context_of(manager).database.write() as session:
        await service.cancel(session, actor_of(manager), manager.dialog_data["meeting"], reason)
    await _told(manager)


async def _told(manager: DialogManager) -> None:
    manager.dialog_data["said"] = "told"
    await manager.switch_to(Facilitate.meeting)


async def problem_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await _meeting(dialog_manager)
    return problem_of(dialog_manager)


def _back() -> SwitchTo:
    return SwitchTo(T("⬅️ Back"), id=f"{WORDS}back", state=Facilitate.meeting)


def _shown() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("meeting", "meetings", open_meeting),
            turning(),
            SwitchTo(T("➕ One more meeting"), id="plan", state=Facilitate.plan),
            SwitchTo(T("🔁 When we meet"), id="rhythm", state=Facilitate.rhythm_when),
            SwitchTo(T("🌿 Meetings that were"), id="past", state=Facilitate.past),
            to_desk(),
            state=Facilitate.meetings,
            getter=meetings_window,
        ),
        Window(
            Given("text"),
            Button(T("🌿 We do meet"), id="anyway", on_click=meet_anyway, when="may_meet"),
            SwitchTo(T("🕐 Another time"), id="move", state=Facilitate.move, when="may_move"),
            SwitchTo(T("📍 Another place"), id="where", state=Facilitate.where, when="may_change"),
            SwitchTo(T("⛔ Call it off"), id="cancel", state=Facilitate.cancel, when="may_change"),
            SwitchTo(T("⬅️ Meetings"), id="to_meetings", state=Facilitate.meetings),
            state=Facilitate.meeting,
            getter=meeting_window,
        ),
    )


def _typed() -> tuple[Window, ...]:
    return (
        words_window(
            Facilitate.plan,
            T("When? Type the day and the hour, for example: 21 March 19:00, or 21 March 19-21."),
            take_one,
            Facilitate.meetings,
        ),
        Window(
            T("Now: {now}. When instead? For example: tomorrow 18:00, 21 March 19:00."),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_time),
            _back(),
            state=Facilitate.move,
            getter=move_window,
        ),
        Window(
            T("Where this time? Write the place, or send the https link of a video meeting."),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_place),
            _back(),
            state=Facilitate.where,
            getter=problem_window,
        ),
        Window(
            T("Why does it not take place? Everybody in the group reads it. A word is enough."),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_reason),
            _back(),
            state=Facilitate.cancel,
            getter=problem_window,
        ),
    )


def windows() -> Sequence[Window]:
    return (*_shown(), *_typed())

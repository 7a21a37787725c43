"""🌿 Afterwards: who was there, and in one line how it was."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import problem_of, too_long
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import group_id_of
from bot.features.organising.whom import ticked
from bot.paging import part_of, turning
from bot.states import Facilitate
from bot.texts import Texts
from community.selfhelp.meetings import holding, queries
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.rules import MOOD_LIMIT
from community.selfhelp.members.queries import faces


async def marking_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """What is ticked is kept in the dialog until it is done; noted before, it stands ticked."""
    actor, data = actor_of(dialog_manager), dialog_manager.dialog_data
    async with context_of(dialog_manager).database.read() as session:
        meeting, group = await queries.led_meeting(session, actor, data["meeting"])
        everybody = await faces(session, actor, group.id)
        if data.get("came") is None:
            data["came"] = sorted(await queries.attendance(session, actor, meeting.id))
    data["group"] = group.id
    part = part_of(dialog_manager, everybody)
    return {
        "text": texts(
            "🌿 <b>{when}: who was there?</b>\n\nTap each of them. You alone see this, and whoever"
            " leads beside you; the leaders of the club see how many.",
            when=texts.when(meeting.starts_at),
        ),
        "faces": [
            (str(face.person_id), ticked(face.given_name, face.person_id in data["came"]))
            for face in part.items
        ],
        "done": texts.plural(
            "✅ Done: {count} was there", "✅ Done: {count} were there", len(data["came"])
        ),
        **part.buttons,
    }


async def toggle(
    _query: CallbackQuery, _select: Any, manager: DialogManager, person_id: str
) -> None:
    came = set(manager.dialog_data["came"])
    manager.dialog_data["came"] = sorted(came ^ {int(person_id)})


async def done(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.dialog_data
    async with context_of(manager).database.write() as session:
        await holding.note_attendance(session, actor_of(manager), data["meeting"], data["came"])
    await manager.switch_to(Facilitate.mood)


async def was_not_held(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await holding.was_not_held(session, actor_of(manager), manager.dialog_data["meeting"])
    manager.dialog_data["said"] = "noted"
    await manager.switch_to(Facilitate.desk)


async def mood_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    return {
        "moods": [(str(number), mood) for number, mood in enumerate(_moods(texts))],
        **problem_of(dialog_manager),
    }


def _moods(texts: Texts) -> Sequence[str]:
    return (texts("😊 Warm"), texts("🙂 Calm"), texts("😐 Not easy"), texts("😔 Heavy"))


async def choose_mood(
    _query: CallbackQuery, _select: Any, manager: DialogManager, number: str
) -> None:
    texts = texts_of(manager)
    await _note(manager, _moods(texts)[int(number)])


async def take_mood(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(" ".join(text.split())) > MOOD_LIMIT:
        too_long(manager, MOOD_LIMIT)
        return
    await _note(manager, text)


async def _note(manager: DialogManager, mood: str) -> None:
    async with context_of(manager).database.write() as session:
        await holding.note_mood(session, actor_of(manager), manager.dialog_data["meeting"], mood)
    await skip(None, None, manager)


async def skip(_query: Any, _button: Any, manager: DialogManager) -> None:
    manager.dialog_data["said"] = "noted"
    await manager.switch_to(Facilitate.desk)


async def past_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context_of(dialog_manager).database.read() as session:
        past = await queries.past(session, actor_of(dialog_manager), group_id_of(dialog_manager))
    lines = [_line(number, one, texts) for number, one in enumerate(past, 1)]
    none = texts("The group has not met yet.")
    return {
        "text": "\n\n".join([texts("🌿 <b>Meetings that were</b>"), "\n".join(lines) or none]),
        "meetings": [
            (str(one.id), f"{number}. {texts.when(one.starts_at)}")
            for number, one in enumerate(past, 1)
        ],
    }


def _line(number: int, meeting: GroupMeeting, texts: Texts) -> str:
    when = texts.when(meeting.starts_at)
    if meeting.state is not MeetingState.HELD:
        return Markup("{}. {} · {}").format(number, when, texts("not noted yet"))
    came = texts.plural("{count} was there", "{count} were there", meeting.came)
    mood = f" · {meeting.mood}" if meeting.mood else ""
    return Markup("{}. {} · {}{}").format(number, when, came, mood)


async def open_past(
    _query: CallbackQuery, _select: Any, manager: DialogManager, meeting_id: str
) -> None:
    manager.dialog_data.update(meeting=int(meeting_id), came=None, page=0)
    await manager.switch_to(Facilitate.marking)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            choices("face", "faces", toggle, width=2),
            turning(),
            Button(Given("done"), id="done", on_click=done),
            Button(T("🚫 We did not meet"), id="not_held", on_click=was_not_held),
            to_desk(),
            state=Facilitate.marking,
            getter=marking_window,
        ),
        Window(
            T("And how was it, in one line? For yourself and whoever leads beside you."),
            Given("problem", when="problem"),
            choices("mood", "moods", choose_mood, width=2),
            TextInput(id="typed", on_success=take_mood),
            Button(T("➡️ Without a word"), id="skip", on_click=skip),
            state=Facilitate.mood,
            getter=mood_window,
        ),
        Window(
            Given("text"),
            choices("meeting", "meetings", open_past),
            SwitchTo(T("⬅️ Meetings"), id="back", state=Facilitate.meetings),
            state=Facilitate.past,
            getter=past_window,
        ),
    )

"""🔁 When the group meets again and again: the first time, how often, where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.answers import complain, problem_of, too_long
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.facilitating.looks import group_id_of, led_group
from bot.features.facilitating.where import read_where
from bot.features.organising.times import typed_moment
from bot.middlewares.typed_number import WORDS
from bot.states import Facilitate
from bot.texts import Texts
from community.core.errors import InvalidInput
from community.selfhelp.meetings import service
from community.selfhelp.meetings.rules import Rhythm, check

_USUAL = timedelta(minutes=90)
_OFTEN = (1, 2, 4)


async def when_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await led_group(dialog_manager)
    return problem_of(dialog_manager)


async def take_when(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    """Without an end it is an hour and a half, as circles usually are."""
    texts, typed = texts_of(manager), await typed_moment(manager, text)
    if typed is None:
        return
    begins, ends = typed
    minutes = int((ends - begins if ends else _USUAL) / timedelta(minutes=1))
    try:
        check(_rhythm(manager, begins, minutes))
    except InvalidInput as error:
        complain(
            manager,
            texts("⚠️ A meeting lasts {limit} minutes.", limit=error.fields["limit"]),
        )
        return
    manager.dialog_data.update(begins=begins.isoformat(), minutes=minutes)
    await manager.switch_to(Facilitate.rhythm_often)


def _rhythm(manager: DialogManager, begins: datetime, minutes: int) -> Rhythm:
    """Weekly, by the region's clocks, whoever types by which."""
    local = begins.astimezone(context_of(manager).zone)
    return Rhythm(local.date(), 1, local.time(), minutes)


async def often_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    begins = datetime.fromisoformat(dialog_manager.dialog_data["begins"])
    names = (texts("Every week"), texts("Every two weeks"), texts("Every four weeks"))
    return {
        "when": texts.when(begins),
        "often": [(str(weeks), name) for weeks, name in zip(_OFTEN, names, strict=True)],
    }


async def choose_often(
    _query: CallbackQuery, _select: Any, manager: DialogManager, weeks: str
) -> None:
    manager.dialog_data["every_weeks"] = int(weeks)
    await manager.switch_to(Facilitate.rhythm_where)


async def take_where(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    await _save(manager, *read_where(text))


async def later(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Where is said another time."""
    await _save(manager, None, None)


async def _save(manager: DialogManager, place: str | None, link: str | None) -> None:
    data = manager.dialog_data
    begins = datetime.fromisoformat(data["begins"])
    weekly = _rhythm(manager, begins, data["minutes"])
    rhythm = replace(weekly, every_weeks=data["every_weeks"], place=place, link=link)
    try:
        async with context_of(manager).database.write() as session:
            await service.set_rhythm(session, actor_of(manager), group_id_of(manager), rhythm)
    except InvalidInput as error:
        too_long(manager, int(str(error.fields["limit"])))
        return
    data["said"] = "rhythm"
    await manager.switch_to(Facilitate.desk)


async def where_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await led_group(dialog_manager)
    return problem_of(dialog_manager)


def windows() -> Sequence[Window]:
    return (
        Window(
            T(
                "When do you meet for the first time? For example: Wednesday 19:00, or with the"
                " end: 18 March 19-21. What was planned by a former rhythm is dropped."
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_when),
            SwitchTo(T("⬅️ Meetings"), id=f"{WORDS}back", state=Facilitate.meetings),
            state=Facilitate.rhythm_when,
            getter=when_window,
        ),
        Window(
            T("For the first time {when}. And how often after that? On holidays I plan nothing."),
            choices("often", "often", choose_often),
            SwitchTo(T("⬅️ Back"), id="back", state=Facilitate.rhythm_when),
            state=Facilitate.rhythm_often,
            getter=often_window,
        ),
        Window(
            T(
                "Where? Write the place, or send the https link of a video meeting. Only those in"
                " the group see it."
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_where),
            Button(T("➡️ I say it later"), id=f"{WORDS}later", on_click=later),
            SwitchTo(T("⬅️ Back"), id="back", state=Facilitate.rhythm_often),
            state=Facilitate.rhythm_where,
            getter=where_window,
        ),
    )

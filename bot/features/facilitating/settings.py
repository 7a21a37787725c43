"""⚙️ The group itself: its words, its size, its door; handed on, or closed with a farewell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.input.text import OnSuccess
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import complain, problem_of, too_long
from bot.dialogs import Given, T, actor_of, context_of, texts_of
from bot.features.facilitating.asking import (
    about_window,
    back_to,
    size_window,
    typed_size,
    words_window,
)
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import group_id_of, led_group
from bot.states import Facilitate, SelfHelp
from bot.texts import Texts
from community.core.markdown import to_html
from community.selfhelp.groups import leading, service
from community.selfhelp.groups.errors import SizeBelowMembers
from community.selfhelp.groups.kinds import Door
from community.selfhelp.groups.queries import agreement_of
from community.selfhelp.groups.rules import (
    ABOUT_LIMIT,
    AGREEMENT_LIMIT,
    FAREWELL_LIMIT,
    TITLE_LIMIT,
)
from community.selfhelp.groups.service import plan_of


async def settings_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    group = await led_group(dialog_manager)
    is_open = group.door is Door.OPEN
    door = (
        texts("🚪 The door: in the list, whoever wants to come asks")
        if is_open
        else texts("🚪 The door: by your link alone, in no list")
    )
    lines = [
        texts("⚙️ <b>The group itself</b>"),
        Markup("<b>{}</b>\n{}").format(group.title, group.about),
        texts("👥 Up to {count} people, whoever leads not counted.", count=group.capacity),
        door,
    ]
    return {
        "text": "\n\n".join(lines),
        "door": texts("🚪 By link alone") if is_open else texts("🚪 Put it into the list"),
    }


async def switch_door(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    group = await led_group(manager)
    door = Door.INVITED if group.door is Door.OPEN else Door.OPEN
    async with context_of(manager).database.write() as session:
        await service.change(
            session, actor_of(manager), group.id, replace(plan_of(group), door=door)
        )


async def _change(manager: DialogManager, **changes: Any) -> None:
    group = await led_group(manager)
    async with context_of(manager).database.write() as session:
        await service.change(
            session, actor_of(manager), group.id, replace(plan_of(group), **changes)
        )
    await manager.switch_to(Facilitate.settings)


async def take_title(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    title = " ".join(text.split())
    if len(title) > TITLE_LIMIT:
        too_long(manager, TITLE_LIMIT)
        return
    await _change(manager, title=title)


async def take_about(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > ABOUT_LIMIT:
        too_long(manager, ABOUT_LIMIT)
        return
    await _change(manager, about=text.strip())


async def take_size(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    texts, size = texts_of(manager), typed_size(manager, text)
    if size is None:
        return
    try:
        await _change(manager, capacity=size)
    except SizeBelowMembers as error:
        words = texts.plural(
            "⚠️ {count} person is in it already: no fewer places than that.",
            "⚠️ {count} people are in it already: no fewer places than that.",
            int(str(error.fields["taken"])),
        )
        complain(manager, words)


async def agreement_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    group = await led_group(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        words = await agreement_of(session, group)
    head = texts("📜 <b>What you agreed on</b>, word for word; copy, change, send it back.")
    after = texts("Everybody in the group is asked to agree anew.")
    return {
        "text": f"{head}\n\n{to_html(words.body)}\n\n{after}",
        **problem_of(dialog_manager),
    }


async def take_agreement(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > AGREEMENT_LIMIT:
        too_long(manager, AGREEMENT_LIMIT)
        return
    async with context_of(manager).database.write() as session:
        await service.renew_agreement(session, actor_of(manager), group_id_of(manager), text)
    manager.dialog_data["said"] = "agreement"
    await manager.switch_to(Facilitate.desk)


async def take_farewell(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > FAREWELL_LIMIT:
        too_long(manager, FAREWELL_LIMIT)
        return
    manager.dialog_data["farewell"] = text.strip()
    await manager.switch_to(Facilitate.close)


async def close_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    group = await led_group(dialog_manager)
    said = Markup("<blockquote>{}</blockquote>").format(dialog_manager.dialog_data["farewell"])
    ask = texts(
        "Close «{title}»? Everybody in it reads this at once. The chat stays theirs, I take my"
        " leave of it. It cannot be taken back; a new group can be begun at any time.",
        title=group.title,
    )
    return {"text": f"{ask}\n\n{said}"}


async def close(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.close(
            session, actor_of(manager), group_id_of(manager), manager.dialog_data["farewell"]
        )
    await manager.start(SelfHelp.list, mode=StartMode.RESET_STACK)


async def step_down(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await leading.step_down(session, actor_of(manager), group_id_of(manager))
    await manager.start(SelfHelp.list, mode=StartMode.RESET_STACK)


async def problem_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await led_group(dialog_manager)
    return problem_of(dialog_manager)


def _asking(state: State, question: T, take: OnSuccess[str]) -> Window:
    return words_window(state, question, take, Facilitate.settings, problem_window)


def _home() -> Window:
    return Window(
        Given("text"),
        SwitchTo(T("✏️ The name"), id="title", state=Facilitate.title),
        SwitchTo(T("✏️ What it is about"), id="about", state=Facilitate.about),
        SwitchTo(T("👥 How many"), id="size", state=Facilitate.size),
        Button(Given("door"), id="door", on_click=switch_door),
        SwitchTo(T("📜 What we agreed on"), id="words", state=Facilitate.agreement),
        SwitchTo(T("🤝 Stop leading it"), id="down", state=Facilitate.step_down),
        SwitchTo(T("🕊 Close the group"), id="farewell", state=Facilitate.farewell),
        to_desk(),
        state=Facilitate.settings,
        getter=settings_window,
    )


def _words() -> tuple[Window, ...]:
    return (
        _asking(Facilitate.title, T("What shall the group be called?"), take_title),
        about_window(Facilitate.about, take_about, Facilitate.settings, problem_window),
        size_window(Facilitate.size, take_size, Facilitate.settings, problem_window),
        Window(
            Given("text"),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_agreement),
            back_to(Facilitate.settings),
            state=Facilitate.agreement,
            getter=agreement_window,
        ),
    )


def windows() -> Sequence[Window]:
    return (
        _home(),
        *_words(),
        _asking(
            Facilitate.farewell,
            T(
                "🕊 Say farewell to the group in your own words: what it was, and a thank-you."
                " Everybody in it will read it. Before anything happens I ask once more."
            ),
            take_farewell,
        ),
        Window(
            Given("text"),
            Button(T("🕊 Yes, close it"), id="close", on_click=close),
            SwitchTo(T("✏️ Write it anew"), id="anew", state=Facilitate.farewell),
            to_desk(),
            state=Facilitate.close,
            getter=close_window,
        ),
        Window(
            T(
                "🤝 Stop leading the group? Whoever leads beside you is asked to go on; if nobody"
                " does, the leaders of the club look for somebody. Members are told nothing."
            ),
            Button(T("🤝 Yes"), id="down", on_click=step_down),
            SwitchTo(T("⬅️ Back"), id="back", state=Facilitate.settings),
            state=Facilitate.step_down,
            getter=problem_window,
        ),
    )

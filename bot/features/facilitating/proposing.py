"""🌱 A parent proposes a group that they would lead; a leader of the club answers."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import too_long
from bot.dialogs import Given, T, actor_of, choices, context_of, person_of, to_menu
from bot.features.facilitating.asking import (
    about_window,
    size_window,
    typed_size,
    words_window,
)
from bot.features.selfhelp.words import topic_names
from bot.states import ProposeGroup, SelfHelp
from bot.texts import Texts
from community.selfhelp.groups import leading, service
from community.selfhelp.groups.kinds import Door, Topic
from community.selfhelp.groups.rules import ABOUT_LIMIT, TITLE_LIMIT, GroupPlan


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """Whoever cannot lead a group hears so before anything is typed."""
    async with context_of(manager).database.read() as session:
        await leading.require_fit(session, person_of(manager).id)


async def topic_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {"topics": [(topic.value, name) for topic, name in topic_names(texts).items()]}


async def choose_topic(
    _query: CallbackQuery, _select: Any, manager: DialogManager, topic: str
) -> None:
    manager.dialog_data["topic"] = Topic(topic).value
    await manager.switch_to(ProposeGroup.title)


async def take_title(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    title = " ".join(text.split())
    if len(title) > TITLE_LIMIT:
        too_long(manager, TITLE_LIMIT)
        return
    manager.dialog_data["title"] = title
    await manager.switch_to(ProposeGroup.about)


async def take_about(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > ABOUT_LIMIT:
        too_long(manager, ABOUT_LIMIT)
        return
    manager.dialog_data["about"] = text.strip()
    await manager.switch_to(ProposeGroup.where)


async def where_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {
        "ways": [
            ("here", texts("🏘 In person, in my district")),
            ("online", texts("💻 Online, for the whole region")),
        ]
    }


async def choose_where(
    _query: CallbackQuery, _select: Any, manager: DialogManager, way: str
) -> None:
    manager.dialog_data["online"] = way == "online"
    await manager.switch_to(ProposeGroup.door)


async def door_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {
        "doors": [
            (Door.OPEN.value, texts("🚪 In the list: whoever wants to come asks me")),
            (Door.INVITED.value, texts("🔗 By my link alone, in no list")),
        ]
    }


async def choose_door(
    _query: CallbackQuery, _select: Any, manager: DialogManager, door: str
) -> None:
    manager.dialog_data["door"] = Door(door).value
    await manager.switch_to(ProposeGroup.size)


async def take_size(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    size = typed_size(manager, text)
    if size is None:
        return
    manager.dialog_data["size"] = size
    await manager.switch_to(ProposeGroup.check)


def _plan(manager: DialogManager) -> GroupPlan:
    data = manager.dialog_data
    return GroupPlan(
        data["title"],
        Topic(data["topic"]),
        data["about"],
        Door(data["door"]),
        data["online"],
        None if data["online"] else person_of(manager).district_id,
        data["size"],
    )


async def check_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    plan = _plan(dialog_manager)
    how = texts("online") if plan.online else texts("in person")
    door = {Door.OPEN: texts("in the list"), Door.INVITED: texts("by link alone")}[plan.door]
    lines = [
        Markup("🌱 <b>{}</b>").format(plan.title),
        topic_names(texts)[plan.topic],
        Markup("{}").format(plan.about),
        texts("{how}, {door}, up to {size} people", how=how, door=door, size=plan.capacity),
    ]
    who = texts("👀 The leaders of the club will see this and your first name.")
    return {"text": f"{chr(10).join(lines)}\n\n{who}"}


async def send(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.propose(session, actor_of(manager), _plan(manager))
    await manager.start(SelfHelp.list, data={"said": "proposed"}, mode=StartMode.RESET_STACK)


def _words() -> tuple[Window, ...]:
    return (
        words_window(
            ProposeGroup.title,
            T("What would the group be called? For example: «When a teenager is at home»."),
            take_title,
            ProposeGroup.topic,
        ),
        about_window(ProposeGroup.about, take_about, ProposeGroup.title),
        size_window(ProposeGroup.size, take_size, ProposeGroup.door),
    )


def windows() -> Sequence[Window]:
    return (
        Window(
            T(
                "🌱 A group is led by a parent. You need not know everything, and you are not left"
                " alone: a second facilitator, supervision and the club stand beside you.\n\nWhat"
                " would bring you together?"
            ),
            choices("topic", "topics", choose_topic),
            to_menu(),
            state=ProposeGroup.topic,
            getter=topic_window,
        ),
        *_words(),
        Window(
            T("Where would you meet?"),
            choices("where", "ways", choose_where),
            SwitchTo(T("⬅️ Back"), id="back", state=ProposeGroup.about),
            state=ProposeGroup.where,
            getter=where_window,
        ),
        Window(
            T("How do people come in?"),
            choices("door", "doors", choose_door),
            SwitchTo(T("⬅️ Back"), id="back", state=ProposeGroup.where),
            state=ProposeGroup.door,
            getter=door_window,
        ),
        Window(
            Given("text"),
            Button(T("📨 Send it to the leaders"), id="send", on_click=send),
            SwitchTo(T("✏️ From the beginning"), id="anew", state=ProposeGroup.topic),
            to_menu(),
            state=ProposeGroup.check,
            getter=check_window,
        ),
    )

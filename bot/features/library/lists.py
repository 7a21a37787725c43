"""Articles of one topic, for an age and a stage if one likes; and what one keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Group, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.features.library.finding import SHOWN, open_hit
from bot.features.library.looks import own_districts
from bot.features.library.words import (
    age_names,
    labels_of,
    list_of,
    said,
    stage_names,
    topic_name,
)
from bot.paging import part_of, turning
from bot.states import Library
from bot.texts import Texts
from community.core.actor import Actor
from community.library.articles import queries as articles
from community.library.articles.kinds import Age, Stage
from community.library.articles.queries import Card
from community.library.reading.kinds import Shelf
from community.library.reading.queries import shelf

_ANY = "any"


async def topic_window(
    context: BotContext, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    age, stage = _chosen(data)
    async with context.database.read() as session:
        topic = await articles.topic(session, data.get("topic", 0))
        page = await articles.shelf_of_topic(
            session,
            topic_id=topic.id,
            age=age,
            stage=stage,
            districts=await own_districts(session, dialog_manager),
            page=data.get("page", 0),
            size=SHOWN,
        )
    none = texts("There is nothing about this here yet.")
    if age or stage:
        none = texts("There is nothing here for this choice. Try «any».")
    blocks = [
        said(data.pop("said", None), texts),
        texts("<b>{topic}</b>", topic=topic_name(topic, texts)),
        list_of(_lines(page.rows)) or none,
    ]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "cards": _labels(page.rows),
        "age": age_names(texts)[age] if age else texts("any"),
        "stage": stage_names(texts)[stage] if stage else texts("any"),
        "has_less": page.number > 0,
        "has_more": page.number + 1 < page.count,
    }


def _chosen(data: Mapping[str, Any]) -> tuple[Age | None, Stage | None]:
    age, stage = data.get("age"), data.get("stage")
    return Age(age) if age else None, Stage(stage) if stage else None


def _lines(cards: Sequence[Card]) -> list[tuple[str, str]]:
    return [(card.version.title, card.version.summary) for card in cards]


def _labels(cards: Sequence[Card]) -> list[tuple[str, str]]:
    return labels_of([(card.article.id, card.version.title) for card in cards])


async def choices_window(texts: Texts, **_: Any) -> dict[str, Any]:
    everything = (_ANY, texts("any"))
    return {
        "ages": [*age_names(texts).items(), everything],
        "stages": [*stage_names(texts).items(), everything],
    }


async def choose_age(_query: CallbackQuery, _select: Any, manager: DialogManager, age: str) -> None:
    await _narrow(manager, age=age)


async def choose_stage(
    _query: CallbackQuery, _select: Any, manager: DialogManager, stage: str
) -> None:
    await _narrow(manager, stage=stage)


async def _narrow(manager: DialogManager, **choice: str) -> None:
    wanted = {field: None if value == _ANY else value for field, value in choice.items()}
    manager.dialog_data.update(wanted, page=0)
    await manager.switch_to(Library.topic)


async def shelf_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    which = Shelf(dialog_manager.dialog_data.get("shelf", Shelf.FAVOURITE))
    async with context.database.read() as session:
        part = part_of(dialog_manager, await shelf(session, actor, which), SHOWN)
    head = {
        Shelf.FAVOURITE: texts("⭐ <b>Favourites</b>"),
        Shelf.LATER: texts("🕰 <b>Read later</b>"),
    }[which]
    blocks = [
        said(dialog_manager.dialog_data.pop("said", None), texts),
        head,
        list_of(_lines(part.items)) or texts("Nothing is here now."),
    ]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "cards": _labels(part.items),
        **part.buttons,
    }


def _ways_back() -> Group:
    return Group(SwitchTo(T("📚 Topics"), id="home", state=Library.home), to_menu(), width=2)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            choices("card", "cards", open_hit),
            turning(),
            SwitchTo(T("👶 The child's age: {age}"), id="age", state=Library.age),
            SwitchTo(T("🏡 Our life now: {stage}"), id="stage", state=Library.stage),
            _ways_back(),
            state=Library.topic,
            getter=topic_window,
        ),
        Window(
            T("👶 How old is the child?"),
            choices("age", "ages", choose_age, width=2),
            SwitchTo(T("⬅️ Back"), id="to_topic", state=Library.topic),
            state=Library.age,
            getter=choices_window,
        ),
        Window(
            T("🏡 Where are you now?"),
            choices("stage", "stages", choose_stage),
            SwitchTo(T("⬅️ Back"), id="to_topic", state=Library.topic),
            state=Library.stage,
            getter=choices_window,
        ),
        Window(
            Given("text"),
            choices("card", "cards", open_hit),
            turning(),
            _ways_back(),
            state=Library.shelf,
            getter=shelf_window,
        ),
    )

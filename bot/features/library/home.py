"""📚 The beginning: a question in one's own words, the topics, and what one keeps."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.dialogs import Given, choices, to_menu
from bot.features.library.finding import asking_here
from bot.features.library.words import said, topic_name
from bot.states import Library
from bot.texts import Texts
from community.core.actor import Actor
from community.library.articles import queries as articles
from community.library.reading.kinds import Shelf
from community.library.reading.queries import shelf


async def home_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        counts = await articles.count_by_topic(session)
        topics = [one for one in await articles.topics(session) if counts.get(one.id)]
        kept = {which: len(await shelf(session, actor, which)) for which in Shelf}
    ask = texts(
        "<b>Write your question in your own words</b>, just as you would say it. Or choose a"
        " topic.\n\nNobody sees what you look for and read."
    )
    blocks = [
        said(dialog_manager.dialog_data.pop("said", None), texts),
        texts("📚 <b>Knowledge base</b>"),
        ask if topics else texts("The first articles are being written. Please come again soon."),
    ]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "topics": [(str(one.id), topic_name(one, texts)) for one in topics],
        "favourites": texts("⭐ Favourites: {count}", count=kept[Shelf.FAVOURITE]),
        "later": texts("🕰 Read later: {count}", count=kept[Shelf.LATER]),
        "has_favourites": bool(kept[Shelf.FAVOURITE]),
        "has_later": bool(kept[Shelf.LATER]),
    }


async def open_topic(
    _query: CallbackQuery, _select: Any, manager: DialogManager, topic_id: str
) -> None:
    manager.dialog_data.update(topic=int(topic_id), page=0)
    await manager.switch_to(Library.topic)


async def open_shelf(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data.update(shelf=button.widget_id, page=0)
    await manager.switch_to(Library.shelf)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            choices("topic", "topics", open_topic, width=2),
            Button(
                Given("favourites"),
                id=Shelf.FAVOURITE.value,
                on_click=open_shelf,
                when="has_favourites",
            ),
            Button(Given("later"), id=Shelf.LATER.value, on_click=open_shelf, when="has_later"),
            asking_here(),
            to_menu(),
            state=Library.home,
            getter=home_window,
        ),
    )

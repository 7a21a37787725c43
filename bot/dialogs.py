"""The pieces that all dialogs share: texts by language, the way back, an unhurried manager."""

from string import Formatter
from typing import Any

from aiogram import Bot
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Group, Select, Start
from aiogram_dialog.widgets.text import Format, Text

from bot.context import BotContext
from bot.middlewares.typed_number import TypedQuery
from bot.states import Menu
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.people.models import Person

_FORMATTER = Formatter()


class T(Text):
    """A text of the catalogue, filled with what the window's getter returned."""

    def __init__(self, message: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.message = message

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        names = {name for _, name, _, _ in _FORMATTER.parse(self.message) if name}
        texts = texts_of(manager)
        return str(texts(self.message, **{name: data[name] for name in names}))


class Given(Text):
    """A text that the getter has already put into words, as HTML."""

    def __init__(self, name: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.name = name

    async def _render_text(self, data: dict[str, Any], _manager: DialogManager) -> str:
        return str(data[self.name])


class Messages(MessageManager):
    """A press by typing has no query to answer."""

    async def answer_callback(self, bot: Bot, callback_query: CallbackQuery) -> None:
        if not isinstance(callback_query, TypedQuery):
            await super().answer_callback(bot, callback_query)


def choices(id_: str, items: str, on_click: Any, *, width: int = 1) -> Group:
    """A button for each of the getter's `items`, which are (id, label)."""
    select: Select[str] = Select(
        Format("{item[1]}"),
        id=id_,
        item_id_getter=lambda item: item[0],
        items=items,
        on_click=on_click,
    )
    return Group(select, width=width)


async def open_at(manager: DialogManager, state: State, data: dict[str, Any] | None = None) -> None:
    """Show a screen as the newest message, whatever was going on before."""
    await manager.start(state, data=data, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


def start_data(manager: DialogManager) -> dict[str, Any]:
    """What the dialog was opened with."""
    data = manager.start_data
    return data if isinstance(data, dict) else {}


def texts_of(manager: DialogManager) -> Texts:
    texts: Texts = manager.middleware_data["texts"]
    return texts


def context_of(manager: DialogManager) -> BotContext:
    context: BotContext = manager.middleware_data["context"]
    return context


def actor_of(manager: DialogManager) -> Actor:
    actor: Actor = manager.middleware_data["actor"]
    return actor


def chosen(manager: DialogManager, name: str) -> Any:
    """What was chosen on the way here, or what this was opened with from a message."""
    return manager.dialog_data.get(name)


def person_of(manager: DialogManager) -> Person:
    person: Person = manager.middleware_data["person"]
    return person


def to_menu() -> Start:
    return Start(T("🏠 Menu"), id="menu", state=Menu.main, mode=StartMode.RESET_STACK)


async def note(manager: DialogManager, text: str, *, alert: bool = False) -> None:
    """A short word over the screen, where a button was tapped."""
    if isinstance(manager.event, CallbackQuery):
        await manager.event.answer(text, show_alert=alert)

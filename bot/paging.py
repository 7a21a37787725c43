"""Long lists in parts, with a way on and back under each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button, Group

from bot.dialogs import T

Item = TypeVar("Item")
PAGE = 8


@dataclass(frozen=True)
class Part(Generic[Item]):
    """`first` is the place of its first item in the whole list, counted from 0."""

    items: Sequence[Item]
    first: int
    buttons: dict[str, bool]


def part_of(manager: DialogManager, items: Sequence[Item], size: int = PAGE) -> Part[Item]:
    """What the reader has turned to, or the last there is: the list may have grown shorter."""
    last = max(0, (len(items) - 1) // size)
    number = min(max(manager.dialog_data.get("page", 0), 0), last)
    manager.dialog_data["page"] = number
    first = number * size
    buttons = {"has_less": number > 0, "has_more": number < last}
    return Part(items[first : first + size], first, buttons)


async def _turn(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "further" else -1
    manager.dialog_data["page"] = manager.dialog_data.get("page", 0) + step


async def first_page(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    manager.dialog_data["page"] = 0


def turning() -> Group:
    return Group(
        Button(T("⬅️ Previous"), id="nearer", on_click=_turn, when="has_less"),
        Button(T("More ➡️"), id="further", on_click=_turn, when="has_more"),
        width=2,
    )


def leafing() -> Group:
    """The same under the pages of one text."""
    return Group(
        Button(T("⬅️ Page back"), id="nearer", on_click=_turn, when="has_less"),
        Button(T("Next page ➡️"), id="further", on_click=_turn, when="has_more"),
        width=2,
    )

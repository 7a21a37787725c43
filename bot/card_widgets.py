"""Buttons in a window that the handlers of cards answer, not the window's own dialog.

aiogram-dialog puts the number of its conversation before the data of every button, so that no
other handler knows it; these keep theirs, where the window is made `with_cards`.
"""

from typing import Any

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram_dialog import DialogManager
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.utils import add_intent_id
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Keyboard
from aiogram_dialog.widgets.markup.inline_keyboard import InlineKeyboardFactory
from aiogram_dialog.widgets.text import Text


class CardButton(InlineKeyboardButton):
    """One whose data goes out as it is."""


class Card(Keyboard):
    """`data` names what the getter put there as callback data, e.g. `talk:7:panel`."""

    def __init__(self, text: Text, data: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.text = text
        self.data = data

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        label = await self.text.render_text(data, manager)
        return [[CardButton(text=label, callback_data=data[self.data])]]


class CardRows(Keyboard):
    """`rows` names what the getter put there: rows of a screen, as a card of its own has them."""

    def __init__(self, rows: str) -> None:
        super().__init__()
        self.rows = rows

    async def _render_keyboard(self, data: dict[str, Any], _manager: DialogManager) -> RawKeyboard:
        return [
            [CardButton(text=one.text, callback_data=one.callback_data) for one in row]
            for row in data[self.rows]
        ]


class _WithCards(InlineKeyboardFactory):
    async def render_markup(
        self,
        data: dict[str, Any],  # noqa: ARG002  the library gives it
        manager: DialogManager,
        keyboard: RawKeyboard,
    ) -> InlineKeyboardMarkup:
        rows = [[one for one in row if isinstance(one, InlineKeyboardButton)] for row in keyboard]
        own: RawKeyboard = [[one for one in row if not isinstance(one, CardButton)] for row in rows]
        add_intent_id(own, manager.current_context().id)
        return InlineKeyboardMarkup(inline_keyboard=rows)


with_cards = _WithCards()

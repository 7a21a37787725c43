"""A button in a window that a card's handler answers, not the window's own dialog."""

from typing import Any

from aiogram.types import InlineKeyboardButton
from aiogram_dialog import DialogManager
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Keyboard
from aiogram_dialog.widgets.text import Text


class Card(Keyboard):
    """`data` names what the getter put there as callback data, e.g. `talk:7:panel`."""

    def __init__(self, text: Text, data: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.text = text
        self.data = data

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        label = await self.text.render_text(data, manager)
        return [[InlineKeyboardButton(text=label, callback_data=data[self.data])]]

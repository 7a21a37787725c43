"""All windows of the library, in one dialog."""

from typing import Any

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs import start_data
from bot.features.library import finding, home, lists, reading, wanting


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """What a link or a message led to."""
    manager.dialog_data.update(start_data(manager))


def create_dialog() -> Dialog:
    areas = (home, finding, lists, reading, wanting)
    return Dialog(*(one for area in areas for one in area.windows()), on_start=begin)

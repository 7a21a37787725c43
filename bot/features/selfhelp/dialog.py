"""All windows of whoever comes to groups, in one dialog."""

from typing import Any

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs import start_data
from bot.features.selfhelp import card, listing


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """What a message or a link led to."""
    manager.dialog_data.update(start_data(manager))


def create_dialog() -> Dialog:
    return Dialog(*(one for area in (listing, card) for one in area.windows()), on_start=begin)

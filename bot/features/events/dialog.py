"""All windows of whoever comes to events, in one dialog."""

from typing import Any

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs import start_data
from bot.features.events import (
    ages,
    card,
    company,
    feedback,
    lifts,
    listing,
    party,
    steps,
    wishes,
)

_AREAS = (listing, card, company, ages, party, steps, wishes, lifts, feedback)


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """What a message or a link led to."""
    manager.dialog_data.update(start_data(manager))


def create_dialog() -> Dialog:
    return Dialog(*(window for area in _AREAS for window in area.windows()), on_start=begin)

"""The facilitator's two dialogs: the desk of a group, and a group that is proposed."""

from typing import Any

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs import start_data
from bot.features.facilitating import (
    desk,
    doors,
    house_rules,
    marking,
    meetings,
    notes,
    people,
    proposing,
    rhythm,
    settings,
)

_DESK = (desk, people, meetings, rhythm, marking, notes, doors, house_rules, settings)


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """What a message or a card led to."""
    manager.dialog_data.update(start_data(manager))


def create_dialogs() -> list[Dialog]:
    return [
        Dialog(*(one for area in _DESK for one in area.windows()), on_start=begin),
        Dialog(*proposing.windows(), on_start=proposing.begin),
    ]

"""The organiser's two dialogs: the desk, and an event put together step by step."""

from aiogram_dialog import Dialog

from bot.features.organising import (
    afterwards,
    again,
    chats,
    checking,
    desk,
    ending,
    guests,
    listing,
    marking,
    places,
    times,
    what,
    whom,
    writing,
)

_DESK = (listing, desk, guests, marking, writing, chats, ending, again, afterwards)
_PLAN = (what, times, places, whom, checking)


def create_dialogs() -> list[Dialog]:
    return [
        Dialog(*(one for area in _DESK for one in area.windows()), on_start=listing.begin),
        Dialog(*(one for area in _PLAN for one in area.windows()), on_start=what.begin),
    ]

"""All windows of the parent's side, in one dialog: «⬅️ Назад» leads from each to the one before."""

from aiogram_dialog import Dialog

from bot.features.consultations import (
    asking,
    choosing,
    confirming,
    first,
    groups,
    meeting,
    request,
    times,
)

_AREAS = (first, asking, choosing, request, times, confirming, meeting, groups)


def create_dialog() -> Dialog:
    return Dialog(*(window for area in _AREAS for window in area.windows()), on_start=asking.begin)

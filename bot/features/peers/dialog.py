"""All windows of peer match, in one dialog."""

from aiogram_dialog import Dialog

from bot.features.peers import asking, choosing, experience

_AREAS = (choosing, asking, experience)


def create_dialog() -> Dialog:
    return Dialog(
        *(window for area in _AREAS for window in area.windows()), on_start=choosing.begin
    )

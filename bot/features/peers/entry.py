"""The ways in, for the screens and cards of other areas."""

from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Start

from bot.dialogs import T
from bot.states import Peers


def to_peers(when: WhenCondition = None) -> Start:
    """For a window."""
    return Start(T("🙋 Who has been through this?"), id="peers", state=Peers.choose, when=when)


def to_experience(when: WhenCondition = None) -> Start:
    return Start(T("🧩 My experience"), id="experience", state=Peers.experience, when=when)

"""The ways in, for the screens and cards of other areas."""

from aiogram.types import InlineKeyboardButton
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Start

from bot.dialogs import T
from bot.screen import button
from bot.states import Peers
from bot.texts import Texts


def to_peers(when: WhenCondition = None) -> Start:
    """For a window."""
    return Start(T("🙋 Who has been through this?"), id="peers", state=Peers.choose, when=when)


def to_experience(when: WhenCondition = None) -> Start:
    return Start(T("🧩 My experience"), id="experience", state=Peers.experience, when=when)


def peers_button(texts: Texts, situation_id: int = 0) -> InlineKeyboardButton:
    """For a card; with a situation, asking about it is one tap away."""
    return button(texts("🙋 Who has been through this?"), f"peers:{situation_id}:choose")

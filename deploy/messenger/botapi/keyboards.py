"""Inline keyboards, checked as Telegram checks them. Other keyboards are accepted, not kept."""

import re
from typing import Any

from deploy.messenger.botapi.call import Call
from deploy.messenger.errors import bad_request

Keyboard = list[list[dict[str, Any]]]
DATA_BYTES = 64
ADDRESS = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?|tg://\S+")
ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}


def inline_keyboard(call: Call) -> Keyboard:
    """Empty when there is none; raises ApiError when a button is wrong."""
    markup = call.params.structure("reply_markup", {})
    if not isinstance(markup, dict):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return [
        [checked_button(button) for button in row]
        for row in markup.get("inline_keyboard", [])
        if row
    ]


def checked_button(button: dict[str, Any]) -> dict[str, Any]:
    if not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    kept = {name: value for name, value in button.items() if value is not None}
    if not ACTIONS & kept.keys():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = kept.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    address = kept.get("url")
    if address is not None and not ADDRESS.fullmatch(address):
        raise bad_request(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")
    return kept

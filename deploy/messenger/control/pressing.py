"""Buttons under messages, and links."""

import re
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from deploy.messenger.acts import pressing
from deploy.messenger.acts.inviting import INVITE_ADDRESS
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.joining import follow
from deploy.messenger.control.people import start
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.state.records import Chat, Message, Person
from deploy.messenger.view import visible

Button = dict[str, Any]


async def tap(ask: Ask) -> Any:
    """By `data` or part of the `label`, under `message_id` or the newest message with buttons."""
    person = ask.person()
    chat = ask.place(person)
    if not visible(ask.m, chat, person):
        raise ControlError("Not a member of this chat.")
    message = ask.message(chat) if ask.has("message_id") else newest_with_buttons(ask, chat)
    button = chosen(ask, message)
    if "callback_data" in button:
        callback = pressing.press(ask.m, message, person.id, button["callback_data"])
        return {"callback_id": callback.id}
    if "url" in button:
        return follow_url(ask, person, button["url"])
    return {"button": button}


def newest_with_buttons(ask: Ask, chat: Chat) -> Message:
    with_buttons = [one for one in ask.m.store.messages.of(chat.id) if one.keyboard]
    if not with_buttons:
        raise ControlError("There is no message with buttons here.")
    return max(with_buttons, key=lambda one: one.touched)


def chosen(ask: Ask, message: Message) -> Button:
    buttons = [button for row in message.keyboard for button in row]
    if ask.has("data"):
        found = [button for button in buttons if button.get("callback_data") == ask.text("data")]
    else:
        label = ask.text("label")
        found = [button for button in buttons if label in button["text"]]
    if not found:
        there = ", ".join(f"«{button['text']}»" for button in buttons)
        raise ControlError(f"There is no such button; there are: {there or 'none'}.")
    return found[0]


def follow_url(ask: Ask, person: Person, url: str) -> dict[str, Any]:
    """Deep links act at once, as in the app; any other address is for a browser."""
    payload = start_payload(url, ask.m.config.bot_username)
    if payload is not None:
        return {"url": url, "message_id": start(ask, person, payload).id, "state": "started"}
    if INVITE_ADDRESS.fullmatch(url):
        return {"url": url, **follow(ask, person.id, url)}
    return {"url": url}


def start_payload(url: str, username: str) -> str | None:
    """What a link to the bot's private chat starts it with; None for any other address."""
    split = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(split.query)
    name = query.get("domain", [""])[0] if split.scheme == "tg" else split.path.strip("/")
    is_ours = split.scheme == "tg" or split.netloc in {"t.me", "telegram.me"}
    if not is_ours or name.lower() != username.lower() or "startgroup" in query:
        return None
    payload = query.get("start", [""])[0]
    return payload if re.fullmatch(r"[\w-]{0,64}", payload) else None


async def open_url(ask: Ask) -> Any:
    return follow_url(ask, ask.person(), ask.text("url"))


async def get_callback(ask: Ask) -> Any:
    callback = ask.m.store.callbacks.get(ask.text("id"))
    if callback is None:
        raise ControlError("There was no such tap.")
    return callback.answer


ACTS: Final[Acts] = {
    "POST tap": tap,
    "POST open_url": open_url,
    "GET callback": get_callback,
}

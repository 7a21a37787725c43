"""Pressed buttons: by a person, answered by the bot."""

from typing import Any

from deploy.messenger.acts.inline import identifier_of
from deploy.messenger.errors import bad_request
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Callback, Message
from deploy.messenger.wire import messages as wire
from deploy.messenger.wire import people

CALLBACK_LIFE = 15
"""Seconds in which a bot can still answer a pressed button."""


def press(m: Messenger, message: Message, person_id: int, data: str) -> Callback:
    callback = Callback(
        id=f"{m.bot.id}{m.new_id():08d}",
        person_id=person_id,
        chat_id=message.chat_id,
        message_id=message.id,
        data=data,
        at=m.clock.now(),
    )
    m.store.callbacks.put(callback)
    body = {
        "id": callback.id,
        "from": people.user(m, person_id),
        "chat_instance": str(abs(message.chat_id)),
        "data": data,
    }
    m.updates.push("callback_query", body | under_what(m, message))
    return callback


def under_what(m: Messenger, message: Message) -> dict[str, Any]:
    """What a person sent through the bot is named, not shown: the bot need not be there."""
    if message.via_bot:
        return {"inline_message_id": identifier_of(message)}
    return {"message": wire.message(m, message)}


def answer_press(m: Messenger, callback_id: str, answer: dict[str, Any]) -> None:
    callback = m.store.callbacks.get(callback_id)
    too_late = callback is not None and callback.at + CALLBACK_LIFE < m.clock.now()
    if callback is None or too_late or callback.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    callback.answer = answer
    m.store.callbacks.put(callback)
    m.bus.publish("answered", person_id=callback.person_id, callback_id=callback_id, **answer)

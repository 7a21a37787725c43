"""Pressed buttons and inline queries: asked by a person, answered by the bot."""

from typing import Any

from deploy.messenger.errors import bad_request
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Callback, InlineQuery, Message
from deploy.messenger.wire import messages as wire
from deploy.messenger.wire import people

CALLBACK_LIFE = 15
"""Seconds in which a bot can still answer a pressed button."""
INLINE_LIFE = 10


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
    m.updates.push(
        "callback_query",
        {
            "id": callback.id,
            "from": people.user(m, person_id),
            "message": wire.message(m, message),
            "chat_instance": str(abs(message.chat_id)),
            "data": data,
        },
    )
    return callback


def answer_press(m: Messenger, callback_id: str, answer: dict[str, Any]) -> None:
    callback = m.store.callbacks.get(callback_id)
    too_late = callback is not None and callback.at + CALLBACK_LIFE < m.clock.now()
    if callback is None or too_late or callback.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    callback.answer = answer
    m.store.callbacks.put(callback)
    m.bus.publish("answered", person_id=callback.person_id, callback_id=callback_id, **answer)


def ask_inline(m: Messenger, person_id: int, query: str) -> InlineQuery:
    asked = InlineQuery(
        id=f"{m.bot.id}{m.new_id():08d}", person_id=person_id, query=query, at=m.clock.now()
    )
    m.store.inline.put(asked)
    m.updates.push(
        "inline_query",
        {
            "id": asked.id,
            "from": people.user(m, person_id),
            "query": query,
            "offset": "",
        },
    )
    return asked


def answer_inline(m: Messenger, query_id: str, results: list[dict[str, Any]]) -> None:
    asked = m.store.inline.get(query_id)
    too_late = asked is not None and asked.at + INLINE_LIFE < m.clock.now()
    if asked is None or too_late or asked.results is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    asked.results = results
    m.store.inline.put(asked)
    m.bus.publish("inline", person_id=asked.person_id, query_id=query_id)

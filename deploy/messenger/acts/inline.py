"""Inline mode: a person asks the bot from any chat and sends one of its answers there."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from deploy.messenger.acts import posting
from deploy.messenger.errors import bad_request
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, InlineAnswer, InlineQuery, InlineResult, Message
from deploy.messenger.wire import people

ANSWER_WITHIN = 10
"""Seconds in which a bot can still answer a query."""
OFFERED_FOR = 300
"""Seconds in which a result can be chosen, unless the bot lets its answer be kept for longer."""
QUERY_LIMIT = 256
"""Characters of a query that reach the bot."""


def ask(m: Messenger, chat: Chat, person_id: int, query: str, offset: str) -> InlineQuery:
    """The bot hears of it only when no answer to the same words is kept."""
    forget_old(m)
    query = query[:QUERY_LIMIT]
    asked = InlineQuery(
        id=f"{m.bot.id}{m.new_id():08d}",
        person_id=person_id,
        chat_id=chat.id,
        query=query,
        offset=offset,
        at=m.clock.now(),
        answer=kept_answer(m, person_id, query, offset),
    )
    m.store.inline.put(asked)
    if asked.answer is None:
        body = {
            "id": asked.id,
            "from": people.user(m, person_id),
            "query": query,
            "offset": offset,
            "chat_type": "sender" if chat.type == "private" else chat.type,
        }
        m.updates.push("inline_query", body)
    return asked


def kept_answer(m: Messenger, person_id: int, query: str, offset: str) -> InlineAnswer | None:
    """As long as the bot allowed; whoever asks, unless the bot called its answer personal."""
    for asked in m.store.inline:
        answer = asked.answer
        if answer is None or answer.at + answer.cache_time <= m.clock.now():
            continue
        whose = not answer.is_personal or asked.person_id == person_id
        if whose and (asked.query, asked.offset) == (query, offset):
            return answer
    return None


def forget_old(m: Messenger) -> None:
    for asked in m.store.inline:
        if is_past(m, asked):
            m.store.inline.drop(asked.id)


def is_past(m: Messenger, asked: InlineQuery) -> bool:
    kept_for = asked.answer.cache_time if asked.answer else 0
    return asked.at + max(OFFERED_FOR, kept_for) < m.clock.now()


def answer(m: Messenger, query_id: str, given: InlineAnswer) -> None:
    asked = m.store.inline.get(query_id)
    too_late = asked is not None and asked.at + ANSWER_WITHIN < m.clock.now()
    if asked is None or too_late or asked.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    asked.answer = given
    m.store.inline.put(asked)
    m.bus.publish("inline", person_id=asked.person_id, query_id=query_id)


def offered(m: Messenger, asked: InlineQuery, result_id: str) -> InlineResult | None:
    """The result as long as it can be chosen."""
    if asked.answer is None or is_past(m, asked):
        return None
    return next((one for one in asked.answer.results if one.id == result_id), None)


def send(
    m: Messenger, chat: Chat, asked: InlineQuery, result: InlineResult, **author: Any
) -> Message:
    """The chosen result as the person's own message, through the bot."""
    message = posting.post(
        m,
        chat,
        via_bot=True,
        text=result.text,
        entities=result.entities,
        keyboard=result.keyboard,
        **author,
    )
    body = {
        "result_id": result.id,
        "from": people.user(m, asked.person_id),
        "query": asked.query,
    }
    if message.keyboard:
        body["inline_message_id"] = identifier_of(message)
    m.updates.push("chosen_inline_result", body)
    return message


def identifier_of(message: Message) -> str:
    """By what the bot names a message that was sent through it, wherever that is."""
    return urlsafe_b64encode(f"{message.chat_id} {message.id}".encode()).decode()


def sent_message(m: Messenger, identifier: str) -> Message:
    """Raises ApiError when the message is gone."""
    try:
        chat_id, message_id = map(int, urlsafe_b64decode(identifier).split())
    except ValueError:
        raise bad_request("invalid inline message identifier specified") from None
    chat = m.store.chats.get(chat_id)
    place = chat.migrated_to if chat and chat.migrated_to else chat_id
    found = m.store.messages.get(place, message_id)
    if found is None or not found.via_bot:
        raise bad_request("MESSAGE_ID_INVALID")
    return found

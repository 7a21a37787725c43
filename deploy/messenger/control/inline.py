"""Inline queries as people make them: ask from a chat, look at the results, send one there."""

from typing import Any, Final

from deploy.messenger.acts import inline
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.control.talking import allow, author, must_be_allowed
from deploy.messenger.errors import ControlError
from deploy.messenger.state.records import InlineQuery
from deploy.messenger.wire import messages as wire


async def ask_inline(ask: Ask) -> Any:
    """From the chat where the words are typed; without `chat_id` the private one with the bot."""
    person = ask.person()
    chat = ask.place(person)
    must_be_allowed(ask, chat, person, "inline")
    asked = inline.ask(ask.m, chat, person.id, ask.text("query", ""), ask.text("offset", ""))
    return {"inline_query_id": asked.id}


def asked_query(ask: Ask, name: str) -> InlineQuery:
    found = ask.m.store.inline.get(ask.text(name))
    if found is None:
        raise ControlError("There was no such inline query.")
    return found


async def get_inline(ask: Ask) -> Any:
    """What the person sees, null while nothing; `timeout`: waits so many seconds for it."""
    asked = asked_query(ask, "id")
    await ask.m.bus.until(
        lambda: asked.answer is not None or ask.m.closing, ask.number("timeout", 0)
    )
    if asked.answer is None:
        return None
    shown = {"id", "title", "description"}
    return {
        "results": [result.model_dump(include=shown) for result in asked.answer.results],
        "button": asked.answer.button,
        "next_offset": asked.answer.next_offset,
    }


async def choose_inline(ask: Ask) -> Any:
    """Sends it to where it was asked for."""
    person = ask.person()
    asked = asked_query(ask, "inline_query_id")
    result = inline.offered(ask.m, asked, ask.text("result_id"))
    if result is None or asked.person_id != person.id:
        raise ControlError("This result is no longer offered.")
    chat = Ask(ask.m, {"chat_id": asked.chat_id}).chat()
    allow(ask, chat, person, "inline")
    fields: dict[str, Any] = author(ask, chat, person)
    if ask.has("reply_to"):
        fields["reply_to"] = ask.message(chat, "reply_to").id
    return wire.message(ask.m, inline.send(ask.m, chat, asked, result, **fields))


ACTS: Final[Acts] = {
    "POST inline": ask_inline,
    "GET inline": get_inline,
    "POST choose_inline": choose_inline,
}

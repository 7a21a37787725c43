"""The answer to an inline query, checked as Telegram checks it; results are articles of text."""

import re
from typing import Any

from deploy.messenger.botapi.call import Call
from deploy.messenger.botapi.keyboards import inline_keyboard
from deploy.messenger.botapi.params import Params
from deploy.messenger.botapi.sending import formatted_field
from deploy.messenger.entities.parsing import TEXT_LIMIT
from deploy.messenger.entities.units import Entity, units
from deploy.messenger.errors import bad_request
from deploy.messenger.state.records import InlineAnswer, InlineResult

MOST_RESULTS = 50
IDENTIFIER_BYTES = 64
USUAL_CACHE, LONGEST_CACHE = 300, 24 * 3600
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]+")


def inline_answer(call: Call) -> InlineAnswer:
    """Raises ApiError when anything in it is wrong: then nothing is shown to the person."""
    next_offset = call.params.text("next_offset")
    if len(next_offset.encode()) > IDENTIFIER_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    cache_time = call.params.integer("cache_time", USUAL_CACHE)
    return InlineAnswer(
        results=inline_results(call),
        button=start_button(call),
        next_offset=next_offset,
        cache_time=min(max(cache_time, 0), LONGEST_CACHE),
        is_personal=call.params.flag("is_personal"),
        at=call.m.clock.now(),
    )


def inline_results(call: Call) -> list[InlineResult]:
    given = call.params.structure("results", [])
    if not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    if len(given) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    results = [article(call, one) for one in given]
    if len({result.id for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def article(call: Call, given: Any) -> InlineResult:
    if not isinstance(given, dict):
        raise unreadable("expected an Object")
    for field in ("type", "id", "title", "input_message_content"):
        if given.get(field) is None:
            raise unreadable(f'Can\'t find field "{field}"')
    if given["type"] != "article":
        raise unreadable("type must be article here")
    title = str(given["title"]).strip()
    if not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    text, entities = article_text(call, given["input_message_content"])
    return InlineResult(
        id=identifier(str(given["id"])),
        title=title,
        description=str(given.get("description") or ""),
        text=text,
        entities=entities,
        keyboard=inline_keyboard(Call(call.m, Params(given))),
    )


def unreadable(words: str) -> Exception:
    return bad_request(f"can't parse InlineQueryResult: {words}")


def identifier(given: str) -> str:
    if not given:
        raise bad_request("RESULT_ID_EMPTY")
    if len(given.encode()) > IDENTIFIER_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    return given


def article_text(call: Call, content: Any) -> tuple[str, list[Entity]]:
    if not isinstance(content, dict) or "message_text" not in content:
        raise unreadable('Can\'t find field "message_text"')
    text, entities = formatted_field(Call(call.m, Params(content)), "message_text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return text, entities


def start_button(call: Call) -> dict[str, str] | None:
    """The line above the results that leads to the bot's private chat."""
    given = call.params.structure("button", None)
    if given is None:
        return None
    text, parameter = given.get("text"), given.get("start_parameter")
    if not text:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if len(parameter) > IDENTIFIER_BYTES:
        raise bad_request("too long start_parameter specified")
    if not START_PARAMETER.fullmatch(parameter):
        raise bad_request("unallowed characters in start_parameter are used")
    return {"text": text, "start_parameter": parameter}

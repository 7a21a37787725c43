"""Answers to pressed buttons and inline queries."""

from typing import Final

from deploy.messenger.acts import querying
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request

ANSWER_LIMIT = 200
MOST_RESULTS = 50


async def answer_callback_query(call: Call) -> bool:
    text = call.params.text("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        "text": text,
        "show_alert": call.params.flag("show_alert"),
        "url": call.params.text("url"),
    }
    querying.answer_press(call.m, call.params.text("callback_query_id"), answer)
    return True


async def answer_inline_query(call: Call) -> bool:
    results = call.params.structure("results", [])
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.get("id") for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    querying.answer_inline(call.m, call.params.text("inline_query_id"), results)
    return True


METHODS: Final[Methods] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}

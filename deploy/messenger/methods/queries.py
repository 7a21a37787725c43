"""Answers to pressed buttons and inline queries."""

from typing import Final

from deploy.messenger.acts import inline, pressing
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.botapi.inline_results import inline_answer
from deploy.messenger.errors import bad_request

ANSWER_LIMIT = 200


async def answer_callback_query(call: Call) -> bool:
    text = call.params.text("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        "text": text,
        "show_alert": call.params.flag("show_alert"),
        "url": call.params.text("url"),
    }
    pressing.answer_press(call.m, call.params.text("callback_query_id"), answer)
    return True


async def answer_inline_query(call: Call) -> bool:
    inline.answer(call.m, call.params.text("inline_query_id"), inline_answer(call))
    return True


METHODS: Final[Methods] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}

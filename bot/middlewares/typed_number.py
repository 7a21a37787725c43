"""A typed number presses the button of that number, counted from the top (principle 6).

For cheap phones, screen readers and people who do not press buttons. The keyboards are remembered
in memory; after a restart the person is shown the screen again and types the number once more.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from aiogram import BaseMiddleware, Bot, Router
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import EditMessageText, Response, SendDocument, SendMessage
from aiogram.methods.base import TelegramMethod, TelegramType
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    Message,
    TelegramObject,
)
from aiogram_dialog.utils import CB_SEP

_SHOWS = SendMessage | EditMessageText | SendDocument
_REMEMBERED = 10_000
_LARGEST = 99
# A screen with a button of such an id asks for what may be a number: «2» is an answer there.
WORDS = "words_"
_ASKS_FOR_WORDS = f"{CB_SEP}{WORDS}"


# Set around what another person says through the bot: «2» is an answer to that, not a button.
said_by_other: ContextVar[bool] = ContextVar("said_by_other", default=False)


class TypedQuery(CallbackQuery):
    """A button pressed by typing: there is nothing to answer, and the screen is sent anew."""

    async def answer(self, *_args: Any, **_kwargs: Any) -> bool:  # type: ignore[override]
        return True


class LastKeyboards(BaseRequestMiddleware):
    """Remembers the buttons that each private chat saw last."""

    def __init__(self) -> None:
        self._keyboards: OrderedDict[int, tuple[int, list[str | None]]] = OrderedDict()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        answer = await make_request(bot, method)
        sent: Any = answer  # the session's middlewares hand the bare result on
        if isinstance(sent, Message) and sent.chat.type == "private":
            if isinstance(method, _SHOWS):
                self._remember(sent, method.reply_markup)
            if said_by_other.get():
                self._keyboards.pop(sent.chat.id, None)
        return answer

    def _remember(self, message: Message, markup: object) -> None:
        if not isinstance(markup, InlineKeyboardMarkup):
            return
        buttons = [button.callback_data for row in markup.inline_keyboard for button in row]
        if any(data and _ASKS_FOR_WORDS in data for data in buttons):
            self._keyboards.pop(message.chat.id, None)
            return
        self._keyboards[message.chat.id] = (message.message_id, buttons)
        self._keyboards.move_to_end(message.chat.id)
        if len(self._keyboards) > _REMEMBERED:
            self._keyboards.popitem(last=False)

    def find(self, chat_id: int, number: int) -> tuple[int, str] | None:
        """The message and data of the button, if there is one that answers."""
        message_id, buttons = self._keyboards.get(chat_id, (0, []))
        if not 0 < number <= len(buttons):
            return None
        data = buttons[number - 1]
        return (message_id, data) if data else None


class TypedNumber(BaseMiddleware):
    """Turns «2» into a press of the second button of the last screen."""

    def __init__(self, keyboards: LastKeyboards, router: Router) -> None:
        self._keyboards = keyboards
        self._router = router

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Message)
        number = _number(event.text)
        found = self._keyboards.find(event.chat.id, number) if number else None
        if found is None or event.from_user is None:
            return await handler(event, data)
        message_id, callback_data = found
        bot: Bot = data["bot"]
        screen = event.model_copy(update={"message_id": message_id, "from_user": None})
        query = TypedQuery(
            id="typed",
            from_user=event.from_user,
            chat_instance=str(event.chat.id),
            message=screen.as_(bot),
            data=callback_data,
        ).as_(bot)
        result = await self._router.propagate_event("callback_query", query, **data)
        with suppress(TelegramAPIError):  # the screen above has changed: keep it the newest
            await bot.delete_message(event.chat.id, event.message_id)
        return result


def _number(text: str | None) -> int | None:
    digits = (text or "").strip().rstrip(".)")
    return int(digits) if digits.isdecimal() and int(digits) <= _LARGEST else None

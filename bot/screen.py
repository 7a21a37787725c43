"""A screen: one text with buttons under it, shown anew or in place of the former one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

Row = Sequence[InlineKeyboardButton]


@dataclass(frozen=True)
class Screen:
    """`picture_id` is one of the site's pictures to show above; the outbox alone sends those.

    What is to `protect` cannot be passed on: it names people, or is for a closed circle. What is
    `quiet` arrives without a sound.
    """

    text: str
    rows: Sequence[Row] = field(default_factory=tuple)
    picture_id: int | None = None
    protect: bool = False
    quiet: bool = False

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        if not self.rows:
            return None
        return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in self.rows])


def button(label: str, data: str) -> InlineKeyboardButton:
    """A button that answers; `data` is at most 64 bytes."""
    return InlineKeyboardButton(text=str(label), callback_data=data)


def link(label: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=str(label), url=url)


async def show(bot: Bot, chat_id: int | str, screen: Screen) -> Message:
    return await bot.send_message(
        chat_id,
        screen.text,
        reply_markup=screen.keyboard,
        protect_content=screen.protect or None,
        disable_notification=screen.quiet or None,
    )


async def replace(query: CallbackQuery, screen: Screen) -> None:
    """Put the screen in place of the tapped one; a message too old to edit gets a new one."""
    assert query.bot is not None
    message = query.message
    if message is None:
        await show(query.bot, query.from_user.id, screen)
        return
    try:
        await query.bot.edit_message_text(
            screen.text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            reply_markup=screen.keyboard,
        )
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            await show(query.bot, message.chat.id, screen)

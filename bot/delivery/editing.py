"""Putting a message in order that was sent before."""

from contextlib import suppress

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.delivery.parcel import Parcel
from bot.screen import Screen


async def edit_sent(parcel: Parcel, sent_ref: str, screen: Screen) -> None:
    """`sent_ref` is `chat id:message id`, as the outbox keeps it."""
    chat_id, _, message_id = sent_ref.partition(":")
    # Deleted by its reader, or in order already: there is nothing left to mend.
    with suppress(TelegramBadRequest, TelegramForbiddenError):
        await parcel.bot.edit_message_text(
            screen.text,
            chat_id=int(chat_id),
            message_id=int(message_id),
            reply_markup=screen.keyboard,
        )

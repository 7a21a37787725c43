"""A file on its way to the other side, without the name it had with its author."""

from pathlib import PurePosixPath
from typing import Any

from aiogram.types import BufferedInputFile, Message, ReplyParameters

from bot.delivery.parcel import Parcel
from community.relay.kinds import Medium
from community.relay.models import Conversation, RelayMessage


async def send_file(
    parcel: Parcel,
    said: RelayMessage,
    conversation: Conversation,
    *,
    caption: str,
    answered: ReplyParameters | None,
    silently: bool,
) -> Message:
    """Voices and photos have no name, and go by the messenger's own id, whatever their size."""
    _, _, file_id = (said.file or "").partition(":")
    bot = parcel.bot
    file: str | BufferedInputFile = file_id
    if said.medium is Medium.DOCUMENT and conversation.revealed_at is None:
        file = await _renamed(parcel, file_id)
    send: Any = {
        Medium.VOICE: bot.send_voice,
        Medium.PHOTO: bot.send_photo,
        Medium.DOCUMENT: bot.send_document,
    }[said.medium]
    sent: Message = await send(
        parcel.address,
        file,
        caption=caption,
        reply_parameters=answered,
        disable_notification=silently,
    )
    return sent


async def _renamed(parcel: Parcel, file_id: str) -> BufferedInputFile:
    """«Справка Ивановой.pdf» becomes «document.pdf». What stands inside is not looked at."""
    found = await parcel.bot.get_file(file_id)
    path = found.file_path or ""
    content = await parcel.bot.download_file(path)
    assert content is not None  # no destination was given
    name = parcel.texts("document")
    return BufferedInputFile(content.read(), f"{name}{PurePosixPath(path).suffix.lower()}")

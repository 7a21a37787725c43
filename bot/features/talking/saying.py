"""From what somebody sent to what the other side is told: words and files, nothing else."""

from aiogram.types import Message

from community.relay.errors import GivesAway
from community.relay.kinds import GivenAway, Medium
from community.relay.service import Said


class NotUnderstood(Exception):  # noqa: N818
    """Stickers, rounds, polls: there is no way to pass them on without their traces."""


def said(message: Message, messenger: str, *, guarded: bool) -> Said:
    """Raises GivesAway for what shows its author by its kind, NotUnderstood for other kinds.

    Where the two are not guarded from each other, a contact and a place become words.
    """
    if guarded:
        _require_anonymous(message)
    medium, file_id = _file(message)
    words = message.text or message.caption or _put_into_words(message)
    if medium is Medium.TEXT and words is None:
        raise NotUnderstood
    answered = message.reply_to_message
    return Said(
        medium=medium,
        words=words,
        file=f"{messenger}:{file_id}" if file_id else None,
        reply_to=str(answered.message_id) if answered else None,
    )


def _require_anonymous(message: Message) -> None:
    if message.forward_origin is not None:
        raise GivesAway(what=GivenAway.FORWARD)
    if message.contact is not None:
        raise GivesAway(what=GivenAway.CONTACT)
    if message.location is not None or message.venue is not None:
        raise GivesAway(what=GivenAway.PLACE)


def _put_into_words(message: Message) -> str | None:
    if message.contact is not None:
        return f"{message.contact.first_name} {message.contact.phone_number}"
    if message.location is not None:
        return f"📍 {message.location.latitude:.5f}, {message.location.longitude:.5f}"
    return None


def _file(message: Message) -> tuple[Medium, str | None]:
    if message.voice is not None:
        return Medium.VOICE, message.voice.file_id
    if message.photo:
        return Medium.PHOTO, message.photo[-1].file_id
    if message.document is not None:
        return Medium.DOCUMENT, message.document.file_id
    return Medium.TEXT, None

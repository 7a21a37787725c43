"""From what somebody sent to what the other side is told: words and files, nothing else."""

from collections.abc import Sequence

from aiogram.types import Message, MessageEntity

from bot.capabilities import capabilities_of
from community.relay.errors import GivesAway
from community.relay.kinds import GivenAway, Medium
from community.relay.service import Said


class NotUnderstood(Exception):  # noqa: N818
    """Stickers, rounds, polls: there is no way to pass them on without their traces."""


class TooLarge(Exception):  # noqa: N818
    """A document so large cannot be given another name on its way."""


def said(message: Message, messenger: str, *, guarded: bool) -> Said:
    """Raises GivesAway for what shows its author by its kind, NotUnderstood for other kinds, and
    TooLarge.

    Where the two are not guarded from each other, a contact and a place become words.
    """
    if guarded:
        _require_anonymous(message)
        _require_nameable(message, messenger)
    medium, file_id = _file(message)
    words = words_of(message, guarded=guarded) or None
    if medium is Medium.TEXT and message.text is None:
        # Something else under a caption: half of it would be lost without a word.
        words = _put_into_words(message)
        if words is None:
            raise NotUnderstood
    answered = message.reply_to_message
    return Said(
        medium=medium,
        words=words,
        file=f"{messenger}:{file_id}" if file_id else None,
        reply_to=str(answered.message_id) if answered else None,
    )


def words_of(message: Message, *, guarded: bool) -> str:
    """Text or caption. A link hidden behind words stands beside them: it is sent on as words, and
    may be looked at. Raises GivesAway where words are a link to somebody.
    """
    text = message.text or message.caption or ""
    for entity in _last_first(message.entities or message.caption_entities or ()):
        if entity.type == "text_mention" and guarded:
            raise GivesAway(what=GivenAway.PROFILE)
        if entity.type == "text_link" and entity.url:
            text = _with_link(text, entity, entity.url)
    return text


def _last_first(entities: Sequence[MessageEntity]) -> list[MessageEntity]:
    return sorted(entities, key=lambda one: one.offset, reverse=True)


def _with_link(text: str, entity: MessageEntity, url: str) -> str:
    """Places of entities are counted in UTF-16 units."""
    units = text.encode("utf-16-le")
    begin, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    shown = units[begin:end].decode("utf-16-le", "replace")
    if shown.rstrip("/") == url.rstrip("/"):
        return text
    return (units[:end] + f" ({url})".encode("utf-16-le") + units[end:]).decode("utf-16-le")


def _require_anonymous(message: Message) -> None:
    if message.forward_origin is not None or message.external_reply is not None:
        raise GivesAway(what=GivenAway.FORWARD)
    if message.contact is not None:
        raise GivesAway(what=GivenAway.CONTACT)
    if message.location is not None or message.venue is not None:
        raise GivesAway(what=GivenAway.PLACE)


def _require_nameable(message: Message, messenger: str) -> None:
    """The name of a document is left out on its way, unless it is too large to be fetched."""
    document = message.document
    if document is None:
        return
    if (document.file_size or 0) > capabilities_of(messenger).download_limit:
        raise TooLarge


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

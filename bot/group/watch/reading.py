"""A message of the messenger as the detector takes it: the author's own words and what hangs on
them. What it replies to, and what it quotes of another chat, is never looked at.
"""

from collections.abc import Iterable, Sequence

from aiogram.types import Message as Written
from aiogram.types import MessageEntity

from bot.group.watch.rich import words_of
from moderation.detect.message import Media, Message, Origin, Span, Standing

_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_ORIGINS = {
    "user": Origin.PERSON,
    "chat": Origin.PERSON,
    "hidden_user": Origin.HIDDEN,
    "channel": Origin.CHANNEL,
}
_MEDIA = {
    "photo": Media.PHOTO,
    "live_photo": Media.PHOTO,
    "video": Media.VIDEO,
    "video_note": Media.VIDEO,
    "animation": Media.VIDEO,
    "voice": Media.VOICE,
    "audio": Media.VOICE,
    "document": Media.DOCUMENT,
    "sticker": Media.STICKER,
}
# Content that is neither words nor a file, but put there by its author all the same.
_OTHER_MEDIA = frozenset(
    {"checklist", "contact", "dice", "game", "giveaway", "invoice"}
    | {"location", "paid_media", "poll", "story", "venue"}
)
_LAST_OF_ONE_UNIT = "\uffff"  # every sign after it takes two units of UTF-16
TALK = frozenset({*_MEDIA, *_OTHER_MEDIA, "rich_message"})
"""Content types of what people post, text apart; everything else the messenger itself says."""


def read(
    written: Written,
    standing: Standing,
    *,
    author: int = 0,
    chat: int = 0,
    seconds: float = 0.0,
    is_edit: bool = False,
) -> Message:
    """What the detector is told of this message; the numbers tell repetitions apart."""
    text, quotes, links = _words(written)
    if quotes and standing is Standing.NEWCOMER and _nothing_else(text, quotes):
        quotes = ()  # a stranger who only «quotes» says it himself
    document = written.document
    return Message(
        text=text,
        standing=standing,
        links=links,
        quotes=quotes,
        origin=_ORIGINS[written.forward_origin.type] if written.forward_origin else None,
        media=_media(written),
        file_name=(document.file_name or "") if document else "",
        has_buttons=written.via_bot is not None or written.reply_markup is not None,
        is_edit=is_edit,
        author=author,
        chat=chat,
        seconds=seconds,
    )


def links_in_sight(written: Written) -> list[str]:
    """Addresses that stand in the text itself, as the messenger marked them."""
    text = written.text or written.caption or ""
    marked = written.entities or written.caption_entities or ()
    urls = [entity for entity in marked if entity.type == "url"]
    return [text[begin:end] for begin, end in _spans(text, urls)]


def _words(written: Written) -> tuple[str, tuple[Span, ...], tuple[str, ...]]:
    """The text, what of it is a quotation, and the addresses behind its words and buttons."""
    if written.rich_message is not None:
        text, addresses = words_of(written.rich_message)
        return text, (), addresses
    if written.poll is not None:
        lines = [written.poll.question, *(option.text for option in written.poll.options)]
        return "\n".join(lines), (), ()
    text = written.text or written.caption or ""
    entities = written.entities or written.caption_entities
    if not entities and written.reply_markup is None:
        return text, (), ()
    marked = entities or ()
    links = [entity.url for entity in marked if entity.url]
    quotes = [entity for entity in marked if entity.type in _QUOTES]
    return text, tuple(_spans(text, quotes)), (*links, *_addresses_of_buttons(written))


def _addresses_of_buttons(written: Written) -> Iterable[str]:
    rows = written.reply_markup.inline_keyboard if written.reply_markup else ()
    return [button.url for row in rows for button in row if button.url]


def _media(written: Written) -> Media | None:
    if written.text is not None:
        return None
    kind = written.content_type
    return _MEDIA.get(kind) or (Media.OTHER if kind in _OTHER_MEDIA else None)


def _spans(text: str, entities: Sequence[MessageEntity]) -> list[Span]:
    """Places in characters; the messenger counts in UTF-16 units, in which an emoji is two."""
    if not entities:
        return []
    units = [
        place
        for place, sign in enumerate(text)
        for _ in range(1 if sign <= _LAST_OF_ONE_UNIT else 2)
    ]
    units.append(len(text))
    last = len(units) - 1
    return [
        (units[min(entity.offset, last)], units[min(entity.offset + entity.length, last)])
        for entity in entities
    ]


def _nothing_else(text: str, quotes: Sequence[Span]) -> bool:
    left = list(text)
    for begin, end in quotes:
        left[begin:end] = " " * (end - begin)
    return not any(map(str.isalnum, left))

"""Messages as the Bot API brings them, in few words: `written("Привет", entities=[…])`."""

from typing import Any

from aiogram.types import Message

CHAT, AUTHOR = -100500, 5001
PHOTO = [{"file_id": "1", "file_unique_id": "1", "width": 90, "height": 90}]


def written(text: str | None = None, **fields: Any) -> Message:
    body = {
        "message_id": 7,
        "date": 1_773_630_000,
        "chat": {"id": CHAT, "type": "supergroup", "title": "—"},
        "from": {"id": AUTHOR, "is_bot": False, "first_name": "—"},
        **({"text": text} if text is not None else {}),
        **fields,
    }
    return Message.model_validate(body)


def marked(text: str, part: str, kind: str, **fields: Any) -> dict[str, Any]:
    """An entity over this part of the text, placed in UTF-16 units as the messenger does."""
    begin = text.index(part)

    def units(piece: str) -> int:
        return len(piece.encode("utf-16-le")) // 2

    return {"type": kind, "offset": units(text[:begin]), "length": units(part), **fields}

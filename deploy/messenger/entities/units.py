"""Entity offsets count UTF-16 code units, as Telegram does, not Python characters."""

from typing import Any

Entity = dict[str, Any]
"""A MessageEntity as the Bot API writes it; a fresh `text_mention` holds a bare `user_id`."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    encoded = text.encode("utf-16-le")
    return encoded[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def ordered(entities: list[Entity]) -> list[Entity]:
    """Outer before inner, empty ones dropped."""
    kept = [entity for entity in entities if entity["length"] > 0]
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space around, as a message is kept; entities move and shrink with it."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    size = units(text)
    moved = []
    for entity in entities:
        start = min(max(entity["offset"] - lead, 0), size)
        end = min(max(entity["offset"] + entity["length"] - lead, 0), size)
        moved.append(entity | {"offset": start, "length": end - start})
    return text, ordered(moved)

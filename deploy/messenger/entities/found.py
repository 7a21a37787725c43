"""What Telegram finds in any text by itself: commands, addresses, mentions, hashtags."""

import re

from deploy.messenger.entities.units import Entity, ordered, units

FINDERS = {
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w|/)"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(
        r"(?<![\w@.])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:ru|com|org|net|me|info|рф)(?:/[^\s<>\"]*)?)"
        r"(?<![.,:;!?)])"
    ),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
}
OPAQUE = {"code", "pre", "text_link", "text_mention"}


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The given entities and the found ones, which never reach into code or a link."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in OPAQUE
    ]
    found: list[Entity] = []
    for kind, finder in FINDERS.items():
        for match in finder.finditer(text):
            offset, length = units(text[: match.start()]), units(match[0])
            if all(offset + length <= start or end <= offset for start, end in taken):
                taken.append((offset, offset + length))
                found.append({"type": kind, "offset": offset, "length": length})
    return ordered(entities + found) if found else entities

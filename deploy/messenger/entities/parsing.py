"""The text of a request: parse mode, entity list or plain, with Telegram's limits."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from deploy.messenger.entities.found import with_found
from deploy.messenger.entities.from_html import link_entity, parse_html, refuse
from deploy.messenger.entities.from_markdown import parse_markdown
from deploy.messenger.entities.units import Entity, ordered, trimmed, units
from deploy.messenger.errors import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
FindUser = Callable[[int], dict[str, Any] | None]
GIVEN_KINDS = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
}
"""Other kinds in a given list are ignored: Telegram finds those itself."""


def marked(source: str, parse_mode: str, given: list[Entity]) -> tuple[str, list[Entity]]:
    match parse_mode.lower():
        case "html":
            return parse_html(source)
        case "markdownv2":
            return parse_markdown(source, modern=True)
        case "markdown":
            return parse_markdown(source, modern=False)
        case "":
            size = units(source)
            kept = chain.from_iterable(checked(entity, size) for entity in known(given))
            return source, ordered(list(kept))
    raise bad_request("unsupported parse_mode")


def known(given: list[Entity]) -> list[Entity]:
    return [entity for entity in given if entity.get("type") in GIVEN_KINDS]


def checked(entity: Entity, size: int) -> list[Entity]:
    """The entity as kept; none for a link that leads nowhere."""
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        raise refuse("entity offset and length must be non-negative numbers")
    if offset + length > size:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    if entity["type"] == "text_mention":
        return [entity | {"user_id": entity.get("user", {}).get("id", 0)}]
    if entity["type"] == "text_link":
        if not entity.get("url"):
            raise refuse('Can\'t find field "url"')
        link = link_entity(entity, entity["url"])
        return [link] if link else []
    return [entity]


def formatted(
    source: str, parse_mode: str, given: list[Entity], find_user: FindUser
) -> tuple[str, list[Entity]]:
    """The message text as kept, with entities; raises ApiError in Telegram's words."""
    text, entities = trimmed(*marked(source, parse_mode, given))
    resolved = [named for entity in entities if (named := with_user(entity, find_user))]
    return text, with_found(text, resolved)


def with_user(entity: Entity, find_user: FindUser) -> Entity | None:
    """A mention of someone the messenger does not know stays plain words."""
    if entity["type"] != "text_mention":
        return entity
    user = find_user(entity["user_id"])
    place = {key: entity[key] for key in ("type", "offset", "length")}
    return place | {"user": user} if user else None

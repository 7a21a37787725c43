"""`parse_mode=HTML`: Telegram's tags, and its words for what it does not accept."""

import re
from dataclasses import dataclass, field
from html import unescape

from deploy.messenger.entities.units import Entity, ordered, units
from deploy.messenger.errors import bad_request

TAG_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
TAG_NAME = re.compile(r"<(/?)([^\s<>]*)")
ATTRIBUTE = re.compile(r"""\s+([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
TAG_END = re.compile(r"\s*>")
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
MENTION = re.compile(r"tg://user\?id=(\d+)")
LINK = re.compile(r"(?:https?|tg|mailto|tel|ton):\S+|[\w-]+(?:\.[\w-]+)+\S*")


def refuse(words: str) -> Exception:
    return bad_request(f"can't parse entities: {words}")


@dataclass
class Opened:
    tag: str
    attributes: dict[str, str]
    offset: int
    text_at: int


@dataclass
class HtmlReader:
    """One pass over the source; `done` is the plain text so far."""

    source: str
    at: int = 0
    done: list[str] = field(default_factory=list)
    offset: int = 0
    opened: list[Opened] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._text()
        if self.opened:
            raise refuse(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        return "".join(self.done), ordered(self.entities)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _text(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        chunk = CHARACTER.sub(lambda found: unescape(found[0]), self.source[self.at : end])
        self.done.append(chunk)
        self.offset += units(chunk)
        self.at = end

    def _tag(self) -> None:
        start = self.at
        found = TAG_NAME.match(self.source, start)
        assert found is not None
        closing, tag = bool(found[1]), found[2].lower()
        self.at = found.end()
        if closing:
            self._close(tag, start)
        else:
            self._open(tag, start)

    def _open(self, tag: str, start: int) -> None:
        if tag not in TAG_KINDS:
            raise refuse(f'Unsupported start tag "{tag}" at byte offset {self._byte(start)}')
        attributes: dict[str, str] = {}
        while found := ATTRIBUTE.match(self.source, self.at):
            attributes[found[1].lower()] = unescape((found[2] or "").strip("\"'"))
            self.at = found.end()
        self._end_of_tag(start, "start")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise refuse(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(start)}'
            )
        self.opened.append(Opened(tag, attributes, self.offset, len(self.done)))

    def _close(self, tag: str, start: int) -> None:
        self._end_of_tag(start, "end")
        if not self.opened:
            raise refuse(f"Unexpected end tag at byte offset {self._byte(start)}")
        opened = self.opened.pop()
        if tag and tag != opened.tag:
            raise refuse(
                f"Unmatched end tag at byte offset {self._byte(start)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        entity = self._entity(opened)
        if entity:
            self.entities.append(entity)

    def _end_of_tag(self, start: int, which: str) -> None:
        end = TAG_END.match(self.source, self.at)
        if not end:
            raise refuse(f"Unclosed {which} tag at byte offset {self._byte(start)}")
        self.at = end.end()

    def _entity(self, opened: Opened) -> Entity | None:
        entity: Entity = {
            "type": TAG_KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            inner = "".join(self.done[opened.text_at :])
            return link_entity(entity, opened.attributes.get("href") or inner)
        if opened.tag == "tg-emoji":
            return entity | {"custom_emoji_id": opened.attributes.get("emoji-id", "")}
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            return entity | {"type": "expandable_blockquote"}
        if opened.tag == "code":
            return self._code(entity, opened)
        if opened.tag == "pre" and "language" in opened.attributes:
            return entity | {"language": opened.attributes["language"]}
        return entity

    def _code(self, entity: Entity, opened: Opened) -> Entity | None:
        """<pre><code class="language-…"> is one `pre` that names its language."""
        language = opened.attributes.get("class", "").removeprefix("language-")
        outer = self.opened[-1] if self.opened else None
        if language and outer and outer.tag == "pre" and outer.offset == opened.offset:
            self.opened[-1].attributes["language"] = language
            return None
        return entity


def link_entity(entity: Entity, address: str) -> Entity | None:
    """None for an address Telegram does not know: the words stay, the link goes."""
    if mention := MENTION.fullmatch(address):
        return entity | {"type": "text_mention", "user_id": int(mention[1])}
    if not LINK.fullmatch(address):
        return None
    return entity | {"type": "text_link", "url": whole_address(address)}


def whole_address(address: str) -> str:
    """With a scheme, and a slash after a bare host, as Telegram completes it."""
    if re.match(r"[a-z]+:", address):
        return address
    return f"http://{address}" if "/" in address else f"http://{address}/"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities; raises ApiError in Telegram's words."""
    return HtmlReader(source).read()

"""`parse_mode=MarkdownV2` and the older `Markdown`: the marks a bot really uses."""

import re
from dataclasses import dataclass, field

from deploy.messenger.entities.from_html import link_entity, refuse
from deploy.messenger.entities.units import Entity, ordered, units

RESERVED = set("_*[]()~`>#+-=|{}.!")
MARKS_V2 = {
    "```": "pre",
    "`": "code",
    "||": "spoiler",
    "__": "underline",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "[": "text_link",
}
MARKS_OLD = {"```": "pre", "`": "code", "*": "bold", "_": "italic", "[": "text_link"}
VERBATIM = {"```", "`"}
ADDRESS = re.compile(r"\]\(((?:\\.|[^)\\])*)\)")
LANGUAGE = re.compile(r"([\w+-]+)\n")


@dataclass
class MarkdownReader:
    """One pass; `opened` holds the marks that wait for their end."""

    source: str
    modern: bool
    at: int = 0
    done: list[str] = field(default_factory=list)
    offset: int = 0
    opened: list[tuple[str, Entity]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    quote_from: int | None = None

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.opened:
            kind = self.opened[-1][1]["type"].replace("_", " ").title().replace(" ", "")
            at = self.opened[-1][1]["byte"]
            raise refuse(f"Can't find end of {kind} entity at byte offset {at}")
        self._end_quote()
        return "".join(self.done), ordered(self.entities)

    def _step(self) -> None:
        character = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        mark = self._mark()
        if character == "\\" and following and (self.modern or following in "_*`["):
            self._put(following, 2)
        elif self.modern and character == ">" and self._at_line_start():
            self.quote_from = self.offset if self.quote_from is None else self.quote_from
            self.at += 1
        elif self._closes_link():
            self._close_link()
        elif mark:
            self._turn(mark)
        elif self.modern and character in RESERVED and not self._verbatim():
            raise refuse(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            self._put(character, 1)
            if character == "\n" and self.source[self.at : self.at + 1] != ">":
                self._end_quote()

    def _put(self, text: str, taken: int) -> None:
        self.done.append(text)
        self.offset += units(text)
        self.at += taken

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _verbatim(self) -> bool:
        return bool(self.opened) and self.opened[-1][0] in VERBATIM

    def _at_line_start(self) -> bool:
        return not self._verbatim() and (self.at == 0 or self.source[self.at - 1] == "\n")

    def _mark(self) -> str | None:
        marks = MARKS_V2 if self.modern else MARKS_OLD
        if self._verbatim():
            end = self.opened[-1][0]
            return end if self.source.startswith(end, self.at) else None
        return next((mark for mark in marks if self.source.startswith(mark, self.at)), None)

    def _turn(self, mark: str) -> None:
        """The mark begins its entity, or ends it when it was begun last."""
        marks = MARKS_V2 if self.modern else MARKS_OLD
        start = self.at
        self.at += len(mark)
        if self.opened and self.opened[-1][0] == mark and mark != "[":
            self._close()
            return
        entity: Entity = {
            "type": marks[mark],
            "offset": self.offset,
            "byte": self._byte(start),
        }
        if mark == "```" and (language := LANGUAGE.match(self.source, self.at)):
            entity["language"] = language[1]
            self.at = language.end()
        self.opened.append((mark, entity))

    def _close(self) -> Entity:
        _, entity = self.opened.pop()
        del entity["byte"]
        entity["length"] = self.offset - entity["offset"]
        self.entities.append(entity)
        return entity

    def _closes_link(self) -> bool:
        return bool(self.opened) and self.opened[-1][0] == "[" and self.source[self.at] == "]"

    def _close_link(self) -> None:
        address = ADDRESS.match(self.source, self.at)
        if not address:
            raise refuse(f"Can't find end of a URL at byte offset {self._byte(self.at)}")
        self.at = address.end()
        plain = self._close()
        self.entities.remove(plain)
        if link := link_entity(plain, re.sub(r"\\(.)", r"\1", address[1])):
            self.entities.append(link)

    def _end_quote(self) -> None:
        if self.quote_from is not None:
            length = self.offset - self.quote_from
            self.entities.append(
                {"type": "blockquote", "offset": self.quote_from, "length": length}
            )
            self.quote_from = None


def parse_markdown(source: str, *, modern: bool) -> tuple[str, list[Entity]]:
    """Plain text and its entities; raises ApiError in Telegram's words."""
    return MarkdownReader(source, modern).read()

"""Light Markdown as messengers show it: their few tags, how long it is there, and in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

# Blocks that would swallow what a person has written are no blocks here: a line that begins with
# spaces, «[важно]: приходите», a row of dashes.
_SWALLOWING = ["code", "fence", "hr", "reference", "lheading"]
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(_SWALLOWING)
_INLINE = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": "\n",
    "hardbreak": "\n",
    "link_close": "</a>",
}
_CUT = "…"


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a whole list, in the messenger's own few tags."""

    html: str
    is_heading: bool = False


def to_html(source: str) -> Markup:
    """Paragraphs, headings, lists, bold, italic and links; anything else as plain text."""
    html = "\n\n".join(block.html for block in blocks_of(source))
    return Markup(html)  # noqa: S704  built from escaped pieces


def shown_length(source: str) -> int:
    """How long the text is as messengers count it: without its marks, in UTF-16 units."""
    return length_of(plain(to_html(source)))


def length_of(text: str) -> int:
    """In UTF-16 units, in which messengers count."""
    return len(text.encode("utf-16-le")) // 2


def in_short(source: str, limit: int) -> str:
    """The beginning in plain text on one line, cut between words."""
    words = " ".join(plain(to_html(source)).split())
    if len(words) <= limit:
        return words
    whole, _, _ = words[:limit].rpartition(" ")
    return f"{(whole or words[:limit]).rstrip(' ,.;:—–-')}{_CUT}"


def plain(html: str) -> str:
    """What is read of our own few tags; written characters are entities there."""
    parts = [piece.rpartition(">")[2] for piece in html.split("<")]
    return unescape("".join(parts))


def blocks_of(source: str) -> list[Block]:
    """What stands apart by an empty line."""
    blocks: list[str] = []
    bullets: list[str] = []
    headings: set[int] = set()
    for token in _PARSER.parse(source):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if not bullets:
                blocks.append("")
            bullets.append("•" if token.type.startswith("bullet") else "1")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            bullets.pop()
        elif token.type == "list_item_open" and token.info:
            bullets[-1] = f"{token.info}."
        elif token.type == "heading_open" and not bullets:
            headings.add(len(blocks))
        elif token.type == "inline":
            _add(blocks, _inline(token.children or []), bullets)
    return [Block(html, number in headings) for number, html in enumerate(blocks) if html]


def _add(blocks: list[str], text: str, bullets: Sequence[str]) -> None:
    if not bullets:
        blocks.append(text)
        return
    line = f"{'   ' * (len(bullets) - 1)}{bullets[-1]} {text}"
    blocks[-1] = f"{blocks[-1]}\n{line}" if blocks[-1] else line


def _inline(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in _INLINE:
            parts.append(_INLINE[token.type])
        elif token.type == "link_open":
            parts.append(f'<a href="{escape(token.attrGet("href"))}">')
        else:
            parts.append(str(escape(token.content)))
    return "".join(parts)

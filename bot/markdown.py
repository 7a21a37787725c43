"""Light Markdown of documents as the few HTML tags that messengers show."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_PARSER = MarkdownIt("commonmark", {"html": False})
_INLINE = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": "\n",
    "hardbreak": "\n",
    "link_close": "</a>",
}


def to_html(source: str) -> Markup:
    """Paragraphs, headings, lists, bold, italic and https links; anything else as plain text."""
    blocks: list[str] = []
    bullets: list[str] = []
    for token in _PARSER.parse(source):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            bullets.append("•" if token.type.startswith("bullet") else "1")
            blocks.append("")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            bullets.pop()
        elif token.type == "list_item_open" and token.info:
            bullets[-1] = f"{token.info}."
        elif token.type == "inline":
            _add(blocks, _inline(token.children or []), bullets)
    return Markup("\n\n".join(block for block in blocks if block))  # noqa: S704  built from escaped


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

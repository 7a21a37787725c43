"""Long texts in short messages: cut between lines, and read whole page by page."""

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup, escape

from community.core.markdown import in_short, shown_length, to_html

PAGE = 3500  # well under what a message takes, so that buttons and a title fit in
_TAG = re.compile(r"<[^>]+>")
_CUT = "…"


def shown(html: str) -> int:
    """How long it is as messengers count: without tags, in UTF-16 units."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def fit(source: str, limit: int) -> tuple[Markup, bool]:
    """Markdown as HTML of at most so many characters, and whether something was cut off."""
    if shown_length(source) <= limit:
        return to_html(source), False
    kept: list[str] = []
    room = limit - len(_CUT) - 2
    for line in source.split("\n"):
        room -= shown_length(line) + 2
        if room < 0:
            break
        kept.append(line)
    html = to_html("\n".join(kept))
    if html and shown(html) + 1 + len(_CUT) <= limit:
        return html + Markup("\n") + _CUT, True
    return _in_one_line(source, limit), True


def _in_one_line(source: str, limit: int) -> Markup:
    """A sign may take two units, hence the second try."""
    words = escape(in_short(source, limit - 1))
    return words if shown(words) <= limit else escape(in_short(source, (limit - 1) // 2))


def pages(parts: Sequence[str], limit: int = PAGE) -> list[str]:
    """Pieces of HTML, none longer than a page, put together into as few pages as there may be."""
    found: list[str] = []
    for part in parts:
        if found and shown(found[-1]) + shown(part) + 2 <= limit:
            found[-1] = f"{found[-1]}\n\n{part}"
        else:
            found.append(part)
    return found

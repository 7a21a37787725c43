"""A screen of the bot as a letter: plain words and simple HTML; buttons that lead are links."""

import re
from collections.abc import Sequence
from html import unescape

import nh3
from markupsafe import Markup

from bot.screen import Screen
from bot.texts import Texts

_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote", "a"}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
PICTURE = "picture"


def letter_parts(
    screen: Screen, bot_link: str, texts: Texts, *, foot: Sequence[str] = ()
) -> tuple[str, str]:
    """The text and the HTML. What only the bot can answer is answered there: a line says so.

    `foot` is small print, as HTML.
    """
    body = nh3.clean(screen.text, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)
    buttons = [button for row in screen.rows for button in row]
    links = [(button.text, button.url) for button in buttons if button.url]
    blocks = [body, *(_link(url, label) for label, url in links)]
    if any(button.callback_data for button in buttons):
        blocks.append(
            texts("To answer, or to see more, open the club's bot: {link}", link=_bare(bot_link))
        )
    return _plain([*blocks, *foot]), _html(blocks, foot, screen)


def _link(url: str, label: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, label)


def _bare(url: str) -> Markup:
    return _link(url, url)


def _plain(blocks: Sequence[str]) -> str:
    return "\n\n".join(unescape(_TAG.sub("", _LINK.sub(_spelled, block))) for block in blocks)


def _spelled(link: re.Match[str]) -> str:
    """A reader of plain text has to see where it leads."""
    url, label = link.groups()
    return label if label == url else f"{label}: {url}"


def _html(blocks: Sequence[str], foot: Sequence[str], screen: Screen) -> str:
    shown = [f'<img src="cid:{PICTURE}" alt="" width="100%">'] if screen.picture_id else []
    shown += [_lines(block) for block in blocks]
    parts = [
        '<!doctype html>\n<html><body style="max-width:36em;font:16px/1.5 sans-serif">',
        *(f"<p>{block}</p>" for block in shown),
    ]
    if foot:
        parts.append('<hr>\n<div style="font-size:13px;color:#555">')
        parts += [f"<p>{_lines(line)}</p>" for line in foot]
        parts.append("</div>")
    return "\n".join([*parts, "</body></html>\n"])


def _lines(block: str) -> str:
    return block.replace("\n", "<br>\n")

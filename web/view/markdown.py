"""Light Markdown of documents as safe HTML."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_parser = MarkdownIt("commonmark", {"breaks": True, "html": False})
_TAGS = {"p", "br", "strong", "em", "code", "blockquote", "ul", "ol", "li", "a", "h1", "h2", "h3"}


def to_html(text: str) -> Markup:
    return Markup(nh3.clean(_parser.render(text), tags=_TAGS))  # noqa: S704  cleaned just now

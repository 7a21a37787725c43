"""An article as pages of a phone: what it is worth above, where it is from below."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.texts import Texts
from community.core.markdown import length_of, plain
from community.library.articles.models import ArticleSource
from community.library.articles.pages import SCREEN_LIMIT, host_of, screens
from community.library.articles.queries import Reading

_ROOM_FOR_WORDS = 200  # that the text has changed, which page this is
_LIMIT = SCREEN_LIMIT - _ROOM_FOR_WORDS
_GAP = Markup("\n\n")


def pages_of(reading: Reading, author: str | None, texts: Texts) -> Sequence[Markup]:
    head = _head(reading, author, texts)
    pages = screens(reading.version.body, _LIMIT - _length(head))
    pages[0] = _GAP.join([head, pages[0]])
    for block in _sources(reading.sources, texts):
        if _length(pages[-1]) + _length(block) <= _LIMIT:
            pages[-1] = _GAP.join([pages[-1], block])
        else:
            pages.append(block)
    return pages


def _length(html: str) -> int:
    return length_of(plain(html))


def _head(reading: Reading, author: str | None, texts: Texts) -> Markup:
    """«проверено 30 ноября 2026 · Вера»"""
    checked_on, about = reading.article.checked_on, []
    came_along = reading.article.came_along
    if checked_on and came_along:
        day = texts.date(checked_on)
        about.append(
            texts("written on {day}; no specialist of the club has checked it yet", day=day)
        )
    elif checked_on:
        about.append(texts("checked on {day}", day=texts.date(checked_on)))
    if author:
        about.append(texts("written by {name}", name=author))
    lines = [
        Markup("<b>{}</b>").format(reading.version.title),
        Markup("<i>{}</i>").format(Markup(" · ").join(about)) if about else "",
        texts("⏳ It is time to look at it anew, and we do. Please check dates and sums.")
        if reading.is_due and not came_along
        else "",
    ]
    return Markup("\n").join(line for line in lines if line)


def _sources(sources: Sequence[ArticleSource], texts: Texts) -> Iterator[Markup]:
    """In pieces that each fit a page."""
    lines = [texts("📖 <b>Where this is from</b>"), *(_source(one, texts) for one in sources)]
    piece: list[str] = []
    for line in lines if sources else []:
        if piece and _length("\n".join([*piece, line])) > _LIMIT:
            yield Markup("\n").join(piece)
            piece = []
        piece.append(line)
    if piece:
        yield Markup("\n").join(piece)


def _source(source: ArticleSource, texts: Texts) -> str:
    """«• Семейный кодекс, 29 декабря 1995 (kremlin.ru)»: a link says where it leads."""
    title = f"{source.title}, {texts.date(source.dated)}" if source.dated else source.title
    if source.url is None:
        return Markup("• {}").format(title)
    return Markup('• {} (<a href="{}">{}</a>)').format(title, source.url, host_of(source.url))

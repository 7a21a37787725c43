"""What an article must be, and what may be kept beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from community.core.errors import InvalidInput
from community.library.articles.errors import SourceMissing
from community.library.articles.kinds import Age, Stage

TITLE_LIMIT = 120
SUMMARY_LIMIT = 300
BODY_LIMIT = 40_000  # ten screens of a messenger; what is longer is several articles, or a file
PHRASE_LIMIT = 200
MOST_PHRASES = 40
SOURCE_LIMIT = 200
URL_LIMIT = 300
MOST_SOURCES = 20
NOTE_LIMIT = 200
REASON_LIMIT = 300
REVIEW_LIMIT = 1000
SLUG_LIMIT = 80
CHECKED_FOR = timedelta(days=365)
LAW_CHECKED_FOR = timedelta(days=182)

FILE_LIMIT = 5 * 1024 * 1024
FILE_NAME_LIMIT = 80
MOST_FILES = 10
_ZIP = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument"
# A file is what its first bytes say, not its name alone. Text begins in any way.
_FILES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "txt": ("text/plain; charset=utf-8", b""),
}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What no text needs, and PostgreSQL or a terminal would stumble over.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Source:
    """`law`: an act that binds people; it is worth nothing without its date."""

    title: str
    url: str | None = None
    dated: date | None = None
    law: bool = False


@dataclass(frozen=True)
class Manuscript:
    """What an author fills in. No ages, no stages: for everybody; no district: the region's."""

    title: str
    body: str
    topic_id: int
    summary: str = ""
    asked_as: tuple[str, ...] = ()
    ages: frozenset[Age] = frozenset()
    stages: frozenset[Stage] = frozenset()
    district_id: int | None = None
    sources: tuple[Source, ...] = ()


def checked(text: Manuscript) -> Manuscript:
    """The same without what nobody sees. Raises InvalidInput with the field and the limit."""
    if len(text.body) > BODY_LIMIT:  # first of all: five megabytes are not even looked through
        raise InvalidInput(field="body", limit=BODY_LIMIT)
    title = _line("title", text.title, TITLE_LIMIT)
    summary = _line("summary", text.summary, SUMMARY_LIMIT, required=False)
    body = _cleaned(text.body).strip()
    if not body:
        raise InvalidInput(field="body", limit=BODY_LIMIT)
    phrases = [_line("asked_as", words, PHRASE_LIMIT) for words in text.asked_as if words.strip()]
    if len(phrases) > MOST_PHRASES:
        raise InvalidInput(field="asked_as", limit=MOST_PHRASES)
    return Manuscript(
        title=title,
        body=body,
        topic_id=text.topic_id,
        summary=summary,
        asked_as=tuple(dict.fromkeys(phrases)),
        ages=text.ages,
        stages=text.stages,
        district_id=text.district_id,
        sources=_sources(text.sources),
    )


def _cleaned(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(field: str, words: str, limit: int, *, required: bool = True) -> str:
    """On one line, however it was pasted."""
    if len(words) > limit * 10:
        raise InvalidInput(field=field, limit=limit)
    words = " ".join(_cleaned(words).split())
    if len(words) > limit or (required and not words):
        raise InvalidInput(field=field, limit=limit)
    return words


def checked_words(field: str, words: str, limit: int) -> str:
    """A sentence to people: a reason, a remark. Raises InvalidInput."""
    return _line(field, words, limit)


def _sources(sources: Sequence[Source]) -> tuple[Source, ...]:
    if len(sources) > MOST_SOURCES:
        raise InvalidInput(field="sources", limit=MOST_SOURCES)
    for source in sources:
        if source.url is not None and not is_plain_link(source.url):
            raise InvalidInput(field="url", limit=URL_LIMIT)
    return tuple(
        Source(
            _line("sources", source.title, SOURCE_LIMIT), source.url, source.dated, law=source.law
        )
        for source in sources
    )


def is_plain_link(url: str) -> bool:
    """Only https, with a host and nobody's name in it: nothing else is shown as something to tap.

    The limit keeps out what hides its end behind three hundred characters.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    named = "." in host and not parts.username and parts.scheme == "https"
    return named and len(url) <= URL_LIMIT and not any(sign.isspace() for sign in url)


class _Cited(Protocol):
    @property
    def dated(self) -> date | None: ...

    @property
    def law(self) -> bool: ...


def require_source(sources: Sequence[_Cited], *, law: bool) -> None:
    """`law`: the topic itself is about what binds people. Raises SourceMissing."""
    claims = [source for source in sources if source.law]
    undated = any(source.dated is None for source in claims)
    if undated or (law and not any(source.dated for source in sources)):
        raise SourceMissing


def due_after(checked_on: date, sources: Sequence[_Cited], *, law: bool) -> date:
    """When it is to be looked at again: what stands in laws changes sooner."""
    binding = law or any(source.law for source in sources)
    return checked_on + (LAW_CHECKED_FOR if binding else CHECKED_FOR)


def checked_slug(slug: str) -> str:
    """Raises InvalidInput for what could not be the name of a file."""
    if len(slug) > SLUG_LIMIT or not _SLUG.fullmatch(slug):
        raise InvalidInput(field="slug", limit=SLUG_LIMIT)
    return slug


def checked_file(name: str, content: bytes) -> tuple[str, str]:
    """Its name and kind. Raises InvalidInput for what is empty, large, or of no safe kind."""
    name = " ".join(_cleaned(name).replace("/", " ").replace("\\", " ").split())
    stem, _, ending = name.rpartition(".")
    mime, beginning = _FILES.get(ending.lower(), ("", b""))
    if not stem.strip(". ") or len(name) > FILE_NAME_LIMIT or not mime:
        raise InvalidInput(field="file", limit=", ".join(_FILES))
    if not 0 < len(content) <= FILE_LIMIT:
        raise InvalidInput(field="file_size", limit=FILE_LIMIT // 1024 // 1024)
    if not content.startswith(beginning) or (not beginning and b"\x00" in content):
        raise InvalidInput(field="file", limit=", ".join(_FILES))
    return name, mime

"""What an author types into the editor: read as an article, and an article written into fields."""

from collections.abc import Collection, Sequence
from datetime import date

from community.core.errors import InvalidInput
from community.core.markdown import length_of, plain
from community.library.articles.kinds import Age, Stage
from community.library.articles.pages import screens
from community.library.articles.rules import (
    BODY_LIMIT,
    MOST_PHRASES,
    MOST_SOURCES,
    PHRASE_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Manuscript,
    Source,
)
from web.view.forms import Filled, number_in

_CELLS = ("title", "url", "dated")
_PHRASES_LIMIT = MOST_PHRASES * (PHRASE_LIMIT + 1)


def read(form: Filled, topic_ids: Collection[int], place_ids: Collection[int]) -> Manuscript:
    """Raises InvalidInput with the field's name; what is not among the choices is left out."""
    topic_id = number_in(form.values.get("topic_id", ""))
    if topic_id is None or topic_id not in topic_ids:
        raise InvalidInput(field="topic_id")
    return Manuscript(
        title=form.words("title", TITLE_LIMIT),
        body=form.words("body", BODY_LIMIT),
        topic_id=topic_id,
        summary=form.text("summary", SUMMARY_LIMIT),
        asked_as=tuple(_phrases(form)),
        ages=frozenset(age for age in Age if form.ticked(f"age_{age}")),
        stages=frozenset(stage for stage in Stage if form.ticked(f"stage_{stage}")),
        district_id=_district(form, place_ids),
        sources=tuple(_sources(form)),
    )


def _phrases(form: Filled) -> list[str]:
    try:
        lines = form.text("asked_as", _PHRASES_LIMIT).splitlines()
    except InvalidInput:
        raise InvalidInput(field="asked_as", limit=MOST_PHRASES) from None
    return [line.strip() for line in lines if line.strip()]


def _district(form: Filled, place_ids: Collection[int]) -> int | None:
    chosen = number_in(form.values.get("district_id", ""))
    if chosen is not None and chosen not in place_ids:
        raise InvalidInput(field="district_id")
    return chosen


def _sources(form: Filled) -> list[Source]:
    """A row without a title, but with something else, is one that somebody forgot to finish."""
    found = []
    for row in range(MOST_SOURCES):
        title, url, dated = (_cell(form, f"source_{name}_{row}") for name in _CELLS)
        law = form.ticked(f"source_law_{row}")
        if title or url or dated or law:
            found.append(Source(title, url or None, _day(dated), law=law))
    return found


def _cell(form: Filled, name: str) -> str:
    try:
        return form.text(name)
    except InvalidInput:
        raise InvalidInput(field="sources") from None


def _day(dated: str) -> date | None:
    try:
        return date.fromisoformat(dated) if dated else None
    except ValueError:
        raise InvalidInput(field="source_dated") from None


def written(text: Manuscript, based_on: int) -> Filled:
    """The same as field values."""
    values = {
        "title": text.title,
        "body": text.body,
        "topic_id": str(text.topic_id),
        "summary": text.summary,
        "asked_as": "\n".join(text.asked_as),
        "district_id": str(text.district_id or ""),
        "based_on": str(based_on),
    }
    ticked = [f"age_{age}" for age in text.ages] + [f"stage_{stage}" for stage in text.stages]
    for row, source in enumerate(text.sources):
        values[f"source_title_{row}"] = source.title
        values[f"source_url_{row}"] = source.url or ""
        values[f"source_dated_{row}"] = source.dated.isoformat() if source.dated else ""
        ticked += [f"source_law_{row}"] if source.law else []
    return Filled(values | dict.fromkeys(ticked, "on"))


class Glimpse:
    """What the messenger will show of a form that may not be right yet: page by page."""

    def __init__(self, form: Filled) -> None:
        body = form.values.get("body", "")
        self.title = form.values.get("title", "").strip()
        self.length = len(body.strip())
        self.limit = BODY_LIMIT
        self.pages = [] if self.is_too_long else pages_of(body)

    @property
    def is_too_long(self) -> bool:
        return self.length > self.limit


def pages_of(body: str) -> Sequence[tuple[str, int]]:
    """Each screen, and how long it is as the messenger counts."""
    return [(page, length_of(plain(page))) for page in screens(body)]

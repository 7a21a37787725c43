"""An article as a file: YAML between two lines of dashes, then Markdown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from community.library.articles.kinds import Age, Stage
from community.library.articles.rules import Source
from community.library.carrying.problems import FileProblem

_FENCE = "---"
_HEAD_LIMIT = 30_000
_KNOWN = {
    "title", "topic", "ages", "stages", "district", "summary", "asked_as", "checked", "state",
    "sources",
}  # fmt: skip
_PUBLISHED = "published"
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True)
class Carried:
    """An article between two installations: topics and districts are named by their codes."""

    slug: str
    title: str
    topic: str
    body: str
    summary: str = ""
    asked_as: tuple[str, ...] = ()
    ages: frozenset[Age] = frozenset()
    stages: frozenset[Stage] = frozenset()
    district: str | None = None
    sources: tuple[Source, ...] = ()
    checked: date | None = None
    published: bool = False


def parse(slug: str, text: str, default_topic: str | None = None) -> Carried:
    """Raises FileProblem with what is wrong, in words for whoever has the file."""
    head, body = _parted(text)
    if unknown := set(head) - _KNOWN:
        raise FileProblem("unknown field: %(name)s", name=min(map(str, unknown)))
    return Carried(
        slug=slug,
        title=_words(head, "title"),
        topic=str(head.get("topic") or default_topic or ""),
        body=body.strip(),
        summary=_words(head, "summary"),
        asked_as=tuple(str(words) for words in _list(head, "asked_as")),
        ages=frozenset(_codes(head, "ages", Age)),
        stages=frozenset(_codes(head, "stages", Stage)),
        district=head.get("district"),
        sources=tuple(_source(one) for one in _list(head, "sources")),
        checked=_day(head.get("checked")),
        published=head.get("state") == _PUBLISHED,
    )


def _parted(text: str) -> tuple[Mapping[str, Any], str]:
    """A file without a head is all body."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(f"{_FENCE}\n"):
        return {}, text
    head, found, body = text[len(_FENCE) + 1 :].partition(f"\n{_FENCE}\n")
    if not found or len(head) > _HEAD_LIMIT:
        raise FileProblem("the lines between --- and --- are missing, unended or too long")
    try:
        fields = yaml.safe_load(head) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise FileProblem("no YAML") from error
        raise FileProblem("no YAML in line %(line)s", line=mark.line + 2) from error
    if not isinstance(fields, dict):
        raise FileProblem("no YAML fields between --- and ---")
    return fields, body


def _words(head: Mapping[str, Any], field: str) -> str:
    value = head.get(field, "")
    if isinstance(value, list | dict):
        raise FileProblem("%(field)s: one line is expected", field=field)
    return str(value or "")


def _list(head: Mapping[str, Any], field: str) -> list[Any]:
    value = head.get(field) or []
    if not isinstance(value, list):
        raise FileProblem("%(field)s: a list is expected", field=field)
    return value


def _codes(head: Mapping[str, Any], field: str, kind: type[_Code]) -> list[_Code]:
    known = {code.value: code for code in kind}
    codes = [str(one) for one in _list(head, field)]
    if not set(codes) <= set(known):
        raise FileProblem("%(field)s: only %(known)s", field=field, known=", ".join(known))
    return [known[code] for code in codes]


def _source(one: Any) -> Source:
    if not isinstance(one, dict) or not one.get("title"):
        raise FileProblem("sources: each has a title")
    url, law = one.get("url"), bool(one.get("law", False))
    return Source(str(one["title"]), str(url) if url else None, _day(one.get("date")), law=law)


def _day(value: Any) -> date | None:
    if value is None:
        return None
    if type(value) is not date:  # a moment is a date to Python, not to us
        raise FileProblem("a day is written as 2026-03-16")
    return value


def written(article: Carried) -> str:
    """The file of it; `parse` makes the same of it again."""
    head: dict[str, Any] = {
        "title": article.title,
        "topic": article.topic,
        "ages": [age.value for age in Age if age in article.ages],
        "stages": [stage.value for stage in Stage if stage in article.stages],
        "district": article.district,
        "summary": article.summary,
        "asked_as": list(article.asked_as),
        "checked": article.checked,
        "state": _PUBLISHED if article.published else "draft",
        "sources": [_plain(source) for source in article.sources],
    }
    known = {name: value for name, value in head.items() if value not in (None, "")}
    fields = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{_FENCE}\n{fields}{_FENCE}\n{article.body}\n"


def _plain(source: Source) -> dict[str, Any]:
    fields = asdict(source)
    fields["date"] = fields.pop("dated")
    return {name: value for name, value in fields.items() if value}

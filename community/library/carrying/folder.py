"""Articles and their files in a folder: `slug.md` or `slug.docx`, files in a folder `slug`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from community.library.articles.drafting import slug_of
from community.library.articles.rules import BODY_LIMIT, FILE_LIMIT, MOST_FILES
from community.library.carrying.docx import markdown_of
from community.library.carrying.problems import FileProblem, Problem
from community.library.carrying.text import Carried, parse, written

_TEXT_LIMIT = BODY_LIMIT * 8  # bytes; letters of a text take up to four, its head some more


@dataclass(frozen=True)
class Bundle:
    """An article with its files by name; the first ones, as many as it may have."""

    article: Carried
    files: dict[str, bytes]


def bundles_in(folder: Path, default_topic: str | None = None) -> Iterator[Bundle | Problem]:
    """Everything that is an article by its name, in order; what cannot be read is a Problem."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in (".md", ".docx")]
    for path in sorted(found):
        try:
            yield Bundle(_article(path, default_topic), _files(folder / path.stem))
        except FileProblem as problem:
            yield Problem(path.name, problem)
        except OSError as error:
            kind = error.strerror or type(error).__name__
            yield Problem(path.name, FileProblem("cannot be read (%(kind)s)", kind=kind))


def _article(path: Path, default_topic: str | None) -> Carried:
    slug = slug_of(path.stem)
    if path.suffix.lower() == ".docx":
        title, body = markdown_of(path.read_bytes())
        carried = parse(slug, body if not body.startswith("---\n") else f"\n{body}", default_topic)
        return replace(carried, title=title or path.stem.replace("_", " "))
    if path.stat().st_size > _TEXT_LIMIT:
        raise FileProblem("longer than %(limit)s characters", limit=BODY_LIMIT)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileProblem("not a text in UTF-8") from None
    carried = parse(slug, text, default_topic)
    return carried if carried.title else _titled_by_heading(carried, path.stem)


def _titled_by_heading(carried: Carried, name: str) -> Carried:
    """A file without a head says its title in its first line."""
    first, _, rest = carried.body.partition("\n")
    if first.startswith("# "):
        return replace(carried, title=first.removeprefix("# ").strip(), body=rest.strip())
    return replace(carried, title=name.replace("-", " ").replace("_", " "))


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    paths = sorted(path for path in folder.iterdir() if path.is_file())[:MOST_FILES]
    large = [path.name for path in paths if path.stat().st_size > FILE_LIMIT]
    if large:
        raise FileProblem(
            "a file beside it is larger than %(limit)s MB", limit=FILE_LIMIT // 1024 // 1024
        )
    return {path.name: path.read_bytes() for path in paths}


def put_down(folder: Path, bundle: Bundle) -> None:
    """Write an article and its files; both are named so that no path leads elsewhere."""
    slug = bundle.article.slug
    (folder / f"{slug}.md").write_text(written(bundle.article), encoding="utf-8")
    if bundle.files:
        beside = folder / slug
        beside.mkdir()
        for name, content in bundle.files.items():
            (beside / name).write_bytes(content)

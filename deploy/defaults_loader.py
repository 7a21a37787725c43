"""What every region starts with: districts, specialities, situations, topics, documents."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists.models import Speciality
from community.consultations.specialists.service import add_speciality
from community.core.actor import Actor
from community.core.usecase import use_case
from community.library.articles.models import Article, ArticleTopic
from community.library.articles.service import add_topic
from community.library.carrying.folder import Bundle, bundles_in
from community.library.carrying.service import bring_in
from community.membership.districts.service import DistrictData, load_districts
from community.membership.documents.models import Document, DocumentKind
from community.membership.documents.service import add_document
from community.peers.sharing.kinds import Heading
from community.peers.sharing.models import Situation
from community.peers.sharing.service import add_situation

DEFAULTS = Path(__file__).parent / "defaults"
DEMO_REGION = DEFAULTS / "regions" / "demo.toml"
_SPECIALITIES = DEFAULTS / "specialities.toml"
_TOPICS = DEFAULTS / "topics.toml"
LIBRARY = DEFAULTS / "library"
_SITUATIONS = DEFAULTS / "situations.toml"
_LANGUAGES = ("ru", "en")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class DefaultDocument:
    code: str
    kind: DocumentKind
    required: bool
    position: int
    texts: dict[str, Any]


class RegionFileError(Exception):
    """A region's file cannot be used; the sentence says where and why."""


def read_region(path: Path = DEMO_REGION) -> list[DistrictData]:
    """The districts of a region's file; raises RegionFileError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        year = content["region"]["count_year"]
        return [_district(row, year) for row in content["districts"]]
    except OSError as error:
        raise RegionFileError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegionFileError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise RegionFileError(f"{path}: missing or wrong: {error}") from error


def region_name(path: Path = DEMO_REGION) -> str:
    """What the region of a file is called."""
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["region"]["name"])


def _district(row: dict[str, Any], year: int) -> DistrictData:
    column, line = row.get("tile", (None, None))
    return DistrictData(
        code=row["code"],
        name=row["name"],
        name_in=row["name_in"],
        name_of=row["name_of"],
        name_en=row["name_en"],
        foster_families=int(row["foster_families"]),
        count_year=int(year),
        neighbours=list(row.get("neighbours", [])),
        tile_column=column,
        tile_row=line,
    )


async def load_region(session: AsyncSession, actor: Actor, path: Path = DEMO_REGION) -> int:
    """Take the districts of a file over; returns how many there are."""
    return await load_districts(session, actor, read_region(path))


def default_documents() -> list[DefaultDocument]:
    """The documents as this release ships them, in their order."""
    folder = DEFAULTS / "documents"
    codes = sorted(path.name.removesuffix(".ru.md") for path in folder.glob("*.ru.md"))
    documents = [_read_document(folder, code) for code in codes]
    return sorted(documents, key=lambda document: document.position)


def _read_document(folder: Path, code: str) -> DefaultDocument:
    texts: dict[str, Any] = {}
    head: dict[str, Any] = {}
    for language in _LANGUAGES:
        content = (folder / f"{code}.{language}.md").read_text(encoding="utf-8")
        _, front, body = content.split("+++\n", 2)
        head = tomllib.loads(front)
        texts[language] = {
            "title": head["title"],
            "summary": head["summary"],
            "body": _COMMENT.sub("", body).strip(),
            "withdraw_effect": head.get("withdraw_effect", ""),
        }
    return DefaultDocument(
        code, DocumentKind(head["kind"]), head["required"], head["position"], texts
    )


@use_case
async def load_default_documents(session: AsyncSession, actor: Actor) -> int:
    """Add the documents that are not there yet; texts that leaders changed stay theirs."""
    known = set(await session.scalars(select(Document.code)))
    fresh = [document for document in default_documents() if document.code not in known]
    for document in fresh:
        await add_document(
            session,
            actor,
            document.code,
            document.kind,
            document.texts,
            required=document.required,
            position=document.position,
        )
    return len(fresh)


@use_case
async def load_specialities(session: AsyncSession, actor: Actor) -> int:
    """Add the specialities that are not there yet; what leaders renamed stays as it is."""
    known = set(await session.scalars(select(Speciality.code)))
    rows = tomllib.loads(_SPECIALITIES.read_text(encoding="utf-8"))["specialities"]
    fresh = [row for row in rows if row["code"] not in known]
    for row in fresh:
        await add_speciality(session, actor, **row)
    return len(fresh)


@use_case
async def load_topics(session: AsyncSession, actor: Actor) -> int:
    """Add the topics of articles that are not there yet; what leaders hid stays hidden."""
    known = set(await session.scalars(select(ArticleTopic.code)))
    specialities = await session.execute(select(Speciality.code, Speciality.id))
    reviewers = {code: speciality_id for code, speciality_id in specialities}  # noqa: C416
    rows = tomllib.loads(_TOPICS.read_text(encoding="utf-8"))["topics"]
    fresh = [row for row in rows if row["code"] not in known]
    for row in fresh:
        fields = {name: value for name, value in row.items() if name != "speciality"}
        speciality_id = reviewers.get(row.get("speciality"))
        await add_topic(session, actor, **fields, speciality_id=speciality_id)
    return len(fresh)


async def load_starter_articles(session: AsyncSession, actor: Actor) -> int:
    """Publish the articles that were never here; one that editors changed stays theirs.

    Each is a transaction of its own, and files are read only of those that are new.
    """
    known = set(await session.scalars(select(Article.slug)))
    if all(path.stem in known for path in LIBRARY.glob("*.md")):
        return 0
    count = 0
    for found in bundles_in(LIBRARY):
        assert isinstance(found, Bundle), found
        if found.article.slug not in known:
            article = replace(found.article, published=True)
            await bring_in(session, actor, Bundle(article, found.files), trusted=True)
            count += 1
    return count


@use_case
async def load_situations(session: AsyncSession, actor: Actor) -> int:
    """Add the situations that are not there yet; what leaders renamed stays as it is."""
    known = set(await session.scalars(select(Situation.code)))
    rows = tomllib.loads(_SITUATIONS.read_text(encoding="utf-8"))["situations"]
    fresh = [row for row in rows if row["code"] not in known]
    for row in fresh:
        await add_situation(session, actor, **(row | {"heading": Heading(row["heading"])}))
    return len(fresh)

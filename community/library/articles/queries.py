"""Reading articles: everybody reads what is published, those who write see the rest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from community.core.clock import local_now
from community.core.errors import NotFound
from community.core.paging import Page
from community.library.articles.errors import ArticleGone
from community.library.articles.kinds import Age, Stage
from community.library.articles.models import (
    Article,
    ArticleFile,
    ArticleSource,
    ArticleTopic,
    ArticleVersion,
)
from community.library.articles.rules import Manuscript, Source

PAGE_SIZE = 8  # buttons of one screen of a telephone


@dataclass(frozen=True)
class Card:
    """An article as a list shows it. `version` comes without its body."""

    article: Article
    version: ArticleVersion


@dataclass(frozen=True)
class Reading:
    """An article as it is read. `is_due`: soon to be looked at again; it is true until then."""

    article: Article
    version: ArticleVersion
    topic: ArticleTopic
    sources: Sequence[ArticleSource]
    files: Sequence[ArticleFile]  # without their content
    is_due: bool


async def topics(session: AsyncSession, *, all_of_them: bool = False) -> Sequence[ArticleTopic]:
    query = select(ArticleTopic).order_by(ArticleTopic.position, ArticleTopic.id)
    if not all_of_them:
        query = query.where(ArticleTopic.active)
    return (await session.scalars(query)).all()


async def topic(session: AsyncSession, topic_id: int) -> ArticleTopic:
    row = await session.get(ArticleTopic, topic_id)
    if row is None:
        raise NotFound(kind="topic")
    return row


async def count_by_topic(session: AsyncSession) -> Mapping[int, int]:
    """How many articles there are to read in each."""
    query = (
        select(ArticleVersion.topic_id, func.count())
        .join(Article, published_one())
        .group_by(ArticleVersion.topic_id)
    )
    return {topic_id: count for topic_id, count in await session.execute(query)}  # noqa: C416


def published_one() -> ColumnElement[bool]:
    """Joins an article to the version that people read."""
    return and_(ArticleVersion.article_id == Article.id, ArticleVersion.number == Article.published)


def newest_one() -> ColumnElement[bool]:
    return and_(ArticleVersion.article_id == Article.id, ArticleVersion.number == Article.latest)


async def shelf_of_topic(
    session: AsyncSession,
    *,
    topic_id: int | None = None,
    age: Age | None = None,
    stage: Stage | None = None,
    districts: Collection[int] | None = None,
    page: int = 0,
    size: int = PAGE_SIZE,
) -> Page[Card]:
    """What there is to read, what is of one's own district first, then the newest.

    An article for every age is for this one too. `districts`: the reader's; those of other
    districts are left out; None: all are shown.
    """
    conditions = [
        true() if topic_id is None else ArticleVersion.topic_id == topic_id,
        _for_one_of("ages", age),
        _for_one_of("stages", stage),
    ]
    place = ArticleVersion.district_id
    if districts is not None:
        conditions.append(or_(place.is_(None), place.in_(districts)))
    query = (
        select(Article, ArticleVersion)
        .join(ArticleVersion, published_one())
        .where(*conditions)
        .order_by(
            case((place.in_(districts or ()), 0), else_=1),
            Article.published_at.desc(),
            Article.id.desc(),
        )
    )
    return await page_of(session, query, page, size)


def _for_one_of(column: str, value: str | None) -> ColumnElement[bool]:
    """The column is a JSON list of few codes: looked for as text, alike on both databases."""
    if value is None:
        return true()
    listed = cast(getattr(ArticleVersion, column), String)
    return or_(listed == "[]", listed.contains(f'"{value}"'))


async def page_of(
    session: AsyncSession, query: Select[Article, ArticleVersion], number: int, size: int
) -> Page[Card]:
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    total = await session.scalar(counted) or 0
    rows = await session.execute(query.offset(max(number, 0) * size).limit(size))
    return Page([Card(article, version) for article, version in rows], total, number, size)


async def cards(
    session: AsyncSession, article_ids: Collection[int], *, with_bodies: bool = False
) -> Sequence[Card]:
    """Those of them that can be read, in this order."""
    query = select(Article, ArticleVersion).join(ArticleVersion, published_one())
    if with_bodies:
        query = query.options(undefer(ArticleVersion.body))
    rows = await session.execute(query.where(Article.id.in_(article_ids)))
    found = {article.id: Card(article, version) for article, version in rows}
    return [found[article_id] for article_id in article_ids if article_id in found]


async def read(session: AsyncSession, code: str) -> Reading:
    """Raises NotFound; ArticleGone for what was withdrawn, even a moment ago (see `farewell`)."""
    article = await session.scalar(select(Article).where(Article.code == code))
    if article is None:
        raise NotFound(kind="article")
    return await _reading(session, article)


async def read_by_id(session: AsyncSession, article_id: int) -> Reading:
    """The same, for letters that are about to be sent."""
    article = await session.get(Article, article_id)
    if article is None:
        raise NotFound(kind="article")
    return await _reading(session, article)


async def _reading(session: AsyncSession, article: Article) -> Reading:
    if article.published is None:
        raise ArticleGone if article.withdrawn_reason else NotFound(kind="article")
    version = await version_of(session, article.id, article.published)
    return Reading(
        article=article,
        version=version,
        topic=await session.get_one(ArticleTopic, version.topic_id),
        sources=await sources_of(session, version.id),
        files=await files_of(session, article.id),
        is_due=article.is_due(today(session)),
    )


async def farewell(session: AsyncSession, code: str) -> str | None:
    """Why an article is not there any more, in a leader's words to those who read it."""
    query = select(Article.withdrawn_reason).where(
        Article.code == code, Article.published.is_(None)
    )
    reason: str | None = await session.scalar(query)
    return reason


async def published_version(session: AsyncSession, article_id: int) -> ArticleVersion:
    """With its body, for other parts of the library. The caller knows that there is one."""
    article = await session.get_one(Article, article_id)
    assert article.published is not None
    return await version_of(session, article_id, article.published)


async def version_of(session: AsyncSession, article_id: int, number: int) -> ArticleVersion:
    """With its body. Raises NotFound."""
    query = (
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article_id, ArticleVersion.number == number)
        .options(undefer(ArticleVersion.body))
    )
    version: ArticleVersion | None = await session.scalar(query)
    if version is None:
        raise NotFound(kind="article")
    return version


async def sources_of(session: AsyncSession, version_id: int) -> Sequence[ArticleSource]:
    query = (
        select(ArticleSource)
        .where(ArticleSource.version_id == version_id)
        .order_by(ArticleSource.position)
    )
    return (await session.scalars(query)).all()


async def files_of(session: AsyncSession, article_id: int) -> Sequence[ArticleFile]:
    query = select(ArticleFile).where(ArticleFile.article_id == article_id).order_by(ArticleFile.id)
    return (await session.scalars(query)).all()


async def content_of(session: AsyncSession, file_id: int) -> bytes:
    """For other parts of the library."""
    content: bytes | None = await session.scalar(
        select(ArticleFile.content).where(ArticleFile.id == file_id)
    )
    if content is None:
        raise NotFound(kind="article_file")
    return content


async def file_to_read(session: AsyncSession, file_id: int) -> tuple[ArticleFile, bytes]:
    """Of an article that can be read, with its content. Raises NotFound."""
    query = (
        select(ArticleFile)
        .join(Article, Article.id == ArticleFile.article_id)
        .where(ArticleFile.id == file_id, Article.published.is_not(None))
        .options(undefer(ArticleFile.content))
    )
    found = await session.scalar(query)
    if found is None:
        raise NotFound(kind="article_file")
    return found, found.content


def manuscript_of(version: ArticleVersion, sources: Sequence[ArticleSource]) -> Manuscript:
    """A version as a form shows it to be changed."""
    return Manuscript(
        title=version.title,
        body=version.body,
        topic_id=version.topic_id,
        summary=version.summary,
        asked_as=tuple(version.asked_as),
        ages=frozenset(Age(age) for age in version.ages),
        stages=frozenset(Stage(stage) for stage in version.stages),
        district_id=version.district_id,
        sources=tuple(
            Source(source.title, source.url, source.dated, law=source.law) for source in sources
        ),
    )


def today(session: AsyncSession) -> date:
    """In the region, where it says «проверено»."""
    return local_now(session).date()

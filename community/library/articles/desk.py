"""The desk of those who write: every article with its newest text, its reviews and versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.core.paging import Page
from community.library.articles.kinds import ArticleState
from community.library.articles.models import (
    Article,
    ArticleFile,
    ArticleReview,
    ArticleSource,
    ArticleTopic,
    ArticleVersion,
)
from community.library.articles.queries import (
    Card,
    files_of,
    newest_one,
    page_of,
    sources_of,
    today,
    version_of,
)


@dataclass(frozen=True)
class Edited:
    """An article on the desk of its editors, with the newest text whatever its state."""

    article: Article
    version: ArticleVersion
    topic: ArticleTopic
    sources: Sequence[ArticleSource]
    files: Sequence[ArticleFile]
    reviews: Sequence[ArticleReview]
    versions: Sequence[ArticleVersion]  # newest first, without their bodies


@dataclass(frozen=True)
class Asked:
    """What of the desk is looked for. `found`: ids that the search knows to answer `words`."""

    state: ArticleState | None = None
    due: bool = False
    topic_id: int | None = None
    district_id: int | None = None
    words: str = ""
    found: Collection[int] = ()


async def file_to_edit(
    session: AsyncSession, actor: Actor, file_id: int
) -> tuple[ArticleFile, bytes]:
    """The same for those who write the article, published or not. Raises NotFound."""
    query = (
        select(ArticleFile).where(ArticleFile.id == file_id).options(undefer(ArticleFile.content))
    )
    found = await session.scalar(query)
    if found is None:
        raise NotFound(kind="article_file")
    await edited(session, actor, found.article_id)
    return found, found.content


async def desk(
    session: AsyncSession,
    actor: Actor,
    asked: Asked = Asked(),
    *,
    page: int = 0,
    size: int = 30,
) -> Page[Card]:
    """Every article the actor may write, with its newest version; `due`: only those to recheck."""
    reach = actor.require(Action.ARTICLE_WRITE)
    query = select(Article, ArticleVersion).join(ArticleVersion, newest_one())
    if asked.state is not None:
        query = query.where(Article.state == asked.state)
    if asked.due:
        query = query.where(Article.published.is_not(None), Article.due_on <= today(session))
    if asked.topic_id is not None:
        query = query.where(ArticleVersion.topic_id == asked.topic_id)
    if asked.district_id is not None:
        query = query.where(ArticleVersion.district_id == asked.district_id)
    if asked.words:
        title = func.lower(ArticleVersion.title).contains(asked.words.lower(), autoescape=True)
        query = query.where(or_(title, Article.id.in_(asked.found)))
    if reach.districts is not None:
        query = query.where(ArticleVersion.district_id.in_(reach.districts))
    order = (ArticleVersion.made_at.desc(), Article.id.desc())
    return await page_of(session, query.order_by(*order), page, size)


async def edited(session: AsyncSession, actor: Actor, article_id: int) -> Edited:
    """For whoever may write it or is to review it. Raises NotFound."""
    article = await session.get(Article, article_id)
    if article is None or not actor.may_at_all(Action.ARTICLE_WRITE):
        raise NotFound(kind="article")
    version = await version_of(session, article.id, article.latest)
    if not actor.may(Action.ARTICLE_WRITE, version.district_id):
        raise NotFound(kind="article")
    return Edited(
        article=article,
        version=version,
        topic=await session.get_one(ArticleTopic, version.topic_id),
        sources=await sources_of(session, version.id),
        files=await files_of(session, article.id),
        reviews=await _reviews_of(session, article.id),
        versions=await _versions_of(session, article.id),
    )


async def older(
    session: AsyncSession, actor: Actor, article_id: int, number: int
) -> tuple[ArticleVersion, Sequence[ArticleSource]]:
    """An old version as it was, for those who may write the article. Raises NotFound."""
    await edited(session, actor, article_id)
    version = await version_of(session, article_id, number)
    return version, await sources_of(session, version.id)


async def _reviews_of(session: AsyncSession, article_id: int) -> Sequence[ArticleReview]:
    query = select(ArticleReview).where(ArticleReview.article_id == article_id)
    return (await session.scalars(query.order_by(ArticleReview.id.desc()))).all()


async def _versions_of(session: AsyncSession, article_id: int) -> Sequence[ArticleVersion]:
    query = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
    return (await session.scalars(query.order_by(ArticleVersion.number.desc()))).all()

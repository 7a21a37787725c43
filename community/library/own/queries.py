"""The library's part of a person's export."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.library.articles.models import Article, ArticleReview, ArticleVersion
from community.library.articles.queries import newest_one
from community.library.reading.models import ArticleHelped, ShelvedArticle
from community.library.wanted.models import ArticleAsker, ArticleRequest


async def everything_about(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """What the acting person keeps, said, asked for, wrote and reviewed, ready for JSON."""
    me = actor.require_own(Action.OWN_EXPORT)
    queries = {**_as_reader(me), **_as_writer(me)}
    return {
        name: [dict(row) for row in (await session.execute(query)).mappings()]
        for name, query in queries.items()
    }


def _as_reader(me: int) -> dict[str, Select[*tuple[Any, ...]]]:
    kept = (
        select(Article.slug, ArticleVersion.title, ShelvedArticle.shelf, ShelvedArticle.put_at)
        .join(Article, Article.id == ShelvedArticle.article_id)
        .join(ArticleVersion, newest_one())
        .where(ShelvedArticle.person_id == me)
        .order_by(ShelvedArticle.put_at)
    )
    said = (
        select(
            Article.slug,
            ArticleVersion.title,
            ArticleHelped.number,
            ArticleHelped.helped,
            ArticleHelped.said_at,
        )
        .join(Article, Article.id == ArticleHelped.article_id)
        .join(ArticleVersion, newest_one())
        .where(ArticleHelped.person_id == me)
        .order_by(ArticleHelped.said_at)
    )
    asked = (
        select(ArticleRequest.words, ArticleRequest.state, ArticleAsker.asked_at)
        .join(ArticleAsker, ArticleAsker.request_id == ArticleRequest.id)
        .where(ArticleAsker.person_id == me)
        .order_by(ArticleAsker.asked_at)
    )
    return {"kept": kept, "helped": said, "asked_for": asked}


def _as_writer(me: int) -> dict[str, Select[*tuple[Any, ...]]]:
    wrote = (
        select(Article.slug, ArticleVersion.number, ArticleVersion.title, ArticleVersion.made_at)
        .join(Article, Article.id == ArticleVersion.article_id)
        .where(ArticleVersion.author_id == me)
        .order_by(ArticleVersion.made_at, ArticleVersion.id)
    )
    reviewed = (
        select(
            Article.slug,
            ArticleVersion.title,
            ArticleReview.verdict,
            ArticleReview.words,
            ArticleReview.at,
        )
        .join(Article, Article.id == ArticleReview.article_id)
        .join(ArticleVersion, newest_one())
        .where(ArticleReview.reviewer_id == me)
        .order_by(ArticleReview.id)
    )
    return {"written": wrote, "reviewed": reviewed}

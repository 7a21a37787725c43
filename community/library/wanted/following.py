"""Requests follow articles and people: listeners to facts, wired in `deploy.assembly`."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.library.articles.facts import ArticlePublished
from community.library.wanted.kinds import STILL_OPEN
from community.library.wanted.models import ArticleRequest
from community.library.wanted.service import answer, forget_asker
from community.membership.leaving.facts import PersonErased


async def on_published(session: AsyncSession, fact: ArticlePublished) -> None:
    """What waited for this article is answered."""
    query = (
        select(ArticleRequest)
        .where(ArticleRequest.article_id == fact.article_id, ArticleRequest.state.in_(STILL_OPEN))
        .order_by(ArticleRequest.id)
        .with_for_update(key_share=True)
    )
    for request in (await session.scalars(query)).all():
        await answer(session, request)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    await forget_asker(session, fact.person_id)

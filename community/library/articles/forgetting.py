"""Whoever is erased leaves their articles behind, without their name."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from community.library.articles.models import (
    Article,
    ArticleFile,
    ArticleReview,
    ArticleVersion,
)
from community.membership.leaving.facts import PersonErased


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """What was checked stays checked; by whom is nobody's any more."""
    for column in (
        Article.author_id,
        Article.checked_by_id,
        ArticleVersion.author_id,
        ArticleReview.reviewer_id,
        ArticleFile.added_by_id,
    ):
        await session.execute(
            update(column.class_)
            .where(column == fact.person_id)
            .values({column.key: None})
            .execution_options(synchronize_session=False)
        )

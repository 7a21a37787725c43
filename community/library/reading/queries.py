"""A reader's own shelves, and how many an article helped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotAllowed
from community.library.articles.queries import Card, cards
from community.library.reading.kinds import Shelf
from community.library.reading.models import ArticleHelped, ShelvedArticle

_SHELF_LIMIT = 200


@dataclass(frozen=True)
class Helped:
    yes: int = 0
    no: int = 0


async def shelf(session: AsyncSession, actor: Actor, which: Shelf) -> Sequence[Card]:
    """What can still be read of it, what was put there last first."""
    person_id = actor.require_own(Action.OWN_VIEW)
    query = (
        select(ShelvedArticle.article_id)
        .where(ShelvedArticle.person_id == person_id, ShelvedArticle.shelf == which)
        .order_by(ShelvedArticle.put_at.desc(), ShelvedArticle.article_id.desc())
        .limit(_SHELF_LIMIT)
    )
    return await cards(session, (await session.scalars(query)).all())


async def shelves_of(session: AsyncSession, actor: Actor, article_id: int) -> Collection[Shelf]:
    """Where the acting person keeps this article."""
    query = select(ShelvedArticle.shelf).where(
        ShelvedArticle.person_id == actor.person_id, ShelvedArticle.article_id == article_id
    )
    return frozenset(await session.scalars(query))


async def own_answer(
    session: AsyncSession, actor: Actor, article_id: int, number: int
) -> bool | None:
    """What the acting person said of this version; None: nothing yet."""
    if actor.person_id is None:
        return None
    said = await session.get(ArticleHelped, (article_id, number, actor.person_id))
    return said.helped if said else None


async def helped(
    session: AsyncSession, actor: Actor, article_ids: Collection[int]
) -> Mapping[int, Helped]:
    """Of all versions together, for those who write: numbers, never who."""
    if not actor.may_at_all(Action.ARTICLE_WRITE):
        raise NotAllowed(action=Action.ARTICLE_WRITE.value)
    yes = func.sum(case((ArticleHelped.helped, 1), else_=0))
    query = (
        select(ArticleHelped.article_id, yes, func.count() - yes)
        .where(ArticleHelped.article_id.in_(article_ids))
        .group_by(ArticleHelped.article_id)
    )
    return {article_id: Helped(yes, no) for article_id, yes, no in await session.execute(query)}

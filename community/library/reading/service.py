"""What a reader does with an article besides reading it."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.db import insert_into
from community.core.usecase import use_case
from community.library.articles.queries import read_by_id
from community.library.reading.kinds import Shelf
from community.library.reading.models import ArticleHelped, ShelvedArticle
from community.membership.leaving.facts import PersonErased


@use_case
async def put(session: AsyncSession, actor: Actor, article_id: int, shelf: Shelf) -> None:
    """Twice changes nothing. Raises NotFound, ArticleGone."""
    person_id = actor.require_own(Action.OWN_VIEW)
    await read_by_id(session, article_id)
    row = {"person_id": person_id, "article_id": article_id, "shelf": shelf}
    await session.execute(
        insert_into(session, ShelvedArticle)
        .values(**row, put_at=now(session))
        .on_conflict_do_nothing(index_elements=list(row))
    )


@use_case
async def take_off(session: AsyncSession, actor: Actor, article_id: int, shelf: Shelf) -> None:
    """Also what can no longer be read; twice changes nothing."""
    person_id = actor.require_own(Action.OWN_VIEW)
    await session.execute(
        delete(ShelvedArticle).where(
            ShelvedArticle.person_id == person_id,
            ShelvedArticle.article_id == article_id,
            ShelvedArticle.shelf == shelf,
        )
    )


@use_case
async def say_helped(session: AsyncSession, actor: Actor, article_id: int, *, helped: bool) -> None:
    """Of the version that is published now; said again, it is changed.

    Raises NotFound, ArticleGone.
    """
    person_id = actor.require_own(Action.OWN_VIEW)
    reading = await read_by_id(session, article_id)
    said = insert_into(session, ArticleHelped).values(
        article_id=article_id,
        number=reading.version.number,
        person_id=person_id,
        helped=helped,
        said_at=now(session),
    )
    await session.execute(
        said.on_conflict_do_update(
            index_elements=["article_id", "number", "person_id"],
            set_={"helped": said.excluded.helped, "said_at": said.excluded.said_at},
        )
    )


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Shelves and answers go with whose they were."""
    for table in (ShelvedArticle, ArticleHelped):
        await session.execute(delete(table).where(table.person_id == fact.person_id))

"""Reading requests: editors read what was asked and how often, nobody who did."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.core.paging import Page
from community.library.wanted.kinds import STILL_OPEN, RequestState
from community.library.wanted.models import ArticleAsker, ArticleRequest


async def listed(
    session: AsyncSession,
    actor: Actor,
    *,
    state: RequestState | None = None,
    page: int = 0,
    size: int = 30,
) -> Page[ArticleRequest]:
    """What is still open, what most asked first; or those of one state, the newest first."""
    if not actor.may(Action.ARTICLE_WRITE):
        raise NotFound(kind="article_request")
    query = select(ArticleRequest)
    if state is None:
        query = query.where(ArticleRequest.state.in_(STILL_OPEN)).order_by(
            ArticleRequest.asked.desc(), ArticleRequest.id
        )
    else:
        query = query.where(ArticleRequest.state == state).order_by(ArticleRequest.id.desc())
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    total = await session.scalar(counted) or 0
    rows = (await session.scalars(query.offset(page * size).limit(size))).all()
    return Page(rows, total, page, size)


async def request(session: AsyncSession, actor: Actor, request_id: int) -> ArticleRequest:
    """For those who write. Raises NotFound."""
    if not actor.may(Action.ARTICLE_WRITE):
        raise NotFound(kind="article_request")
    return await request_by_id(session, request_id)


async def request_by_id(session: AsyncSession, request_id: int) -> ArticleRequest:
    """For letters that are about to be sent. Raises NotFound."""
    row = await session.get(ArticleRequest, request_id)
    if row is None:
        raise NotFound(kind="article_request")
    return row


async def own(session: AsyncSession, actor: Actor, limit: int = 20) -> Sequence[ArticleRequest]:
    """What the acting person asked for, newest first."""
    person_id = actor.require_own(Action.OWN_VIEW)
    query = (
        select(ArticleRequest)
        .join(ArticleAsker, ArticleAsker.request_id == ArticleRequest.id)
        .where(ArticleAsker.person_id == person_id)
        .order_by(ArticleRequest.id.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()

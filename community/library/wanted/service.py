"""«Не нашли?»: asked for, counted, assigned, answered to everybody who asked."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import local_now, now
from community.core.db import TO_CHANGE, insert_into
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.library.articles.drafting import in_hand
from community.library.articles.queries import topic
from community.library.articles.rules import REASON_LIMIT, checked_words
from community.library.wanted import letters
from community.library.wanted.errors import ArticleRequestOver, TooManyArticleRequests
from community.library.wanted.kinds import STILL_OPEN, RequestState
from community.library.wanted.models import ArticleAsker, ArticleRequest
from community.membership.people.queries import people_who_may, people_who_may_somewhere

WORDS_LIMIT = 500
MOST_A_DAY = 5


@use_case
async def ask(
    session: AsyncSession, actor: Actor, words: str, *, topic_id: int | None = None
) -> ArticleRequest:
    """Whoever asked is told once there is an answer, and shown to nobody.

    A child's data in the words are masked by whoever calls. Raises InvalidInput, NotFound (of the
    topic), TooManyArticleRequests.
    """
    person_id = actor.require_own(Action.OWN_VIEW)
    words = checked_words("words", words, WORDS_LIMIT)
    if topic_id is not None:
        await topic(session, topic_id)
    await _require_room(session, person_id)
    request = ArticleRequest(
        words=words,
        state=RequestState.OPEN,
        topic_id=topic_id,
        asked=0,
        asked_at=now(session),
    )
    session.add(request)
    await session.flush()
    await _count_in(session, request, person_id)
    leaders = await people_who_may(session, Action.ARTICLE_PUBLISH, None)
    await enqueue_all(session, letters.asked(local_now(session).date(), leaders))
    return request


@use_case
async def join(session: AsyncSession, actor: Actor, request_id: int) -> ArticleRequest:
    """One more who wants to know; twice counts once. Raises NotFound, ArticleRequestOver."""
    person_id = actor.require_own(Action.OWN_VIEW)
    request = await _open(session, request_id)
    await _count_in(session, request, person_id)
    return request


async def _require_room(session: AsyncSession, person_id: int) -> None:
    since = now(session) - timedelta(days=1)
    lately = select(func.count()).where(
        ArticleAsker.person_id == person_id, ArticleAsker.asked_at > since
    )
    if (await session.scalar(lately) or 0) >= MOST_A_DAY:
        raise TooManyArticleRequests(limit=MOST_A_DAY)


async def _count_in(session: AsyncSession, request: ArticleRequest, person_id: int) -> None:
    added = await session.execute(
        insert_into(session, ArticleAsker)
        .values(request_id=request.id, person_id=person_id, asked_at=now(session))
        .on_conflict_do_nothing(index_elements=["request_id", "person_id"])
        .returning(ArticleAsker.person_id)
    )
    if added.first() is not None:
        request.asked += 1
        await session.flush()


@use_case
async def assign(
    session: AsyncSession, actor: Actor, request_id: int, person_id: int
) -> ArticleRequest:
    """To somebody who writes; they are told. Twice changes nothing.

    Raises NotFound, ArticleRequestOver.
    """
    request = await _in_hand(session, actor, request_id)
    if person_id not in await people_who_may_somewhere(session, Action.ARTICLE_WRITE):
        raise NotFound(kind="person")
    if request.assignee_id != person_id:
        request.assignee_id, request.state = person_id, RequestState.ASSIGNED
        _note(session, actor, "assign", request)
        await enqueue_all(session, letters.assigned(request))
    return request


@use_case
async def take(session: AsyncSession, actor: Actor, request_id: int) -> ArticleRequest:
    """Whoever writes takes it themself. Raises NotFound, ArticleRequestOver."""
    request = await _in_hand(session, actor, request_id)
    request.assignee_id, request.state = actor.person_id, RequestState.ASSIGNED
    _note(session, actor, "take", request)
    return request


@use_case
async def link(
    session: AsyncSession, actor: Actor, request_id: int, article_id: int
) -> ArticleRequest:
    """This article answers it: at once if it is published, else as soon as it is.

    Raises NotFound, ArticleRequestOver.
    """
    # The article before the request, as where it is published: neither misses the other.
    article, _ = await in_hand(session, actor, article_id)
    request = await _in_hand(session, actor, request_id)
    request.article_id = article_id
    _note(session, actor, "link", request)
    if article.is_read:
        await answer(session, request)
    return request


async def answer(session: AsyncSession, request: ArticleRequest) -> None:
    """Within a use case: everybody who asked is told once."""
    request.state, request.ended_at = RequestState.ANSWERED, now(session)
    await enqueue_all(session, letters.answered(request, await _askers(session, request.id)))


@use_case
async def merge(
    session: AsyncSession, actor: Actor, request_id: int, into_id: int
) -> ArticleRequest:
    """The same was asked before: those who asked are counted and told there.

    Returns the other one. Raises NotFound, ArticleRequestOver, InvalidInput (into itself).
    """
    if request_id == into_id:
        raise InvalidInput(field="into_id")
    # In one order, lest two who merge crosswise wait for each other.
    held = {one: await _in_hand(session, actor, one) for one in sorted((request_id, into_id))}
    request, into = held[request_id], held[into_id]
    for person_id in await _askers(session, request_id):
        await _count_in(session, into, person_id)
    await session.execute(delete(ArticleAsker).where(ArticleAsker.request_id == request_id))
    request.state, request.merged_into_id = RequestState.MERGED, into_id
    request.ended_at = now(session)
    _note(session, actor, "merge", request)
    return into


@use_case
async def decline(
    session: AsyncSession, actor: Actor, request_id: int, because: str
) -> ArticleRequest:
    """With a sentence to everybody who asked. Raises NotFound, ArticleRequestOver, InvalidInput."""
    request = await _in_hand(session, actor, request_id)
    request.declined_because = checked_words("reason", because, REASON_LIMIT)
    request.state, request.ended_at = RequestState.DECLINED, now(session)
    _note(session, actor, "decline", request)
    await enqueue_all(session, letters.declined(request, await _askers(session, request.id)))
    return request


async def _askers(session: AsyncSession, request_id: int) -> list[int]:
    query = select(ArticleAsker.person_id).where(ArticleAsker.request_id == request_id)
    return list(await session.scalars(query.order_by(ArticleAsker.person_id)))


async def _in_hand(session: AsyncSession, actor: Actor, request_id: int) -> ArticleRequest:
    """For those who write for the whole region: a request has no district."""
    if not actor.may(Action.ARTICLE_WRITE):
        raise NotFound(kind="article_request")
    return await _open(session, request_id)


async def _open(session: AsyncSession, request_id: int) -> ArticleRequest:
    request = await session.get(
        ArticleRequest, request_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if request is None:
        raise NotFound(kind="article_request")
    if request.state not in STILL_OPEN:
        raise ArticleRequestOver
    return request


def _note(session: AsyncSession, actor: Actor, action: str, request: ArticleRequest) -> None:
    record(session, actor, action, Subject("article_request", request.id))


async def forget_asker(session: AsyncSession, person_id: int) -> None:
    """Within an erasure: how many asked stays, who did goes; so do the words where nobody is left.

    The words of a request that others share stay: they are not known to be anybody's.
    """
    mine = select(ArticleAsker.request_id).where(ArticleAsker.person_id == person_id)
    alone = (
        select(ArticleAsker.request_id)
        .where(ArticleAsker.request_id.in_(mine))
        .group_by(ArticleAsker.request_id)
        .having(func.count() == 1)
    )
    await session.execute(
        update(ArticleRequest)
        .where(ArticleRequest.id.in_((await session.scalars(alone)).all()))
        .values(words="—")
        .execution_options(synchronize_session=False)
    )
    await session.execute(delete(ArticleAsker).where(ArticleAsker.person_id == person_id))
    await session.execute(
        update(ArticleRequest)
        .where(ArticleRequest.assignee_id == person_id, ArticleRequest.state.in_(STILL_OPEN))
        .values(assignee_id=None, state=RequestState.OPEN)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(ArticleRequest)
        .where(ArticleRequest.assignee_id == person_id)
        .values(assignee_id=None)
        .execution_options(synchronize_session=False)
    )

"""What people read: published, withdrawn, and looked at again in time."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, system_actor
from community.core.clock import now
from community.core.errors import NotAllowed, NotFound
from community.core.facts import publish as tell
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.library.articles import letters
from community.library.articles.drafting import in_hand, note_act
from community.library.articles.errors import NotReviewed
from community.library.articles.facts import ArticlePublished, ArticleWithdrawn
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article, ArticleVersion
from community.library.articles.queries import (
    published_version,
    sources_of,
    today,
    topic,
)
from community.library.articles.reviewing import require_seen, who_reviews
from community.library.articles.rules import (
    REASON_LIMIT,
    checked_words,
    due_after,
    require_source,
)
from community.membership.people.queries import people_who_may

_AT_ONCE = 100


@use_case
async def publish(
    session: AsyncSession, actor: Actor, article_id: int, *, seen: int | None = None
) -> Article:
    """From now on people read and find the newest version. Twice changes nothing.

    Raises NotFound, NotAllowed, NotReviewed, SourceMissing; Conflict as `approve` does.
    """
    actor.require(Action.ARTICLE_PUBLISH)
    article, version = await in_hand(session, actor, article_id)
    require_seen(article, seen)
    if article.state is ArticleState.PUBLISHED:
        return article
    if article.state is not ArticleState.REVIEWED:
        raise NotReviewed
    assert article.checked_on is not None
    await _publish(session, actor, article, version, article.checked_on)
    await enqueue_all(session, letters.published(article, version))
    return article


@use_case
async def publish_as_checked(
    session: AsyncSession, actor: Actor, article_id: int, checked_on: date
) -> Article:
    """What was written elsewhere, on that day: articles that the software brings along.

    Nobody of this club has checked it, so it is due at once, and says so to its readers. For the
    club itself alone. Raises NotAllowed, NotFound, SourceMissing.
    """
    if not actor.system:
        raise NotAllowed(action=Action.ARTICLE_PUBLISH.value)
    article, version = await in_hand(session, actor, article_id)
    article.checked_by_id = None
    await _publish(session, actor, article, version, checked_on)
    # Seen among what is due; ten letters about ten articles would tell nobody more.
    article.due_on, article.due_told_at = checked_on, now(session)
    return article


async def _publish(
    session: AsyncSession,
    actor: Actor,
    article: Article,
    version: ArticleVersion,
    checked_on: date,
) -> None:
    field = await topic(session, version.topic_id)
    sources = await sources_of(session, version.id)
    require_source(sources, law=field.law)
    article.state, article.published = ArticleState.PUBLISHED, article.latest
    article.published_at, article.withdrawn_reason = now(session), None
    article.checked_on, article.due_told_at = checked_on, None
    article.due_on = due_after(checked_on, sources, law=field.law)
    note_act(session, actor, "publish", article)
    await tell(session, ArticlePublished(article.id))


@use_case
async def withdraw(session: AsyncSession, actor: Actor, article_id: int, reason: str) -> Article:
    """Nobody finds it any more, and whoever opens it reads why. Twice changes nothing.

    Its text stays with its editors, and may come back. Raises NotFound, NotAllowed, InvalidInput.
    """
    actor.require(Action.ARTICLE_PUBLISH)
    article, _ = await in_hand(session, actor, article_id)
    if article.published is None:
        return article
    article.withdrawn_reason = checked_words("reason", reason, REASON_LIMIT)
    article.published = None
    if article.state is ArticleState.PUBLISHED:
        article.state = ArticleState.WITHDRAWN
    note_act(session, actor, "withdraw", article)
    await tell(session, ArticleWithdrawn(article.id))
    return article


@use_case
async def tell_of_due(session: AsyncSession) -> int:
    """Those who know the field and those who publish hear once what is to be looked at again.

    Returns how many articles there were.
    """
    query = (
        select(Article)
        .where(
            Article.published.is_not(None),
            Article.due_on <= today(session),
            Article.due_told_at.is_(None),
        )
        .order_by(Article.due_on, Article.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = (await session.scalars(query)).all()
    leaders = await people_who_may(session, Action.ARTICLE_PUBLISH, None)
    for article in due:
        article.due_told_at = now(session)
        version = await published_version(session, article.id)
        people = {*await who_reviews(session, version), *leaders}
        await enqueue_all(session, letters.due(article, sorted(people)))
        note_act(session, system_actor(), "due", article)
    return len(due)


@use_case
async def note_opened(session: AsyncSession, article_id: int) -> None:
    """One more reading, nobody's. Raises NotFound."""
    counted = (
        update(Article)
        .where(Article.id == article_id)
        .values(opened=Article.opened + 1)
        .returning(Article.id)
        .execution_options(synchronize_session=False)
    )
    if await session.scalar(counted) is None:
        raise NotFound(kind="article")

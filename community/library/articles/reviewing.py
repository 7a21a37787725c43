"""A specialist of the field looks at what is to be published, and again when time has passed."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import Conflict, NotAllowed
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.library.articles import letters
from community.library.articles.drafting import in_hand, note_act
from community.library.articles.errors import NotInReview, OwnArticle
from community.library.articles.kinds import ArticleState, Verdict
from community.library.articles.models import Article, ArticleReview, ArticleTopic, ArticleVersion
from community.library.articles.queries import Card, newest_one, sources_of, today, topic
from community.library.articles.rules import REVIEW_LIMIT, checked_words, due_after
from community.membership.people.queries import people_who_may


@use_case
async def send_to_review(session: AsyncSession, actor: Actor, article_id: int) -> Article:
    """Those who know the field are told. Twice changes nothing. Raises NotFound, NotInReview."""
    article, version = await in_hand(session, actor, article_id)
    if article.state in (ArticleState.IN_REVIEW, ArticleState.REVIEWED):
        return article
    if article.state is not ArticleState.DRAFT:
        raise NotInReview
    article.state = ArticleState.IN_REVIEW
    note_act(session, actor, "send_to_review", article)
    reviewers = await who_reviews(session, version)
    await enqueue_all(session, letters.to_review(article, reviewers))
    return article


@use_case
async def approve(
    session: AsyncSession,
    actor: Actor,
    article_id: int,
    words: str | None = None,
    *,
    seen: int | None = None,
) -> Article:
    """Checked on this day; leaders of the region may publish it now.

    `seen`: the number of the version that was read, where whoever approves may look at a page for
    long. Raises NotFound, NotInReview, NotAllowed, OwnArticle, InvalidInput; Conflict for another
    version than the one seen.
    """
    article, _ = await _under_review(session, actor, article_id)
    require_seen(article, seen)
    _write_down(session, actor, article, Verdict.APPROVED, words)
    article.state = ArticleState.REVIEWED
    article.checked_by_id, article.checked_on = actor.person_id, today(session)
    note_act(session, actor, "approve", article)
    leaders = await people_who_may(session, Action.ARTICLE_PUBLISH, None)
    await enqueue_all(session, letters.to_publish(article, leaders))
    return article


@use_case
async def give_back(
    session: AsyncSession, actor: Actor, article_id: int, words: str, *, seen: int | None = None
) -> Article:
    """To its author, with what is to be changed. Raises as `approve` does."""
    article, version = await _under_review(session, actor, article_id)
    require_seen(article, seen)
    _write_down(session, actor, article, Verdict.RETURNED, words)
    article.state = ArticleState.DRAFT
    note_act(session, actor, "give_back", article)
    await enqueue_all(session, letters.returned(article, version))
    return article


@use_case
async def confirm(session: AsyncSession, actor: Actor, article_id: int) -> Article:
    """Nothing has changed since: the published text is checked anew on this day.

    Raises NotFound, NotInReview (it is not published, or a newer text is under way), NotAllowed.
    """
    article, version = await in_hand(session, actor, article_id)
    if article.state is not ArticleState.PUBLISHED:
        raise NotInReview
    field = await topic(session, version.topic_id)
    if not await reviews(session, actor, field):
        raise NotAllowed(action="article.review")
    article.checked_on, article.checked_by_id = today(session), actor.person_id
    sources = await sources_of(session, version.id)
    article.due_on = due_after(article.checked_on, sources, law=field.law)
    article.due_told_at = None
    note_act(session, actor, "confirm", article)
    return article


async def waiting_for(session: AsyncSession, actor: Actor) -> list[Card]:
    """What the actor may review now, the oldest first."""
    fields = await _fields_of(session, actor)
    query = (
        select(Article, ArticleVersion)
        .join(ArticleVersion, newest_one())
        .join(ArticleTopic, ArticleTopic.id == ArticleVersion.topic_id)
        .where(
            Article.state == ArticleState.IN_REVIEW,
            or_(
                ArticleTopic.speciality_id.in_(fields),
                ArticleTopic.speciality_id.is_(None) & actor.may_at_all(Action.ARTICLE_PUBLISH),
            ),
            ArticleVersion.author_id.is_distinct_from(actor.person_id),
            Article.author_id.is_distinct_from(actor.person_id),
        )
        .order_by(ArticleVersion.made_at, Article.id)
    )
    return [Card(article, version) for article, version in await session.execute(query)]


async def reviews(session: AsyncSession, actor: Actor, field: ArticleTopic) -> bool:
    """Whether the actor knows the field; without a speciality of its own, a leader does."""
    if field.speciality_id is None:
        return actor.may_at_all(Action.ARTICLE_PUBLISH)
    return field.speciality_id in await _fields_of(session, actor)


async def _fields_of(session: AsyncSession, actor: Actor) -> Collection[int]:
    me = await specialists.own(session, actor)
    if me is None or me.state not in (SpecialistState.ACTIVE, SpecialistState.PAUSED):
        return ()
    known = await specialists.specialities_of(session, [me.id])
    return [speciality.id for speciality in known.get(me.id, ())]


async def who_reviews(session: AsyncSession, version: ArticleVersion) -> Collection[int]:
    """Ids of the people who may, its author left out; leaders where there is nobody."""
    field = await topic(session, version.topic_id)
    found: Collection[int | None] = []
    if field.speciality_id is not None:
        able = await specialists.who_helps(session, field.speciality_id)
        found = [specialist.person_id for specialist in able]
    others = [one for one in found if one is not None and one != version.author_id]
    return others or await people_who_may(session, Action.ARTICLE_PUBLISH, None)


async def _under_review(
    session: AsyncSession, actor: Actor, article_id: int
) -> tuple[Article, ArticleVersion]:
    article, version = await in_hand(session, actor, article_id)
    if article.state is not ArticleState.IN_REVIEW:
        raise NotInReview
    if not await reviews(session, actor, await topic(session, version.topic_id)):
        raise NotAllowed(action="article.review")
    if actor.person_id is not None and actor.person_id in (version.author_id, article.author_id):
        raise OwnArticle
    return article, version


def require_seen(article: Article, seen: int | None) -> None:
    """Raises Conflict where the text is not the one that was read any more."""
    if seen is not None and article.latest != seen:
        raise Conflict


def _write_down(
    session: AsyncSession, actor: Actor, article: Article, verdict: Verdict, words: str | None
) -> None:
    if verdict is Verdict.RETURNED or (words and words.strip()):
        words = checked_words("words", words or "", REVIEW_LIMIT)
    session.add(
        ArticleReview(
            article_id=article.id,
            number=article.latest,
            reviewer_id=actor.person_id,
            verdict=verdict,
            words=words or None,
            at=now(session),
        )
    )

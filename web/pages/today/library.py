"""What waits of articles: for those who review them, and for those who publish."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.library.articles.desk import Asked, desk
from community.library.articles.kinds import ArticleState
from community.library.articles.queries import topics
from community.library.articles.reviewing import waiting_for
from community.library.wanted.queries import listed

_SHOWN = 5


async def articles_waiting(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """Nothing for whoever has no part in it, or whom nothing waits for."""
    if not actor.may_at_all(Action.ARTICLE_WRITE):
        return {}
    to_review = await waiting_for(session, actor)
    publishes = actor.may_at_all(Action.ARTICLE_PUBLISH)
    if not (to_review or publishes):
        return {}
    values: dict[str, Any] = {
        "to_review": to_review[:_SHOWN],
        "article_topics": {one.id: one for one in await topics(session, all_of_them=True)},
    }
    if publishes:
        reviewed = Asked(state=ArticleState.REVIEWED)
        values["to_publish"] = (await desk(session, actor, reviewed, size=_SHOWN)).rows
        values["due_articles"] = (await desk(session, actor, Asked(due=True), size=1)).total
        values["wanted_articles"] = (await listed(session, actor, size=1)).total
    return values

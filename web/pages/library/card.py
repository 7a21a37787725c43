"""One article: what it says, where it stands, and what can be done with it next."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import DomainError
from community.library.articles.desk import Edited, edited
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article
from community.library.articles.queries import today
from community.library.articles.reviewing import reviews
from community.library.reading.queries import Helped, helped
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.context import WebContext
from web.pages.library.article_form import pages_of
from web.view.forms import Filled

router = APIRouter(prefix="/library")


@dataclass(frozen=True)
class Steps:
    """What this reader may do with it now."""

    send_to_review: bool
    review: bool
    publish: bool
    withdraw: bool
    confirm: bool


@router.get("/{article_id}")
async def show_card(visit: SignedIn, article_id: int) -> Response:
    return await show(visit, article_id)


async def show(
    visit: Visit, article_id: int, error: DomainError | None = None, form: Filled | None = None
) -> Response:
    async with visit.read() as session:
        found = await edited(session, visit.actor, article_id)
        values = await _beside(session, visit, found)
    return visit.show(
        "library/card.html",
        409 if error else 200,
        found=found,
        article=found.article,
        version=found.version,
        pages=pages_of(found.version.body),
        link=article_link(visit.context, found.article),
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _beside(session: AsyncSession, visit: Visit, found: Edited) -> dict[str, Any]:
    people = {
        found.article.author_id,
        found.article.checked_by_id,
        *(review.reviewer_id for review in found.reviews),
        *(version.author_id for version in found.versions),
    }
    article_id = found.article.id
    return {
        "steps": await _steps(session, visit, found),
        "places": {place.id: place for place in await all_districts(session)},
        "names": await given_names(session, people),
        "helped": (await helped(session, visit.actor, [article_id])).get(article_id, Helped()),
        "today": today(session),
    }


async def _steps(session: AsyncSession, visit: Visit, found: Edited) -> Steps:
    article, me = found.article, visit.actor.person_id
    knows_the_field = await reviews(session, visit.actor, found.topic)
    own = me is not None and me in (article.author_id, found.version.author_id)
    publishes = visit.may(Action.ARTICLE_PUBLISH)
    return Steps(
        send_to_review=article.state is ArticleState.DRAFT,
        review=article.state is ArticleState.IN_REVIEW and knows_the_field and not own,
        publish=article.state is ArticleState.REVIEWED and publishes,
        withdraw=article.is_read and publishes,
        confirm=article.state is ArticleState.PUBLISHED and knows_the_field,
    )


def article_link(context: WebContext, article: Article) -> str:
    """Opens the article in the bot."""
    return f"{context.bot_link}{context.bot_username}?start=art_{article.code}"

"""What is done with an article: reviewed, published, withdrawn, confirmed."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Actor
from community.core.errors import DomainError, NotAllowed, NotFound
from community.library.articles import service
from community.library.articles.models import Article
from community.library.articles.rules import REASON_LIMIT, REVIEW_LIMIT
from web.auth.visit import SignedIn, Visit
from web.pages.library.card import show
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/library/{article_id}")
Step = Callable[[AsyncSession, Actor], Awaitable[Article]]


@router.post("/to-review")
async def send_to_review(visit: SignedIn, article_id: int) -> Response:
    async def step(session: AsyncSession, actor: Actor) -> Article:
        return await service.send_to_review(session, actor, article_id)

    return await _take(visit, article_id, step, "article_to_review")


@router.post("/approve")
async def approve(visit: SignedIn, article_id: int) -> Response:
    form = await visit.form()

    async def step(session: AsyncSession, actor: Actor) -> Article:
        words = form.text("words", REVIEW_LIMIT) or None
        return await service.approve(session, actor, article_id, words, seen=_seen(form))

    return await _take(visit, article_id, step, "article_approved", form)


@router.post("/give-back")
async def give_back(visit: SignedIn, article_id: int) -> Response:
    form = await visit.form()

    async def step(session: AsyncSession, actor: Actor) -> Article:
        words = form.text("words", REVIEW_LIMIT)
        return await service.give_back(session, actor, article_id, words, seen=_seen(form))

    return await _take(visit, article_id, step, "article_given_back", form)


@router.post("/publish")
async def publish(visit: SignedIn, article_id: int) -> Response:
    form = await visit.form()

    async def step(session: AsyncSession, actor: Actor) -> Article:
        return await service.publish(session, actor, article_id, seen=_seen(form))

    return await _take(visit, article_id, step, "article_published")


@router.post("/withdraw")
async def withdraw(visit: SignedIn, article_id: int) -> Response:
    form = await visit.form()

    async def step(session: AsyncSession, actor: Actor) -> Article:
        reason = form.text("reason", REASON_LIMIT)
        return await service.withdraw(session, actor, article_id, reason)

    return await _take(visit, article_id, step, "article_withdrawn", form)


@router.post("/confirm")
async def confirm(visit: SignedIn, article_id: int) -> Response:
    async def step(session: AsyncSession, actor: Actor) -> Article:
        return await service.confirm(session, actor, article_id)

    return await _take(visit, article_id, step, "article_confirmed")


def _seen(form: Filled) -> int | None:
    """The version that stood on the page: nobody agrees to a text they have not read."""
    return number_in(form.values.get("seen", ""))


async def _take(
    visit: Visit, article_id: int, step: Step, notice: str, form: Filled | None = None
) -> Response:
    """Or the card again, with what stands in the way and what was typed."""
    try:
        async with visit.write() as session:
            await step(session, visit.actor)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await show(visit, article_id, error, form)
    return visit.go(f"/library/{article_id}", notice)

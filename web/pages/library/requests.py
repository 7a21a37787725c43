"""Questions that no article answers: what was asked and how often, never by whom."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action, Actor
from community.core.errors import DomainError, InvalidInput, NotFound
from community.library.articles.desk import desk
from community.library.articles.queries import topics
from community.library.articles.rules import REASON_LIMIT
from community.library.wanted import queries, service
from community.library.wanted.kinds import RequestState
from community.library.wanted.models import ArticleRequest
from community.membership.people.queries import given_names, people_who_may_somewhere
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/library/requests")
_CHOICES = 200
Step = Callable[[AsyncSession, Actor, int, Filled], Awaitable[ArticleRequest]]


class Asked(BaseModel):
    """What an address brings: anything may stand there."""

    state: str = ""
    page: str = ""


@router.get("")
async def list_requests(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    state = next((one for one in RequestState if one == asked.state), None)
    number = number_in(asked.page) or 1
    async with visit.read() as session:
        page = await queries.listed(session, visit.actor, state=state, page=number - 1)
        names = await given_names(session, {one.assignee_id for one in page.rows})
        known = await topics(session, all_of_them=True)
    return visit.show(
        "library/requests.html",
        page=replace(page, number=number),
        state=state,
        names=names,
        topics={one.id: one for one in known},
    )


@router.get("/{wanted_id}")
async def show_request(visit: SignedIn, wanted_id: int) -> Response:
    return await _show(visit, wanted_id)


async def _show(
    visit: Visit, wanted_id: int, error: DomainError | None = None, form: Filled | None = None
) -> Response:
    async with visit.read() as session:
        request = await queries.request(session, visit.actor, wanted_id)
        values = await _beside(session, visit)
    return visit.show(
        "library/request.html",
        409 if error else 200,
        wanted=request,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _beside(session: AsyncSession, visit: Visit) -> dict[str, Any]:
    """Who could write, which articles could answer, which questions could be the same."""
    writers = await people_who_may_somewhere(session, Action.ARTICLE_WRITE)
    return {
        "writers": await given_names(session, writers),
        "articles": (await desk(session, visit.actor, size=_CHOICES)).rows,
        "open_ones": (await queries.listed(session, visit.actor, size=_CHOICES)).rows,
        "topics": {one.id: one for one in await topics(session, all_of_them=True)},
    }


@router.post("/{wanted_id}/take")
async def take(visit: SignedIn, wanted_id: int) -> Response:
    return await _take(visit, wanted_id, _taken, "wanted_taken")


@router.post("/{wanted_id}/assign")
async def assign(visit: SignedIn, wanted_id: int) -> Response:
    return await _take(visit, wanted_id, _assigned, "wanted_assigned")


@router.post("/{wanted_id}/link")
async def link(visit: SignedIn, wanted_id: int) -> Response:
    return await _take(visit, wanted_id, _linked, "wanted_linked")


@router.post("/{wanted_id}/merge")
async def merge(visit: SignedIn, wanted_id: int) -> Response:
    return await _take(visit, wanted_id, _merged, "wanted_merged")


@router.post("/{wanted_id}/decline")
async def decline(visit: SignedIn, wanted_id: int) -> Response:
    return await _take(visit, wanted_id, _declined, "wanted_declined")


async def _taken(session: AsyncSession, actor: Actor, number: int, _form: Filled) -> ArticleRequest:
    return await service.take(session, actor, number)


async def _assigned(
    session: AsyncSession, actor: Actor, number: int, form: Filled
) -> ArticleRequest:
    return await service.assign(session, actor, number, _chosen(form, "writer_id"))


async def _linked(session: AsyncSession, actor: Actor, number: int, form: Filled) -> ArticleRequest:
    return await service.link(session, actor, number, _chosen(form, "article_id"))


async def _merged(session: AsyncSession, actor: Actor, number: int, form: Filled) -> ArticleRequest:
    return await service.merge(session, actor, number, _chosen(form, "into_id"))


async def _declined(
    session: AsyncSession, actor: Actor, number: int, form: Filled
) -> ArticleRequest:
    because = form.text("reason", REASON_LIMIT)
    return await service.decline(session, actor, number, because)


def _chosen(form: Filled, name: str) -> int:
    number = number_in(form.values.get(name, ""))
    if number is None:
        raise InvalidInput(field=name)
    return number


async def _take(visit: Visit, wanted_id: int, step: Step, notice: str) -> Response:
    """Or the question again, with what stands in the way and what was typed."""
    form = await visit.form()
    async with visit.read() as session:
        await queries.request(session, visit.actor, wanted_id)
    try:
        async with visit.write() as session:
            await step(session, visit.actor, wanted_id, form)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, wanted_id, error, form)
    return visit.go(f"/library/requests/{wanted_id}", notice)

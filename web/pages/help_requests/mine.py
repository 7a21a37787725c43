"""A specialist's own requests: what is offered or in hand, in the parent's words, by alias."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.requests import queries
from community.consultations.requests import service as requests
from community.consultations.requests.closing import SAID_BY_SPECIALIST
from community.consultations.requests.errors import RequestClosed, RequestTaken
from community.consultations.requests.kinds import RequestOutcome
from community.consultations.requests.queries import Offered
from community.core.actor import Action
from community.core.clock import now
from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from web import errors
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/help-requests")
Act = Callable[[AsyncSession, Filled], Awaitable[Any]]


@router.get("/mine")
async def list_own(visit: SignedIn) -> Response:
    return await _list(visit)


@router.get("/mine/{request_id}")
async def show_own(visit: SignedIn, request_id: int) -> Response:
    return await _show(visit, request_id)


@router.post("/mine/{request_id}/accept")
async def accept(visit: SignedIn, request_id: int) -> Response:
    async def act(session: AsyncSession, _: Filled) -> None:
        await requests.accept(session, visit.actor, request_id)

    return await _do(visit, request_id, act, "request_accepted")


@router.post("/mine/{request_id}/decline")
async def decline(visit: SignedIn, request_id: int) -> Response:
    async def act(session: AsyncSession, _: Filled) -> None:
        await requests.decline(session, visit.actor, request_id)

    return await _do(visit, request_id, act, "request_declined", gone=True)


@router.post("/mine/{request_id}/hand-on")
async def hand_on(visit: SignedIn, request_id: int) -> Response:
    async def act(session: AsyncSession, _: Filled) -> None:
        await requests.hand_on(session, visit.actor, request_id)

    return await _do(visit, request_id, act, "request_handed_on", gone=True)


@router.post("/mine/{request_id}/outcome")
async def close(visit: SignedIn, request_id: int) -> Response:
    async def act(session: AsyncSession, form: Filled) -> None:
        outcome = form.choice("outcome", RequestOutcome)
        await requests.close(session, visit.actor, request_id, outcome)

    return await _do(visit, request_id, act, "request_closed", gone=True)


async def _do(
    visit: Visit, request_id: int, act: Act, notice: str, *, gone: bool = False
) -> Response:
    """`gone`: it is not in their hands any more, so on to the list."""
    visit.actor.require(Action.HELP_TAKE)
    form = await visit.form()
    try:
        async with visit.write() as session:
            await act(session, form)
    except (NotFound, NotAllowed):
        raise
    except (RequestTaken, RequestClosed) as error:
        return await _gone(visit, request_id, error)
    except DomainError as error:
        return await _show(visit, request_id, form, error)
    return visit.go("/help-requests/mine" if gone else f"/help-requests/mine/{request_id}", notice)


async def _gone(visit: Visit, request_id: int, error: DomainError) -> Response:
    """Told to whoever was once asked; for all others there is no such request."""
    async with visit.read() as session:
        await queries.own_answer(session, visit.actor, request_id)
    return await _list(visit, errors.sentence(error, visit.texts))


async def _list(visit: Visit, mistake: str = "") -> Response:
    visit.actor.require(Action.HELP_TAKE)
    async with visit.read() as session:
        found = await _in_hand(session, visit)
        moment = now(session)
    return visit.show(
        "help_requests/mine.html", 409 if mistake else 200, found=found, now=moment, mistake=mistake
    )


async def _in_hand(session: AsyncSession, visit: Visit) -> list[Offered]:
    return [
        await queries.offered(session, visit.actor, one.id)
        for one in await queries.in_hand_of(session, visit.actor)
    ]


async def _show(
    visit: Visit, request_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    visit.actor.require(Action.HELP_TAKE)
    async with visit.read() as session:
        offered = await queries.offered(session, visit.actor, request_id)
        moment = now(session)
    return visit.show(
        "help_requests/own.html",
        422 if isinstance(error, InvalidInput) else 409 if error else 200,
        one=offered,
        outcomes=SAID_BY_SPECIALIST,
        now=moment,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
    )

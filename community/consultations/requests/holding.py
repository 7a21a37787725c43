"""A request in hand: locked, whose it is, and as the log names it."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests.errors import RequestClosed, RequestTaken
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import TO_CHANGE
from community.core.errors import NotFound


async def locked(session: AsyncSession, request_id: int) -> HelpRequest:
    """As it is at this moment; whoever else wants to change it waits. Raises NotFound."""
    request = await session.get(
        HelpRequest, request_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if request is None:
        raise NotFound(kind="request")
    return request


async def own(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """One's own request. Raises NotFound for everybody else."""
    request = await locked(session, request_id)
    if actor.person_id is None or request.person_id != actor.person_id:
        raise NotFound(kind="request")
    return request


async def in_specialists_hand(
    session: AsyncSession, actor: Actor, request_id: int
) -> tuple[HelpRequest, Specialist]:
    """What is offered to the acting specialist, or was taken by them.

    Raises NotFound for whoever is no specialist, RequestClosed, and RequestTaken where it has
    gone to somebody else meanwhile.
    """
    mine = await specialists.own(session, actor)
    if mine is None:
        raise NotFound(kind="request")
    request = await locked(session, request_id)
    if request.state is RequestState.CLOSED:
        raise RequestClosed
    if request.specialist_id != mine.id:
        raise RequestTaken
    return request, mine


async def routed(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """For a leader whose right reaches there. Raises NotAllowed, NotFound, RequestClosed."""
    reach = actor.require(Action.HELP_ROUTE)
    request = await locked(session, request_id)
    if not reach.covers(request.district_id):
        raise NotFound(kind="request")
    if request.state is RequestState.CLOSED:
        raise RequestClosed
    return request


def note(
    session: AsyncSession, actor: Actor, action: str, request: HelpRequest, **facts: Any
) -> None:
    subject = Subject(
        "help_request", request.id, person_id=request.person_id, district_id=request.district_id
    )
    record(session, actor, action, subject, **facts)

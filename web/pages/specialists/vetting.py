"""From a candidate to one who takes requests; pauses, trainings, leaving (feature 39, CL-T1.2)."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.booking.queries import groups_of, of_specialist
from community.consultations.requests.listing import loads_of
from community.consultations.specialists import queries
from community.consultations.specialists import service as specialists
from community.core.clock import now
from community.core.errors import DomainError, NotAllowed, NotFound
from web.auth.visit import SignedIn, Visit
from web.pages.specialists.card import is_self, may_change, require_change, show
from web.view.forms import Filled

router = APIRouter(prefix="/specialists/{specialist_id}")
Step = Callable[[AsyncSession, Filled], Awaitable[Any]]


@router.post("/documents")
async def note_documents(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, _: Filled) -> None:
        await specialists.note_documents(session, visit.actor, specialist_id)

    return await _do(visit, specialist_id, step, "documents_noted")


@router.post("/interview")
async def note_interview(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, _: Filled) -> None:
        await specialists.note_interview(session, visit.actor, specialist_id)

    return await _do(visit, specialist_id, step, "interview_noted")


@router.post("/activate")
async def activate(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, form: Filled) -> None:
        day = form.day_or_none("recheck_on")
        await specialists.activate(session, visit.actor, specialist_id, day)

    return await _do(visit, specialist_id, step, "specialist_active")


@router.post("/pause")
async def pause(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, form: Filled) -> None:
        day = form.day_or_none("until")
        await specialists.pause(session, visit.actor, specialist_id, day)

    return await _do(visit, specialist_id, step, "specialist_paused")


@router.post("/resume")
async def resume(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, _: Filled) -> None:
        await specialists.resume(session, visit.actor, specialist_id)

    return await _do(visit, specialist_id, step, "specialist_active")


@router.post("/trainings")
async def add_training(visit: SignedIn, specialist_id: int) -> Response:
    async def step(session: AsyncSession, form: Filled) -> None:
        await specialists.add_training(
            session,
            visit.actor,
            specialist_id,
            title=form.words("title", 300),
            hours=form.whole("hours", "1–2000"),
            held_on=form.day("held_on"),
        )

    return await _do(visit, specialist_id, step, "training_noted")


async def _do(visit: Visit, specialist_id: int, step: Step, notice: str) -> Response:
    """One step with one form; whatever is wrong is said on the card."""
    await require_change(visit, specialist_id)
    form = await visit.form()
    try:
        async with visit.write() as session:
            await step(session, form)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await show(visit, specialist_id, form, error)
    return visit.go(f"/specialists/{specialist_id}", notice)


@router.get("/leave")
async def confirm_leaving(visit: SignedIn, specialist_id: int) -> Response:
    """What follows is said before: who will be passed on, what is called off."""
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
        if not may_change(visit, card.specialist):
            raise NotFound(kind="specialist")
        moment = now(session)
        booked = await of_specialist(session, specialist_id)
        groups = await groups_of(session, specialist_id)
        load = (await loads_of(session, visit.actor, [specialist_id])).get(specialist_id, 0)
    return visit.show(
        "specialists/leave.html",
        specialist=card.specialist,
        load=load,
        booked=sum(one.starts_at > moment for one in booked),
        groups=sum(one.starts_at > moment and one.ended_at is None for one in groups),
        is_self=is_self(visit, card.specialist),
    )


@router.post("/leave")
async def leave(visit: SignedIn, specialist_id: int) -> Response:
    async with visit.write() as session:
        await specialists.leave(session, visit.actor, specialist_id)
    return visit.go(f"/specialists/{specialist_id}", "specialist_left")

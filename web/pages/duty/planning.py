"""Writing somebody into half a day, and taking them out again."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from community.core.options import load_options
from community.duty import roster
from community.duty.errors import DutyOver
from community.duty.planning import candidates
from community.duty.queries import Slot
from community.duty.serving import Turn, require_not_over
from web.auth.visit import SignedIn, Visit
from web.pages.duty.cleared import Cleared
from web.pages.duty.looking import (
    first_day_of,
    place_of,
    present,
    roster_address,
    slot_at,
    turn_in,
)
from web.view.forms import Filled

router = APIRouter(prefix="/duty")


@router.get("/plan")
async def ask_for_plan(visit: SignedIn, request: Request) -> Response:
    turn = turn_in(request.query_params, "district")
    async with visit.read() as session:
        await place_of(session, visit.actor, turn)
        slot = await slot_at(session, visit.actor, turn)
    return await _show(visit, turn, Filled(_standing(slot)))


@router.post("/plan")
async def plan(visit: SignedIn) -> Response:
    form = await visit.form()
    turn = turn_in(form.values, "district_id")
    try:
        async with visit.write() as session:
            await place_of(session, visit.actor, turn)
            person_id, substitute_id = form.whole("person"), form.whole_or_none("substitute")
            await roster.plan(session, visit.actor, turn, person_id, substitute_id)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, turn, form, error)
    return visit.go(await _page_of(visit, turn), "duty_planned")


@router.post("/clear")
async def clear(visit: SignedIn) -> Response:
    """Only those whom the page showed: a second tap takes out nobody else."""
    form = await visit.form()
    turn, cleared = turn_in(form.values, "district_id"), ""
    shown = {name: form.text(name) for name in ("person", "substitute")}
    async with visit.write() as session:
        await place_of(session, visit.actor, turn)
        slot = await slot_at(session, visit.actor, turn)
        if slot is not None and shown == _standing(slot):
            cleared = Cleared.of(slot).written()
            await roster.clear(session, visit.actor, slot.duty.id)
    return visit.go(await _page_of(visit, turn, cleared=cleared))


def _standing(slot: Slot | None) -> dict[str, str]:
    if slot is None:
        return {}
    return {
        "person": str(slot.duty.person_id),
        "substitute": str(slot.duty.substitute_id or ""),
    }


async def _page_of(visit: Visit, turn: Turn, **more: str) -> str:
    async with visit.read() as session:
        today, _ = present(session)
    return roster_address(turn.district_id, first_day_of(turn.day, today), **more)


async def _show(
    visit: Visit, turn: Turn, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.write() as session:
        people = await candidates(session, visit.actor, turn)
    async with visit.read() as session:
        place = await place_of(session, visit.actor, turn)
        slot = await slot_at(session, visit.actor, turn)
        limit = (await load_options(session)).duty_nights_a_week
        is_over = await _is_over(session, turn)
    return visit.show(
        "duty/plan.html",
        422 if isinstance(error, InvalidInput) else 409 if error else 200,
        turn=turn,
        place=place,
        people=people,
        slot=slot,
        limit=limit,
        is_over=is_over,
        back=await _page_of(visit, turn),
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


async def _is_over(session: AsyncSession, turn: Turn) -> bool:
    try:
        await require_not_over(session, turn)
    except DutyOver:
        return True
    return False

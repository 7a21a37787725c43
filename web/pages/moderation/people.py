"""Who is under a sanction now. People stand as numbers, as in the log."""

from collections import Counter

from fastapi import APIRouter
from starlette.responses import Response

from community.core.paging import Page
from moderation.incidents import lists, sanctioning
from moderation.incidents.kinds import SanctionKind
from web.auth.visit import SignedIn
from web.view.forms import number_in

router = APIRouter(prefix="/moderation/people")
_SHOWN = 40


@router.get("")
async def show_people(visit: SignedIn, page: str = "") -> Response:
    number = number_in(page) or 1
    async with visit.read() as session:
        rows = await lists.people_under_sanctions(session, visit.actor)
    held = Counter(
        row.sanction.person_id for row in rows if row.sanction.kind is not SanctionKind.WARNING
    )
    return visit.show(
        "moderation/people.html",
        page=Page(rows[(number - 1) * _SHOWN : number * _SHOWN], len(rows), number, _SHOWN),
        address="/moderation/people?page=",
        held=held,
    )


@router.post("/sanctions/{sanction_id}/lift")
async def lift(visit: SignedIn, sanction_id: int) -> Response:
    async with visit.write() as session:
        await sanctioning.lift(session, visit.actor, sanction_id)
    return visit.go("/moderation/people", "sanction_lifted")


@router.post("/sanctions/{sanction_id}/lift-all")
async def lift_all(visit: SignedIn, sanction_id: int) -> Response:
    """This one, and every other mute and ban of the same person."""
    async with visit.write() as session:
        await sanctioning.lift_with_others(session, visit.actor, sanction_id)
    return visit.go("/moderation/people", "sanction_lifted")

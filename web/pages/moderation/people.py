"""Who is under a sanction now. People stand as numbers, as in the log."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.clock import now
from moderation.incidents import lists, sanctioning
from web.auth.visit import SignedIn

router = APIRouter(prefix="/moderation/people")


@router.get("")
async def show_people(visit: SignedIn) -> Response:
    async with visit.read() as session:
        rows = await lists.people_under_sanctions(session, visit.actor)
        moment = now(session)
    return visit.show("moderation/people.html", rows=rows, now=moment)


@router.post("/sanctions/{sanction_id}/lift")
async def lift(visit: SignedIn, sanction_id: int) -> Response:
    async with visit.write() as session:
        await sanctioning.lift(session, visit.actor, sanction_id)
    return visit.go("/moderation/people", "sanction_lifted")


@router.post("/sanctions/{sanction_id}/lift-all")
async def lift_all(visit: SignedIn, sanction_id: int) -> Response:
    """This one, and every other mute and ban of the same person."""
    async with visit.write() as session:
        lifted = await sanctioning.lift(session, visit.actor, sanction_id)
        await sanctioning.lift_all(session, visit.actor, lifted.person_id)
    return visit.go("/moderation/people", "sanction_lifted")

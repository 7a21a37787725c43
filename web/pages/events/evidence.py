"""Which held events count for the tasks and metrics of the source documents."""

from fastapi import APIRouter
from starlette.responses import Response

from community.consultations.specialists.queries import specialities
from community.events.attending.evidence import evidence
from community.events.attending.rules import TARGETS
from web.auth.visit import SignedIn
from web.view.event_words import EVIDENCE

router = APIRouter(prefix="/events")
_PSYCHOLOGIST = "psychologist"


@router.get("/evidence")
async def show_evidence(visit: SignedIn) -> Response:
    async with visit.read() as session:
        known = [one.id for one in await specialities(session) if one.code == _PSYCHOLOGIST]
        found = await evidence(session, visit.actor, known)
    return visit.show("events/evidence.html", found=found, targets=TARGETS, names=EVIDENCE)

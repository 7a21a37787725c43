"""How requests are answered, in counts alone: nobody's words, nobody's name (CL-R1)."""

from fastapi import APIRouter
from starlette.responses import Response

from community.consultations.requests.figures import figures
from community.consultations.specialists.queries import specialities
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.formats import FEW
from web.view.forms import number_in

router = APIRouter(prefix="/help-requests/figures")
_PERIODS = (30, 90, 365)


@router.get("")
async def show_figures(visit: SignedIn, days: str = "") -> Response:
    asked = number_in(days)
    wanted = asked if asked in _PERIODS else _PERIODS[0]
    async with visit.read() as session:
        found = await figures(session, visit.actor, wanted)
        places = {one.id: one for one in await all_districts(session)}
        skills = {one.id: one for one in await specialities(session, all_of_them=True)}
    return visit.show(
        "help_requests/figures.html",
        figures=found,
        places=places,
        skills=skills,
        days=wanted,
        periods=_PERIODS,
        few=FEW,
    )

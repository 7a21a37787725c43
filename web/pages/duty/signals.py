"""How signals were answered, in counts alone: nobody's words, nobody's name."""

from fastapi import APIRouter
from starlette.responses import Response

from community.duty.figures import figures
from web.auth.visit import SignedIn
from web.view.formats import FEW
from web.view.forms import number_in

router = APIRouter(prefix="/duty/signals")
_PERIODS = (7, 30, 90, 365)
_USUAL = 30


@router.get("")
async def show_signals(visit: SignedIn, days: str = "") -> Response:
    wanted = min(max(number_in(days) or _USUAL, 1), _PERIODS[-1])
    async with visit.read() as session:
        found = await figures(session, visit.actor, wanted)
    return visit.show("duty/signals.html", figures=found, days=wanted, periods=_PERIODS, few=FEW)

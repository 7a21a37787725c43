"""The list of specialists: how far the club knows each, how busy they are, when they are free."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.consultations.booking.weeks import next_free
from community.consultations.requests.listing import loads_of
from community.consultations.specialists import queries
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Action
from community.core.clock import local_now
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.forms import number_in

router = APIRouter(prefix="/specialists")
RECHECK_SOON = timedelta(days=30)
_ORDER = list(SpecialistState)


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    state: str = ""
    speciality: str = ""


@router.get("")
async def list_specialists(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """Whoever helps no more is shown only when asked for."""
    state = next((one for one in SpecialistState if one == asked.state), None)
    speciality_id = number_in(asked.speciality)
    async with visit.read() as session:
        found = await queries.listed(session, visit.actor, state=state, speciality_id=speciality_id)
        shown = _in_order([one for one in found if state or one.state is not SpecialistState.LEFT])
        ids = [one.id for one in shown]
        today = local_now(session).date()
        values: dict[str, Any] = {
            "skills": await queries.specialities_of(session, ids),
            "loads": await loads_of(session, visit.actor, ids),
            "free": await next_free(session, visit.actor, shown),
            "specialities": await queries.specialities(session),
            "places": {place.id: place for place in await all_districts(session)},
        }
    return visit.show(
        "specialists/list.html",
        specialists=shown,
        state=state,
        speciality_id=speciality_id,
        today=today,
        recheck_before=today + RECHECK_SOON,
        may_manage=visit.may(Action.SPECIALIST_MANAGE),
        **values,
    )


def _in_order(found: Sequence[Specialist]) -> list[Specialist]:
    """Whoever is to be vetted first, then those at work."""
    return sorted(found, key=lambda one: (_ORDER.index(one.state), one.id))

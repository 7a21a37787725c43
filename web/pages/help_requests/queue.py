"""The queue as leaders see it: how long each waits and who is next. No name and no word."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.requests import queries
from community.consultations.requests.kinds import RequestState, Urgency
from community.consultations.requests.listing import QueueFilter, page_of_queue, waits
from community.consultations.requests.queries import Waiting
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Speciality
from community.core.actor import Action
from community.core.clock import now
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.forms import number_in

router = APIRouter(prefix="/help-requests")


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    state: str = ""
    speciality: str = ""
    district: str = ""
    urgency: str = ""
    overdue: str = ""
    page: str = ""

    def filter(self) -> QueueFilter:
        """What of it can be used."""
        return QueueFilter(
            state=next((one for one in RequestState if one == self.state), None),
            speciality_id=number_in(self.speciality),
            district_id=number_in(self.district),
            urgency=next((one for one in Urgency if one == self.urgency), None),
            overdue=bool(self.overdue),
            page=number_in(self.page) or 1,
        )


def address_of(wanted: QueueFilter, **changes: object) -> str:
    """The address of this queue, or of a neighbouring page or state."""
    values = asdict(wanted) | {"page": 1} | changes
    query = {
        "state": values["state"],
        "speciality": values["speciality_id"],
        "district": values["district_id"],
        "urgency": values["urgency"],
        "overdue": "yes" if values["overdue"] else "",
        "page": values["page"] if values["page"] != 1 else "",
    }
    kept = {name: value for name, value in query.items() if value}
    return "/help-requests" + (f"?{urlencode(kept)}" if kept else "")


@router.get("")
async def show_queue(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    wanted = asked.filter()
    async with visit.read() as session:
        page = await page_of_queue(session, visit.actor, wanted)
        reach = visit.actor.require(Action.HELP_ROUTE)
        places = [one for one in await all_districts(session) if reach.covers(one.id)]
        known = await specialists.specialities(session, all_of_them=True)
        values: dict[str, Any] = {
            "counts": await queries.queue_counts(session, visit.actor),
            "waits": await waits(session, visit.actor),
            "waiting": await _waiting_lists(session, known),
        }
        moment = now(session)
    return visit.show(
        "help_requests/queue.html",
        page=page,
        wanted=wanted,
        places={place.id: place for place in places},
        skills={one.id: one for one in known},
        now=moment,
        address_of=address_of,
        **values,
    )


async def _waiting_lists(
    session: AsyncSession, known: Sequence[Speciality]
) -> list[tuple[Speciality, Waiting]]:
    """How long one waits for each speciality, as parents are told it."""
    return [(one, await queries.waiting(session, one.id)) for one in known if one.active]

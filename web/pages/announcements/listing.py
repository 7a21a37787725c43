"""The list of announcements, the newest first."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.announcements import queries
from community.announcements.rules import Audience
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.forms import number_in

router = APIRouter(prefix="/announcements")


class Asked(BaseModel):
    """The page as an address brings it: anything may stand there."""

    page: str = ""


@router.get("")
async def list_announcements(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    async with visit.read() as session:
        page = await queries.listing(session, visit.actor, number_in(asked.page) or 1)
        places = {place.id: place for place in await all_districts(session)}
    return visit.show(
        "announcements/list.html",
        page=page,
        audiences={one.id: Audience.of(one.audience) for one in page.rows},
        places=places,
    )

"""The neighbouring districts of a family that lives at a border."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import InvalidInput
from community.membership.people.borders import add_border, drop_border
from community.membership.people.errors import NotANeighbour, TooManyBorders
from web.auth.visit import SignedIn
from web.pages.families.card import show_card

router = APIRouter(prefix="/families/{family_id}/borders")


@router.post("")
async def add(visit: SignedIn, family_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await add_border(session, visit.actor, family_id, form.whole("district_id"))
    except (InvalidInput, NotANeighbour, TooManyBorders) as error:
        return await show_card(visit, family_id, form, error)
    return visit.go(f"/families/{family_id}", "border_added")


@router.post("/{neighbour_id}/drop")
async def drop(visit: SignedIn, family_id: int, neighbour_id: int) -> Response:
    async with visit.write() as session:
        await drop_border(session, visit.actor, family_id, neighbour_id)
    return visit.go(f"/families/{family_id}", "border_dropped")

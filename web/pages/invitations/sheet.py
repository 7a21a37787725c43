"""The sheet to print: cards with a picture, a code and three steps."""

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Query
from starlette.responses import Response

from community.core.paging import Page
from community.membership.districts.queries import district
from community.membership.invitations import queries
from web.auth.visit import SignedIn
from web.context import WebContext

router = APIRouter(prefix="/invitations/{batch_id}")
_CARDS = 40  # five A4 sheets of eight: a page that a weak link still loads


@router.get("/print")
async def show_sheet(
    visit: SignedIn, batch_id: int, page: Annotated[int, Query(ge=1, le=1000)] = 1
) -> Response:
    async with visit.read() as session:
        batch = await queries.batch(session, visit.actor, batch_id)
        codes = await queries.codes_to_print(session, visit.actor, batch_id)
        place = await district(session, batch.district_id)
    first = (page - 1) * _CARDS
    cards = Page(codes[first : first + _CARDS], len(codes), page, _CARDS)
    return visit.show(
        "invitations/sheet.html",
        batch=batch,
        cards=cards,
        place=place,
        now=visit.context.database.clock.now(),
        bot=visit.context.bot_username,
    )


@router.get("/codes/{invitation_id}.svg")
async def show_picture(visit: SignedIn, batch_id: int, invitation_id: int) -> Response:
    """The link of one code as a picture; a route of its own keeps the sheet light."""
    async with visit.read() as session:
        invitation = await queries.code_to_print(session, visit.actor, batch_id, invitation_id)
    picture = io.BytesIO()
    link = invitation_link(visit.context, invitation.code)
    segno.make(link, error="m").save(picture, kind="svg", scale=4, border=0)
    return Response(picture.getvalue(), media_type="image/svg+xml")


def invitation_link(context: WebContext, code: str) -> str:
    return f"{context.bot_link}{context.bot_username}?start=inv_{code}"

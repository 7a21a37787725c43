"""What is printed or taken along: the list for the door, the poster, the summary."""

import asyncio
import io
from typing import Annotated

import segno
from fastapi import APIRouter, Query
from starlette.responses import Response

from community.core.errors import NotFound
from community.core.paging import Page
from community.events.attending.guests import look_at_guests
from community.events.attending.queries import desk, totals
from community.events.planning import queries
from community.events.planning.kinds import EventState
from community.events.signing.kinds import HOLDS_SEATS, PartyState
from community.events.signing.queries import waiting_list
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.pages.events.card import event_link
from web.pages.events.workbook import Families, workbook
from web.view.formats import Formats

router = APIRouter(prefix="/events/{event_id}")
_ON_A_PAGE = 60  # two or three sheets of A4: a page that a weak link still loads
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/sheet")
async def show_sheet(
    visit: SignedIn, event_id: int, page: Annotated[int, Query(ge=1, le=1000)] = 1
) -> Response:
    """Names and boxes to tick, for a door without a telephone."""
    async with visit.write() as session:
        guests = await look_at_guests(session, visit.actor, event_id, HOLDS_SEATS)
    async with visit.read() as session:
        found = await desk(session, visit.actor, event_id)
        questions = await queries.questions_of(session, event_id)
        places = {place.id: place for place in await all_districts(session)}
    first = (page - 1) * _ON_A_PAGE
    return visit.show(
        "events/sheet.html",
        event=found.event,
        desk=found,
        guests=Page(guests[first : first + _ON_A_PAGE], len(guests), page, _ON_A_PAGE),
        first=first,
        questions={one.id: one for one in questions},
        places=places,
        now=visit.context.database.clock.now(),
    )


@router.get("/poster")
async def show_poster(visit: SignedIn, event_id: int) -> Response:
    """For a wall: whoever points a phone at it is led to the event in the bot."""
    async with visit.read() as session:
        event = await queries.managed(session, visit.actor, event_id)
        if event.state is not EventState.ANNOUNCED:
            raise NotFound(kind="event")
        details = await queries.details(session, event_id)
        places = {place.id: place for place in await all_districts(session)}
    return visit.show(
        "events/poster.html",
        event=event,
        details=details,
        places=places,
        link=event_link(visit.context, event),
        bot=visit.context.bot_username,
    )


@router.get("/qr.svg")
async def show_code(visit: SignedIn, event_id: int) -> Response:
    async with visit.read() as session:
        event = await queries.managed(session, visit.actor, event_id)
    picture = io.BytesIO()
    link = event_link(visit.context, event)
    segno.make(link, error="m").save(picture, kind="svg", scale=8, border=0)
    return Response(picture.getvalue(), media_type="image/svg+xml")


@router.get("/summary.xlsx")
async def show_summary(visit: SignedIn, event_id: int) -> Response:
    """Counts for whoever reads figures; families besides for whoever organises the event."""
    async with visit.read() as session:
        event = await queries.in_sight(session, visit.actor, event_id)
        districts = (await queries.districts_of(session, [event_id]))[event_id]
        manages = queries.manages(visit.actor, event, districts)
        found = await (desk if manages else totals)(session, visit.actor, event_id)
        places = {place.id: place for place in await all_districts(session)}
    families = await _families(visit, event_id) if manages else None
    said = Formats(visit.language, visit.context.zone, visit.texts)
    content = await asyncio.to_thread(workbook, said, found, places, families)
    headers = {"Content-Disposition": f'attachment; filename="event-{event_id}.xlsx"'}
    return Response(content, media_type=_XLSX, headers=headers)


async def _families(visit: Visit, event_id: int) -> Families:
    async with visit.write() as session:
        guests = await look_at_guests(session, visit.actor, event_id, list(PartyState))
    async with visit.read() as session:
        line = await waiting_list(session, visit.actor, event_id)
        questions = await queries.questions_of(session, event_id)
    return Families(guests, questions, {one.party.id: one.reason for one in line})

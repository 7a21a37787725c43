"""A specialist's own calendar as a subscription: a secret address instead of a log-in."""

from collections.abc import Sequence

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from community.consultations.booking import queries as bookings
from community.consultations.booking.calendar import of_consultation, of_group
from community.consultations.booking.kinds import GroupState
from community.consultations.requests.aliases import asker_alias
from community.consultations.requests.kinds import Naming
from community.consultations.requests.queries import request as request_by_id
from community.consultations.specialists import queries
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.calendar import Meeting, as_file
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.districts.queries import all_districts
from community.membership.people.queries import person
from web.auth.limits import TryLimit
from web.context import WebContext
from web.pages.door.routes import address_of
from web.view.environment import LANGUAGES, texts
from web.view.formats import Formats
from web.view.help_words import FORMATS

router = APIRouter()


@router.get("/calendar/{secret}.ics")
async def show_feed(request: Request, secret: str) -> Response:
    """Times with an alias, which is all that a calendar on a stranger's server may hold."""
    limit: TryLimit = request.app.state.calendar_limit
    limit.note(address_of(request))
    context: WebContext = request.app.state.context
    async with context.database.read() as session:
        specialist = await queries.by_calendar(session, secret)
        if specialist is None:
            raise NotFound(kind="calendar")
        said = await _formats(session, context, specialist)
        meetings = await _meetings(session, specialist, said)
        name = said.texts.gettext("Consultations")
        content = as_file(name, meetings, now(session), reminds=True)
    return Response(
        content,
        media_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, max-age=300"},
    )


async def _formats(session: AsyncSession, context: WebContext, specialist: Specialist) -> Formats:
    assert specialist.person_id is not None
    language = (await person(session, specialist.person_id)).language
    language = language if language in LANGUAGES else LANGUAGES[0]
    return Formats(language, context.zone, texts(language))


async def _meetings(
    session: AsyncSession, specialist: Specialist, said: Formats
) -> Sequence[Meeting]:
    places = {place.id: said.place(place) for place in await all_districts(session)}

    def place_of(meeting: Format, district_id: int | None) -> str:
        where = places.get(district_id or 0)
        return where or said.texts.gettext(FORMATS[meeting])

    booked = [
        of_consultation(
            one,
            said.alias(await _alias(session, one.request_id)),
            place_of(one.format, one.district_id),
        )
        for one in await bookings.of_specialist(session, specialist.id)
    ]
    groups = [
        of_group(one, one.topic, place_of(one.format, one.district_id))
        for one in await bookings.groups_of(session, specialist.id)
        if one.state is GroupState.PLANNED
    ]
    return [*booked, *groups]


async def _alias(session: AsyncSession, request_id: int) -> str:
    """A name that was told to the specialist is not told to the calendar's server."""
    request = await request_by_id(session, request_id)
    if request.naming is Naming.FIRST_NAME:
        return f"~{request.id}"
    return await asker_alias(session, request)

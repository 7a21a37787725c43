"""One event: all that is known of it, and what can be done next."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.specialists.queries import specialities
from community.core import pictures
from community.core.actor import Action
from community.core.clock import now
from community.core.errors import DomainError, NotFound
from community.events.attending.kinds import Whom
from community.events.attending.queries import desk, feedback
from community.events.attending.service import may_reopen
from community.events.planning import queries
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.organising import successors
from community.events.planning.parts import plan_of
from community.events.planning.repeating import later, series_of
from community.events.posting.service import chats_for, posts_of
from community.events.signing.queries import lines_of
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.context import WebContext
from web.pages.events.plan_form import Glimpse, typed, written
from web.view.forms import Filled

router = APIRouter(prefix="/events/{event_id}")


@router.get("")
async def show_event(visit: SignedIn, event_id: int) -> Response:
    return await show(visit, event_id)


@router.get("/picture")
async def show_picture(visit: SignedIn, event_id: int) -> Response:
    async with visit.read() as session:
        event = await queries.in_sight(session, visit.actor, event_id)
        if event.picture_id is None:
            raise NotFound(kind="picture")
        picture, content = await pictures.picture(session, event.picture_id)
    return Response(content, media_type=picture.mime)


async def show(
    visit: Visit, event_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    """The card, with what was filled in and what is wrong with it, if anything is."""
    async with visit.read() as session:
        event = await queries.in_sight(session, visit.actor, event_id)
        values = await _values(session, visit, event)
        if values["manages"]:
            values |= await _for_organiser(session, visit, event)
    return visit.show(
        "events/card.html",
        422 if error else 200,
        event=event,
        form=Filled(_usual(event, visit) | dict(form.values if form else {})),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, event: Event) -> dict[str, Any]:
    details = await queries.details(session, event.id)
    form = Filled(written(plan_of(event, details), visit.context.zone))
    return {
        "details": details,
        "manages": queries.manages(visit.actor, event, details.districts),
        "line": (await lines_of(session, [event]))[event.id],
        "places": {place.id: place for place in await all_districts(session)},
        "skills": {one.id: one for one in await specialities(session, all_of_them=True)},
        "organisers": await given_names(session, {event.organiser_id}),
        "shown": Glimpse(form, visit.context.zone),
        "now": now(session),
        "reads_figures": visit.may(Action.EVENT_FIGURES),
    }


async def _for_organiser(session: AsyncSession, visit: Visit, event: Event) -> dict[str, Any]:
    posts = {post.chat_id: post for post in await posts_of(session, event.id)}
    chats = await chats_for(session, visit.actor, event.id)
    told = event.state in (EventState.HELD, EventState.CLOSED)
    return {
        "desk": await desk(session, visit.actor, event.id),
        "posted": [chat for chat in chats if chat.id in posts],
        "chats": [chat for chat in chats if chat.id not in posts],
        "others": await successors(session, visit.actor, event.id),
        "series": await series_of(session, visit.actor, event.id),
        "feedback": await feedback(session, visit.actor, event.id) if told else None,
        "may_reopen": may_reopen(session, event),
        "link": event_link(visit.context, event),
        "announcing": visit.may(Action.ANNOUNCEMENT_SEND),
    }


def _usual(event: Event, visit: Visit) -> dict[str, str]:
    """What the small forms offer: the same hour a week later, four times, to those who come."""
    zone = visit.context.zone
    again = typed(later(event.starts_at, 1, zone), zone)
    return {"again_at": again, "times": "4", "every_weeks": "1", "whom": Whom.GOING}


def event_link(context: WebContext, event: Event) -> str:
    """Where a poster or a message leads: the event in the bot."""
    return f"{context.bot_link}{context.bot_username}?start=ev_{event.code}"

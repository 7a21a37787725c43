"""Planning an event and changing it, with the messenger's card beside the form."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile
from starlette.responses import Response

from community.consultations.specialists.queries import specialities
from community.core import pictures
from community.core.actor import Action
from community.core.clock import local_now
from community.core.errors import DomainError, InvalidInput, NotFound
from community.events.planning import queries, service
from community.events.planning.kinds import EventFormat, EventKind, Guests
from community.events.planning.models import Event
from community.events.planning.parts import plan_of
from community.events.planning.rules import (
    MOST_QUESTIONS,
    MOST_SPEAKERS,
    EventPlan,
    check,
)
from community.membership.districts.models import District
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.pages.events.consequences import Consequences, foresee
from web.pages.events.plan_form import Glimpse, read_plan, typed, written
from web.view.forms import Filled, rows_of
from web.view.words import N_

router = APIRouter(prefix="/events")
_SAVE = "save"
_PICTURE_AGAIN = N_("Choose the picture once more: a browser does not send it a second time.")
_USUAL_DAY, _USUAL_HOUR = timedelta(days=7), time(12)
_USUAL_LENGTH = timedelta(hours=2)


@router.get("/new")
async def ask_for_event(visit: SignedIn, day: str = "") -> Response:
    """A week from now at noon, unless a day of the calendar was tapped."""
    async with visit.read() as session:
        wanted = _day_in(day) or local_now(session).date() + _USUAL_DAY
    begins = datetime.combine(wanted, _USUAL_HOUR, visit.context.zone).astimezone(UTC)
    ends = begins + _USUAL_LENGTH
    usual = {
        "kind": EventKind.LEISURE.value,
        "format": EventFormat.IN_PERSON.value,
        "starts_at": typed(begins, visit.context.zone),
        "ends_at": typed(ends, visit.context.zone),
        **dict.fromkeys((f"guests_{Guests.FAMILIES}", f"guests_{Guests.CORE}"), "on"),
    }
    reach = visit.actor.require(Action.EVENT_MANAGE)
    if reach.districts is not None and len(reach.districts) == 1:
        usual |= {f"district_{place}": "on" for place in reach.districts}
    return await _show(visit, Filled(usual))


def _day_in(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in range(2020, 2100) else None


@router.post("/new")
async def create_event(visit: SignedIn) -> Response:
    """A draft: nobody sees it before it is announced."""
    visit.actor.require(Action.EVENT_MANAGE)
    form = await visit.form()
    if form.text("step") != _SAVE:
        return await _show(visit, form)
    try:
        plan = await _read(visit, form)
        picture = await _sent_picture(visit)
        async with visit.write() as session:
            event = await service.draft(session, visit.actor, plan)
            if picture:
                await service.set_picture(session, visit.actor, event.id, picture)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, form, error=error)
    return visit.go(f"/events/{event.id}", "event_drafted")


@router.get("/{event_id}/edit")
async def ask_for_change(visit: SignedIn, event_id: int) -> Response:
    async with visit.read() as session:
        event = await _changeable(session, visit, event_id)
        plan = plan_of(event, await queries.details(session, event_id))
    return await _show(visit, Filled(written(plan, visit.context.zone)), event)


@router.post("/{event_id}/edit")
async def change_event(visit: SignedIn, event_id: int) -> Response:
    """What those who come will hear is said first, and saved when the page was seen with it."""
    form = await visit.form()
    async with visit.read() as session:
        event = await _changeable(session, visit, event_id)
    if form.text("step") != _SAVE:
        return await _show(visit, form, event, follows=await _glimpsed(visit, event_id, form))
    try:
        plan = await _read(visit, form)
        picture = await _sent_picture(visit)
        async with visit.read() as session:
            follows = await foresee(session, visit.actor, event_id, plan)
        if follows and form.text("agreed") != follows.mark:
            return await _show(visit, form, event, follows=follows, asks=True)
        async with visit.write() as session:
            await service.change(session, visit.actor, event_id, plan)
            if picture or form.ticked("without_picture"):
                await service.set_picture(session, visit.actor, event_id, picture)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, form, event, error=error)
    return visit.go(f"/events/{event_id}", "event_changed")


async def _changeable(session: AsyncSession, visit: Visit, event_id: int) -> Event:
    """Raises NotFound, EventOver."""
    event = await queries.managed(session, visit.actor, event_id)
    service.require_open(event)
    return event


async def _glimpsed(visit: Visit, event_id: int, form: Filled) -> Consequences | None:
    """As far as what is typed can be read yet."""
    try:
        plan = await _read(visit, form)
    except InvalidInput:
        return None
    async with visit.read() as session:
        return await foresee(session, visit.actor, event_id, plan)


async def _read(visit: Visit, form: Filled) -> EventPlan:
    async with visit.read() as session:
        skills = {one.id for one in await specialities(session, all_of_them=True)}
    plan = read_plan(form, visit.context.zone)
    if not {one.speciality_id for one in plan.speakers} <= {None, *skills}:
        raise InvalidInput(field="speakers", limit=MOST_SPEAKERS)
    check(plan)
    return plan


async def _upload(visit: Visit) -> UploadFile | None:
    sent = (await visit.request.form()).get("picture")
    return sent if isinstance(sent, UploadFile) and sent.filename else None


async def _sent_picture(visit: Visit) -> bytes | None:
    """Raises InvalidInput; no more is read than may be kept."""
    sent = await _upload(visit)
    if sent is None:
        return None
    content = await sent.read(pictures.BYTES_LIMIT + 1)
    pictures.check(content)
    return content


async def _show(
    visit: Visit,
    form: Filled,
    event: Event | None = None,
    *,
    error: DomainError | None = None,
    follows: Consequences | None = None,
    asks: bool = False,
) -> Response:
    mistakes = visit.mistakes(error) if error else {}
    if (error or asks) and await _upload(visit):
        mistakes.setdefault("picture", visit.texts.gettext(_PICTURE_AGAIN))
    async with visit.read() as session:
        places = {place.id: place for place in await all_districts(session)}
        values: dict[str, Any] = {
            "skills": {one.id: one for one in await specialities(session, all_of_them=True)},
            "choices": await _choices(session, visit, event, list(places.values())),
        }
    only_card = "HX-Request" in visit.request.headers
    return visit.show(
        "events/preview.html" if only_card else "events/edit.html",
        422 if error else 200,
        event=event,
        form=form,
        mistakes=mistakes,
        follows=follows,
        asks=asks,
        shown=Glimpse(form, visit.context.zone),
        places=places,
        speaker_rows=rows_of(form, "speaker_name_", MOST_SPEAKERS),
        question_rows=rows_of(form, "question_words_", MOST_QUESTIONS),
        **values,
    )


async def _choices(
    session: AsyncSession, visit: Visit, event: Event | None, places: Sequence[District]
) -> Sequence[District]:
    """Districts within reach, and those that the event is for already."""
    reach = visit.actor.require(Action.EVENT_MANAGE)
    own: frozenset[int] = frozenset()
    if event is not None:
        own = (await queries.districts_of(session, [event.id]))[event.id]
    return [one for one in places if (reach.covers(one.id) and one.active) or one.id in own]

"""Writing an announcement, with what the messenger will show beside the form."""

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.responses import Response

from community.announcements import queries, service
from community.announcements.errors import NoDraftAnyMore
from community.announcements.kinds import AnnouncementState
from community.announcements.models import Announcement
from community.announcements.rules import text_limit
from community.core.actor import Action
from community.core.errors import DomainError, NotFound
from community.core.markdown import shown_length
from community.core.pictures import BYTES_LIMIT
from community.membership.districts.queries import active_districts
from web.auth.visit import SignedIn, Visit
from web.pages.announcements.draft_form import BODY_LIMIT, read, written
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/announcements")
_SAVE = "save"


@router.get("/new")
async def ask_for_words(visit: SignedIn, event: str = "") -> Response:
    """Empty, or about an event that one came from."""
    about = number_in(event)
    return await _show(visit, Filled({"event_id": str(about)} if about else {}))


@router.post("/new")
async def create(visit: SignedIn) -> Response:
    visit.actor.require(Action.ANNOUNCEMENT_SEND)
    form = await visit.form()
    if form.text("step") != _SAVE:
        return await _show(visit, form)
    try:
        form = await _with_picture(visit, form)
        picture_id = form.whole_or_none("picture_id")
        async with visit.write() as session:
            announcement = await service.create(session, visit.actor, read(form), picture_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, form, error=error)
    return visit.go(f"/announcements/{announcement.id}", "announcement_kept")


@router.get("/{announcement_id}/edit")
async def ask_for_change(visit: SignedIn, announcement_id: int) -> Response:
    announcement = await _changeable(visit, announcement_id)
    return await _show(visit, written(announcement), announcement)


@router.post("/{announcement_id}/edit")
async def change(visit: SignedIn, announcement_id: int) -> Response:
    form = await visit.form()
    announcement = await _changeable(visit, announcement_id)
    if form.text("step") != _SAVE:
        return await _show(visit, form, announcement)
    try:
        form = await _with_picture(visit, form)
        picture_id = form.whole_or_none("picture_id")
        async with visit.write() as session:
            await service.edit(session, visit.actor, announcement_id, read(form), picture_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, form, announcement, error)
    return visit.go(f"/announcements/{announcement_id}", "announcement_kept")


async def _changeable(visit: Visit, announcement_id: int) -> Announcement:
    """Raises NotFound, NoDraftAnyMore."""
    async with visit.read() as session:
        announcement = await queries.managed(session, visit.actor, announcement_id)
    if announcement.state is not AnnouncementState.DRAFT:
        raise NoDraftAnyMore
    return announcement


async def _with_picture(visit: Visit, form: Filled) -> Filled:
    """The picture is kept before anything else is looked at: a browser sends it only once."""
    sent = (await visit.request.form()).get("picture")
    values = dict(form.values)
    if isinstance(sent, UploadFile) and sent.filename:
        content = await sent.read(BYTES_LIMIT + 1)
        async with visit.write() as session:
            kept = await service.keep(session, visit.actor, content)
        values["picture_id"] = str(kept.id)
    elif values.pop("without_picture", None):
        values["picture_id"] = ""
    return Filled(values)


async def _show(
    visit: Visit,
    form: Filled,
    announcement: Announcement | None = None,
    error: DomainError | None = None,
) -> Response:
    reach = visit.actor.require(Action.ANNOUNCEMENT_SEND)
    async with visit.read() as session:
        places = [one for one in await active_districts(session) if reach.covers(one.id)]
        events = await queries.events_to_choose(session, visit.actor)
    return visit.show(
        "announcements/edit.html",
        422 if error else 200,
        announcement=announcement,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
        places=places,
        events=events,
        whole_region=reach.districts is None,
        **_glimpse(form),
    )


def _glimpse(form: Filled) -> dict[str, Any]:
    """What the preview needs of a form that may not be right yet."""
    picture_id = number_in(form.values.get("picture_id", ""))
    if form.ticked("without_picture"):
        picture_id = None
    body = form.values.get("body", "")[:BODY_LIMIT]
    return {
        "body": body,
        "picture_id": picture_id,
        "length": shown_length(body),
        "limit": text_limit(with_picture=picture_id is not None),
    }

"""What is done with an event: announced, posted, called off, repeated, handed over, told of."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import DomainError, InvalidInput, NotFound
from community.events.attending.kinds import Whom
from community.events.attending.queries import desk
from community.events.attending.service import WORD_LIMIT, say
from community.events.planning import materials, repeating, service
from community.events.planning.rules import LONGEST_SERIES
from community.events.posting.service import post
from web.auth.visit import SignedIn, Visit
from web.pages.events.card import show
from web.view.forms import Filled

router = APIRouter(prefix="/events/{event_id}")


@router.post("/announce")
async def announce(visit: SignedIn, event_id: int) -> Response:
    """Families see it from now on; the chats that were ticked get it at once."""
    form = await visit.form()
    try:
        async with visit.write() as session:
            await service.announce(session, visit.actor, event_id)
            await _post(visit, event_id, form)
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, event_id, form, error)
    return visit.go(f"/events/{event_id}", "event_announced")


@router.post("/post")
async def post_in_chats(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    if not form.numbers("chat_"):
        return await show(visit, event_id, form, InvalidInput(field="chats"))
    await _post(visit, event_id, form)
    return visit.go(f"/events/{event_id}", "event_posted")


async def _post(visit: Visit, event_id: int, form: Filled) -> None:
    if chats := form.numbers("chat_"):
        async with visit.write() as session:
            await post(session, visit.actor, event_id, chats, pins=form.ticked("pins"))


@router.get("/cancel")
async def ask_why(visit: SignedIn, event_id: int) -> Response:
    return await _show_cancel(visit, event_id, Filled())


@router.post("/cancel")
async def cancel(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await service.cancel(session, visit.actor, event_id, form.text("reason"))
    except InvalidInput as error:
        return await _show_cancel(visit, event_id, form, error)
    return visit.go(f"/events/{event_id}", "event_cancelled")


async def _show_cancel(
    visit: Visit, event_id: int, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        found = await desk(session, visit.actor, event_id)
    service.require_announced(found.event)
    return visit.show(
        "events/cancel.html",
        422 if error else 200,
        event=found.event,
        told=found.families + found.waiting_families + found.offered_families,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


@router.post("/drop")
async def drop(visit: SignedIn, event_id: int) -> Response:
    async with visit.write() as session:
        await service.drop_draft(session, visit.actor, event_id)
    return visit.go("/events", "event_dropped")


@router.post("/clone")
async def clone(visit: SignedIn, event_id: int) -> Response:
    """The copy is a draft: its organiser looks it through before anybody sees it."""
    form = await visit.form()
    try:
        again_at = form.moment("again_at", visit.context.zone)
        async with visit.write() as session:
            copy = await repeating.clone(session, visit.actor, event_id, again_at)
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, event_id, form, error)
    return visit.go(f"/events/{copy.id}/edit", "event_copied")


@router.post("/repeat")
async def repeat(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    try:
        times = form.whole("times", f"2–{LONGEST_SERIES}")
        weeks = form.whole("every_weeks", "1–8")
        async with visit.write() as session:
            copies = await repeating.repeat(
                session, visit.actor, event_id, times, every_weeks=weeks
            )
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, event_id, form, error)
    return visit.go(f"/events/{event_id}", "event_repeated", len(copies))


@router.post("/hand-over")
async def hand_over(visit: SignedIn, event_id: int) -> Response:
    """Whoever gave away an event of another district may not see it any more."""
    form = await visit.form()
    try:
        person_id = form.whole("organiser")
    except InvalidInput as error:
        return await show(visit, event_id, form, error)
    async with visit.write() as session:
        await service.hand_over(session, visit.actor, event_id, person_id)
    return visit.go("/events", "event_handed_over")


@router.post("/take-over")
async def take_over(visit: SignedIn, event_id: int) -> Response:
    async with visit.write() as session:
        await service.take_over(session, visit.actor, event_id)
    return visit.go(f"/events/{event_id}", "event_taken_over")


@router.post("/materials")
async def add_material(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            title, url = form.text("material_title"), form.text("url")
            await materials.add_material(session, visit.actor, event_id, title, url)
    except InvalidInput as error:
        return await show(visit, event_id, form, error)
    return visit.go(f"/events/{event_id}#materials", "material_added")


@router.post("/materials/{material_id}/drop")
async def drop_material(visit: SignedIn, event_id: int, material_id: int) -> Response:
    async with visit.write() as session:
        await materials.drop_material(session, visit.actor, material_id)
    return visit.go(f"/events/{event_id}#materials", "material_dropped")


@router.post("/say")
async def say_to_guests(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    try:
        whom, words = form.choice("whom", Whom), form.text("words", WORD_LIMIT)
        async with visit.write() as session:
            _, count = await say(session, visit.actor, event_id, whom, words)
    except InvalidInput as error:
        return await show(visit, event_id, form, error)
    return visit.go(f"/events/{event_id}", "guests_told", count)

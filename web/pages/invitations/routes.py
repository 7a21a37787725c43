"""Batches: the list, a new one, taking one back."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import DomainError, InvalidInput
from community.membership.districts.queries import active_districts, district
from community.membership.invitations import queries, service
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/invitations")
_USUAL = Filled({"count": "20", "days": "90"})


@router.get("")
async def list_batches(visit: SignedIn) -> Response:
    async with visit.read() as session:
        batches = await queries.batches(session, visit.actor)
    now = visit.context.database.clock.now()
    return visit.show("invitations/list.html", batches=batches, now=now)


@router.get("/new")
async def ask_for_batch(visit: SignedIn) -> Response:
    return await _show_form(visit, _USUAL)


@router.post("/new")
async def create_batch(visit: SignedIn) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            batch = await service.create_batch(
                session,
                visit.actor,
                district_id=form.whole("district_id"),
                handed_to=form.text("handed_to"),
                count=form.whole("count"),
                days=form.whole("days"),
                for_candidates=form.ticked("for_candidates"),
            )
    except InvalidInput as error:
        return await _show_form(visit, form, error)
    return visit.go(f"/invitations/{batch.id}/print", "batch_created")


async def _show_form(visit: Visit, form: Filled, error: DomainError | None = None) -> Response:
    reach = visit.actor.require(Action.INVITATION_CREATE)
    async with visit.read() as session:
        places = [place for place in await active_districts(session) if reach.covers(place.id)]
    return visit.show(
        "invitations/new.html",
        422 if error else 200,
        places=places,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


@router.get("/{batch_id}/revoke")
async def confirm_revoke(visit: SignedIn, batch_id: int) -> Response:
    async with visit.read() as session:
        batch = await queries.batch(session, visit.actor, batch_id)
        unused = len(await queries.codes_to_print(session, visit.actor, batch_id))
        place = await district(session, batch.district_id)
    return visit.show("invitations/revoke.html", batch=batch, unused=unused, place=place)


@router.post("/{batch_id}/revoke")
async def revoke(visit: SignedIn, batch_id: int) -> Response:
    async with visit.write() as session:
        await service.revoke_batch(session, visit.actor, batch_id)
    return visit.go("/invitations", "batch_revoked")

"""Inviting a specialist: a first name, specialities, and a link that opens once."""

import io

import segno
from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.specialists import queries
from community.consultations.specialists import service as specialists
from community.core.actor import Action
from community.core.errors import InvalidInput, NotFound
from web.auth.visit import SignedIn, Visit
from web.context import WebContext
from web.view.forms import Filled

router = APIRouter(prefix="/specialists")


def invitation_link(context: WebContext, code: str) -> str:
    return f"{context.bot_link}{context.bot_username}?start=spe_{code}"


def ask_link(context: WebContext, ask_code: str) -> str:
    """Where parents ask this one specialist."""
    return f"{context.bot_link}{context.bot_username}?start=ask_{ask_code}"


@router.get("/new")
async def ask_for_name(visit: SignedIn) -> Response:
    return await _show(visit, Filled())


@router.post("/new")
async def invite(visit: SignedIn) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            alias, chosen = form.words("alias", 60), form.numbers("speciality_")
            specialist, _ = await specialists.invite(session, visit.actor, alias, chosen)
    except InvalidInput as error:
        return await _show(visit, form, error)
    return visit.go(f"/specialists/{specialist.id}", "specialist_invited")


@router.get("/{candidate_id}/invitation.svg")
async def show_picture(visit: SignedIn, candidate_id: int) -> Response:
    """The link as a picture for a phone's camera, while nobody has opened it."""
    async with visit.read() as session:
        code = await _code(session, visit, candidate_id)
    picture = io.BytesIO()
    link = invitation_link(visit.context, code)
    segno.make(link, error="m").save(picture, kind="svg", scale=4, border=0)
    return Response(picture.getvalue(), media_type="image/svg+xml")


async def _code(session: AsyncSession, visit: Visit, specialist_id: int) -> str:
    visit.actor.require(Action.SPECIALIST_MANAGE)
    card = await queries.card(session, visit.actor, specialist_id)
    if card.specialist.code is None:
        raise NotFound(kind="specialist_code")
    return card.specialist.code


async def _show(visit: Visit, form: Filled, error: InvalidInput | None = None) -> Response:
    visit.actor.require(Action.SPECIALIST_MANAGE)
    async with visit.read() as session:
        known = await queries.specialities(session)
    return visit.show(
        "specialists/new.html",
        422 if error else 200,
        specialities=known,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )

"""Six digits from an app: setting up, and showing them after the link."""

import io

import pyotp
import segno
from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import DomainError, NotFound
from community.membership.sign_in import service as sign_in
from web.auth.limits import TryLimit
from web.auth.visit import HalfSignedIn, Visit
from web.pages.door.routes import address_of

router = APIRouter(prefix="/second-factor")


@router.get("")
async def show_second_factor(visit: HalfSignedIn) -> Response:
    return await _show(visit, {}, 200)


@router.get("/qr.svg")
async def show_picture(visit: HalfSignedIn) -> Response:
    """The secret as a picture for the app; gone once it is confirmed."""
    secret = await _pending_secret(visit)
    if secret is None:
        raise NotFound(kind="second_factor")
    issuer = visit.context.region_name or "Club"
    address = pyotp.TOTP(secret).provisioning_uri(
        name=f"№{visit.actor.person_id}", issuer_name=issuer
    )
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=5, border=2)
    return Response(picture.getvalue(), media_type="image/svg+xml")


@router.post("")
async def check_second_factor(visit: HalfSignedIn) -> Response:
    limit: TryLimit = visit.request.app.state.code_limit
    limit.note(address_of(visit.request))
    form = await visit.form()
    was_due = visit.second_factor_due
    try:
        async with visit.write() as session:
            await sign_in.check_second_factor(
                session, visit.actor, visit.session_id, form.text("code", 20)
            )
    except DomainError as error:
        return await _show(visit, visit.mistakes(error), 422)
    return visit.go("/" if was_due else "/settings/me", None if was_due else "second_factor_on")


async def _show(visit: Visit, mistakes: dict[str, str], status: int) -> Response:
    return visit.show(
        "door/second_factor.html", status, secret=await _pending_secret(visit), mistakes=mistakes
    )


async def _pending_secret(visit: Visit) -> str | None:
    """What is still to be scanned; None where a second factor is in force."""
    assert visit.actor.person_id is not None
    async with visit.write() as session:
        if await sign_in.second_factor(session, visit.actor.person_id):
            return None
        return await sign_in.begin_second_factor(session, visit.actor)

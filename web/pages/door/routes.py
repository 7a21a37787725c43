"""Coming in by a one-time link, and going out."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from community.membership.sign_in import service as sign_in
from community.membership.sign_in.errors import LinkNotValid
from web.auth import cookies, device
from web.auth.limits import TryLimit
from web.auth.visit import HalfSignedIn
from web.context import WebContext
from web.pages.problems import problem
from web.view.words import N_

router = APIRouter()


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


@router.get("/login/{token}")
async def come_in(request: Request, token: str) -> Response:
    """Use the link up; a wrong one is told kindly, and too many are not even looked at."""
    limit: TryLimit = request.app.state.login_limit
    limit.note(address_of(request))
    context: WebContext = request.app.state.context
    browser = device.describe(request.headers.get("User-Agent", ""))
    try:
        async with context.database.write() as session:
            secret = await sign_in.open_session(session, token, browser)
    except LinkNotValid:
        return problem(
            request,
            401,
            N_("This link no longer opens the site"),
            N_(
                "It was used already, or its ten minutes are over. "
                "Send /admin to the club's bot: it answers with a new one."
            ),
        )
    response = RedirectResponse("/", status_code=303)
    cookies.keep_session(response, context, secret)
    return response


@router.post("/logout")
async def go_out(visit: HalfSignedIn) -> Response:
    async with visit.write() as session:
        await sign_in.close_session(session, visit.actor, visit.session_id)
    response = visit.go("/")
    cookies.forget_session(response, visit.context)
    return response

"""The link in each letter: whoever reads them stops them, without a messenger and a log-in.

Looking changes nothing: mail filters open every link. Mail programs with a button of their own
send the form by themselves (RFC 8058).
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from community.membership.people import emails
from community.membership.people.queries import person
from web.auth.limits import TryLimit
from web.context import WebContext
from web.pages.door.routes import address_of
from web.view.environment import LANGUAGES
from web.view.pages import render

router = APIRouter(prefix="/mail")


@router.get("/{secret}")
async def ask(request: Request, secret: str) -> Response:
    return _show(request, await _language(request, secret), done=False)


@router.post("/{secret}")
async def stop(request: Request, secret: str) -> Response:
    language = await _language(request, secret)
    context: WebContext = request.app.state.context
    async with context.database.write() as session:
        await emails.stop(session, secret, "web")
    return _show(request, language, done=True)


async def _language(request: Request, secret: str) -> str:
    """Of whoever gets the letters. Raises NotFound, and TooOften."""
    limit: TryLimit = request.app.state.letter_limit
    limit.note(address_of(request))
    context: WebContext = request.app.state.context
    async with context.database.read() as session:
        reader = await person(session, await emails.reader_of(session, secret))
    return reader.language if reader.language in LANGUAGES else LANGUAGES[0]


def _show(request: Request, language: str, *, done: bool) -> Response:
    return render(request, "door/no_letters.html", language, done=done)

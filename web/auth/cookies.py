"""The cookie that keeps a browser signed in."""

from starlette.requests import Request
from starlette.responses import Response

from community.membership.sign_in.service import SESSION_LIFE
from web.context import WebContext

_NAME = "club_session"


def _name(context: WebContext) -> str:
    # Browsers keep a __Host- cookie from being set by a neighbouring domain.
    return f"__Host-{_NAME}" if context.secure_cookies else _NAME


def session_secret(request: Request, context: WebContext) -> str | None:
    return request.cookies.get(_name(context)) or None


def keep_session(response: Response, context: WebContext, secret: str) -> None:
    response.set_cookie(
        _name(context),
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        path="/",
        secure=context.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def forget_session(response: Response, context: WebContext) -> None:
    response.delete_cookie(_name(context), path="/", secure=context.secure_cookies, httponly=True)

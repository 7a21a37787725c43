"""Proof that a form was sent from a page of ours: a token that only this session's pages show."""

import hashlib
import hmac

from starlette.requests import Request

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


class ForgedForm(Exception):  # noqa: N818  named for what it is taken for
    """The token is missing or belongs to another session."""


def token_of(session_secret: str) -> str:
    """Bound to the session: it ends with it, and one session's token opens no other."""
    return hmac.new(session_secret.encode(), b"csrf token of the site", hashlib.sha256).hexdigest()


async def check(request: Request, session_secret: str) -> None:
    """Raises ForgedForm."""
    shown = request.headers.get(HEADER)
    if shown is None:
        shown = str((await request.form()).get(FIELD, ""))
    if not hmac.compare_digest(shown.encode(), token_of(session_secret).encode()):
        raise ForgedForm

"""The messenger calls us: one route with a secret, in front of the site or alone."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

PATH = "/telegram/webhook"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Handle = Callable[[dict[str, Any]], Awaitable[object]]


def with_webhook(handle: Handle, secret: str, site: ASGIApp | None = None) -> Starlette:
    """An application that takes updates, and leaves every other address to the site."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        # Answered only afterwards: an update that died half-way is delivered again.
        await handle(await request.json())
        return Response(status_code=200)

    routes: list[BaseRoute] = [Route(PATH, receive, methods=["POST"])]
    if site is not None:
        routes.append(Mount("/", site))
    return Starlette(routes=routes)

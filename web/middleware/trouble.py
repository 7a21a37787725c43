"""What nobody foresaw: the visitor gets a page with a short number, the log its class name.

Done here and not by the framework, which would log the error's text, and that may hold names.
"""

import secrets
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from community.core.db import UNREACHABLE

log = structlog.get_logger()
Page = Callable[[Request, int, str], Response]
Handle = Callable[[Scope, Receive, Send], Awaitable[None]]


class TroublePage:
    """`page` makes the answer from the request, the status and the number of the log entry."""

    def __init__(self, app: ASGIApp, page: Page) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def note_begun(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_begun)
        except Exception as error:  # noqa: BLE001  the last place that can answer
            response = self._answer(scope, error)
            if not begun:
                await response(scope, receive, send)

    def _answer(self, scope: Scope, error: Exception) -> Response:
        number = secrets.token_hex(3).upper()
        status = 503 if isinstance(error, UNREACHABLE) else 500
        # No traceback: it may hold a person's words.
        log.error("page_broke", number=number, error=type(error).__name__, status=status)
        return self._page(Request(scope), status, number)

"""How much a request may bring: counted as it comes, before anything of it is read or kept."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEGABYTE = 1024 * 1024
USUAL_LIMIT = 8 * MEGABYTE  # a form with a file or a picture
# Pages where more is brought at once, by the beginning of their address.
LARGER = {"/library/import": 32 * MEGABYTE}
# Still taken from the line, and dropped, so that the browser hears the answer.
_DRAINED = 64 * MEGABYTE


class TooLarge(Exception):  # noqa: N818  named for what the visitor did
    """More than this page takes."""


class LimitedBodies:
    """Raises TooLarge inside the page that reads the request; one that reads nothing goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = LARGER.get(scope["path"], USUAL_LIMIT)
        came = 0

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                await _drain(receive, message, came)
                raise TooLarge
            return message

        await self._app(scope, receive_counted, send)


async def _drain(receive: Receive, message: Message, came: int) -> None:
    while message.get("more_body") and came < _DRAINED:
        message = await receive()
        came += len(message.get("body", b""))

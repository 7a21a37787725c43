"""The HTTP edge of the control API: loopback only, JSON in and out, live events."""

import json
from collections.abc import AsyncIterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from deploy.messenger.control import (
    chats,
    inline,
    joining,
    loading,
    looking,
    people,
    pressing,
    talking,
    weather,
)
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.messenger import Messenger

ACTS: Acts = {
    name: act
    for area in (people, chats, joining, talking, pressing, inline, looking, weather, loading)
    for name, act in area.ACTS.items()
}
HEARTBEAT = 15.0
SHOWN = frozenset({"image/png", "image/jpeg", "audio/ogg"})
"""What the page shows in place; anything else is only downloaded."""
MACHINERY = frozenset({"update", "confirmed", "polled", "call", "webhook_trouble"})
"""Events that change nothing a person sees."""


def is_local(request: Request) -> bool:
    """From this machine, and not a foreign page using this machine's browser."""
    host = request.client.host if request.client else ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        return False
    origin = request.headers.get("origin")
    return loopback and (not origin or urlsplit(origin).netloc == request.headers.get("host"))


async def answer(request: Request) -> Response:
    if not is_local(request):
        return JSONResponse({"error": "The control API answers this machine only."}, 403)
    act = ACTS.get(f"{request.method} {request.path_params['act']}")
    if act is None:
        return JSONResponse({"error": "There is no such control call."}, 404)
    m: Messenger = request.app.state.messenger
    try:
        result = await act(Ask(m, await read_fields(request)))
    except ControlError as error:
        m.store.flush()
        return JSONResponse({"error": str(error)}, 400)
    m.store.flush()
    return JSONResponse(result)


async def read_fields(request: Request) -> dict[str, Any]:
    """Query and path, then the JSON body; raises ControlError when that is no JSON object."""
    fields: dict[str, Any] = dict(request.query_params)
    if "id" in request.path_params:
        fields["id"] = request.path_params["id"]
    body = await request.body()
    try:
        given = json.loads(body) if body else {}
    except ValueError:
        raise ControlError("The body is not JSON.") from None
    if not isinstance(given, dict):
        raise ControlError("The body must be a JSON object.")
    return fields | given


async def events(request: Request) -> Response:
    """Server-sent events: what changed, by ids; the page then looks again."""
    if not is_local(request):
        return JSONResponse({"error": "The control API answers this machine only."}, 403)
    stream = live(request.app.state.messenger)
    return StreamingResponse(stream, media_type="text/event-stream", headers=NO_CACHE)


NO_CACHE = {"cache-control": "no-store"}


async def live(m: Messenger) -> AsyncIterator[str]:
    yield ": here\n\n"
    async for event in m.bus.events(HEARTBEAT):
        if event is None:
            yield ": still here\n\n"
        elif event["kind"] not in MACHINERY:
            yield f"data: {json.dumps(event)}\n\n"
        if m.closing:
            return


async def file(request: Request) -> Response:
    """A photo or document for the page."""
    m: Messenger = request.app.state.messenger
    stored = m.store.files.get(request.path_params["id"])
    if not is_local(request) or stored is None:
        return JSONResponse({"error": "There is no such file."}, 404)
    place = "inline" if stored.mime_type in SHOWN else "attachment"
    headers = {
        "content-disposition": f"{place}; filename*=UTF-8''{quote(stored.name)}",
        "x-content-type-options": "nosniff",
    }
    return Response(stored.content, media_type=stored.mime_type, headers=headers)

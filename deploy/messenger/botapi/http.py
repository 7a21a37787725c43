"""The HTTP edge of the Bot API: token, faults, the call, its answer, its line in the log."""

from pathlib import PurePosixPath
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from deploy.messenger.botapi.call import Call
from deploy.messenger.botapi.params import Params, read_params
from deploy.messenger.errors import ApiError, internal, not_found, too_many_requests, unauthorized
from deploy.messenger.faults import Fault
from deploy.messenger.messenger import Messenger
from deploy.messenger.methods import METHODS

SILENCE = 300.0
"""Seconds a "timeout" fault stays silent if the client does not give up before."""
POLLING = "getupdates"
log = structlog.get_logger(__name__)


class LostConnection(Response):
    """Promises a body, sends none: the server then closes the connection in mid-answer."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]}
        )


async def answer(request: Request) -> Response:
    """One Bot API request; what it changed is on disk before it is answered."""
    m: Messenger = request.app.state.messenger
    method: str = request.path_params["method"]
    if request.path_params["token"] != m.config.bot_token:
        return refusal(unauthorized())
    fault = m.faults.strike(method)
    if fault and fault.kind != "drop_after":
        return await struck(m, method, fault)
    try:
        params = await read_params(request)
        result = await logged_call(m, method, params)
    except ApiError as error:
        m.store.flush()
        return refusal(error)
    m.store.flush()
    return LostConnection() if fault else JSONResponse({"ok": True, "result": result})


def refusal(error: ApiError) -> JSONResponse:
    return JSONResponse(error.body(), error.code)


async def struck(m: Messenger, method: str, fault: Fault) -> Response:
    """The call is not carried out."""
    match fault.kind:
        case "429":
            error = too_many_requests(fault.retry_after)
            note(m, method, Params(), error.code)
            return refusal(error)
        case "500":
            note(m, method, Params(), internal().code)
            return refusal(internal())
        case "timeout":
            await m.bus.until(lambda: m.closing, SILENCE)
    return LostConnection()


async def logged_call(m: Messenger, method: str, params: Params) -> Any:
    """Carries out the method; raises ApiError. Polling does not count as being busy."""
    run = METHODS.get(method.lower())
    busy = int(method.lower() != POLLING)
    m.calls.busy += busy
    code = 0
    try:
        if run is None:
            raise not_found()
        return await run(Call(m, params))
    except ApiError as error:
        code = error.code
        raise
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        log.warning("messenger.malformed_call", method=method, error=type(error).__name__)
        code = 400
        raise ApiError(code, "Bad Request: can't parse the request") from error
    finally:
        m.calls.busy -= busy
        note(m, method, params, code)


def note(m: Messenger, method: str, params: Params, code: int) -> None:
    """Ids only: the log never holds a text."""
    m.calls.add(
        method=method,
        chat_id=params.identifier("chat_id"),
        user_id=params.identifier("user_id"),
        ok=not code,
        error_code=code or None,
        at=m.clock.steady(),
    )
    if method.lower() != POLLING:
        m.calls.last_at = m.clock.steady()
        m.bus.publish("call")


async def download(request: Request) -> Response:
    """The content behind a `file_path` of getFile."""
    m: Messenger = request.app.state.messenger
    if request.path_params["token"] != m.config.bot_token:
        return refusal(unauthorized())
    stored = m.store.files.get(PurePosixPath(request.path_params["path"]).stem)
    if stored is None:
        return refusal(not_found())
    return Response(stored.content, media_type=stored.mime_type)

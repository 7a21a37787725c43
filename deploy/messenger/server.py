"""The messenger as a server: the application, and ways to run it inside another program."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from deploy.messenger.botapi import http as botapi
from deploy.messenger.config import MessengerConfig
from deploy.messenger.control import http as control
from deploy.messenger.control.loading import load_beginning
from deploy.messenger.messenger import Messenger
from deploy.messenger.webhook import Webhook

STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
STOP_WITHIN = 2
"""Seconds an open connection may delay the end."""


async def page(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"content-security-policy": POLICY})


async def deep_link(request: Request) -> Response:
    """Stands for `t.me/<bot>?start=…`: first one chooses who follows the link."""
    messenger: Messenger = request.app.state.messenger
    if request.path_params["username"] != messenger.config.bot_username:
        return Response(status_code=404)
    link = f"https://t.me{request.url.path}?{request.url.query}"
    return RedirectResponse(f"/?{urlencode({'link': link})}")


ROUTES = [
    Route("/", page),
    Route("/{username}", deep_link),
    Mount("/static", StaticFiles(directory=STATIC)),
    Route("/bot{token}/{method}", botapi.answer, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", botapi.download),
    Route("/control/events", control.events),
    Route("/control/file/{id}", control.file),
    Route("/control/{act}/{id}", control.answer),
    Route("/control/{act}", control.answer, methods=["GET", "POST", "DELETE"]),
]


def create_app(config: MessengerConfig) -> Starlette:
    """`app.state.messenger` is the messenger itself, for callers in the same process."""
    messenger = Messenger(config)
    load_beginning(messenger)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        delivery = asyncio.create_task(Webhook(messenger).run())
        yield
        delivery.cancel()
        with suppress(asyncio.CancelledError):
            await delivery
        messenger.close()

    # A foreign page that rebinds its own name to this machine would pass for one of ours.
    own_names = Middleware(TrustedHostMiddleware, allowed_hosts=[config.host, "localhost"])
    app = Starlette(routes=ROUTES, lifespan=lifespan, middleware=[own_names])
    app.state.messenger = messenger
    return app


class QuietServer(uvicorn.Server):
    """Leaves the signals to the program it runs in, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True, slots=True)
class RunningMessenger:
    url: str
    messenger: Messenger


@asynccontextmanager
async def running_messenger(config: MessengerConfig) -> AsyncIterator[RunningMessenger]:
    """Serves until the block ends. Raises OSError when the port is taken."""
    app = create_app(config)
    messenger: Messenger = app.state.messenger
    listener = socket.create_server((config.host, config.port))
    # asyncio does this only for sockets that name their protocol; without it an answer takes 40 ms
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    port = listener.getsockname()[1]
    server = QuietServer(
        uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=STOP_WITHIN
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        yield RunningMessenger(f"http://{config.host}:{port}", messenger)
    finally:
        messenger.let_go()
        server.should_exit = True
        await serving
        listener.close()


async def serve(config: MessengerConfig) -> None:
    """Until cancelled."""
    async with running_messenger(config):
        await asyncio.Event().wait()

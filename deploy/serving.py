"""A web server inside a process that has more to do."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from deploy.errors import CommandError

_STOP_WITHIN_SECONDS = 1


class _Server(uvicorn.Server):
    """Leaves the signals to the process, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int, setting: str) -> AsyncIterator[None]:
    """Serve until the block ends. Raises CommandError naming the setting of a port in use."""
    listener = _listen(host, port, setting)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_STOP_WITHIN_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.listening.wait()
        yield
    finally:
        server.should_exit = True
        await task
        listener.close()


def _listen(host: str, port: int, setting: str) -> socket.socket:
    try:
        listener = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise CommandError(
            f"{setting}: {host}:{port} cannot be used ({error.strerror}); choose another port"
        ) from None
    # asyncio sets this only on sockets that it opens itself; without it an answer takes 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

"""Parts that run side by side until the process is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog

log = structlog.get_logger()

Work = Callable[[], Coroutine[Any, Any, None]]
_PAUSE_SECONDS = 5.0


@asynccontextmanager
async def in_background(
    name: str, work: Work, *, ask_to_stop: Callable[[], None] | None = None, grace: float = 1.5
) -> AsyncIterator[None]:
    """Run until the block ends; a part that broke is begun anew after a pause.

    `ask_to_stop` lets it finish what it holds; after `grace` seconds it is cancelled.
    """
    task = asyncio.create_task(_kept_alive(name, work), name=name)
    try:
        yield
    finally:
        if ask_to_stop is not None:
            ask_to_stop()
            await asyncio.wait({task}, timeout=grace)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _kept_alive(name: str, work: Work) -> None:
    while True:
        try:
            return await work()
        except Exception:  # one broken part must not stop the others
            log.exception("part_broke", part=name)
            await asyncio.sleep(_PAUSE_SECONDS)


async def told_to_stop() -> None:
    """Return at the first SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()

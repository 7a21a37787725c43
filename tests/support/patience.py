"""Nothing may wait for ever where a test run ends: what hangs there hangs in silence.

pytest-timeout interrupts a wait once. Where a fixture of the session waits again while it is
cancelled (a browser's driver does), nothing interrupts that: all dots stand there, and no summary
ever follows.
"""

import asyncio
import faulthandler
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil

_PATIENCE_SECONDS = 60
_LAST_RESORT_SECONDS = 300  # later than pytest-timeout, whose word says more


@asynccontextmanager
async def ending() -> AsyncIterator[None]:
    """For what is closed at the very end; raises TimeoutError where that does not come about."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        yield


def kill_children(having: str) -> None:
    """Those of this process with that word on their command line, and all below them."""
    for child in psutil.Process().children():
        if having in child.cmdline():
            for one in (*child.children(recursive=True), child):
                one.kill()


class LastResort:
    """Where everything hangs all the same, it says where, and the process ends."""

    def __init__(self) -> None:
        self._errors = os.dup(2)  # before pytest catches what is written there

    def arm(self) -> None:
        faulthandler.dump_traceback_later(_LAST_RESORT_SECONDS, exit=True, file=self._errors)

    def disarm(self) -> None:
        faulthandler.cancel_dump_traceback_later()

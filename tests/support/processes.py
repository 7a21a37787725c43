"""The club as processes of their own, started and stopped as an administrator does it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 90  # seconds, for a machine that has much to do besides


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process:
    """A running `club`."""

    def __init__(self, running: asyncio.subprocess.Process) -> None:
        self._running = running

    async def lines(self, count: int) -> list[str]:
        assert self._running.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return [(await self._running.stdout.readline()).decode() for _ in range(count)]

    async def stop(self) -> tuple[int, str]:
        """Ask to stop as systemd does; returns the exit code and what was logged."""
        self._running.send_signal(signal.SIGTERM)
        return await self.end()

    async def end(self) -> tuple[int, str]:
        async with asyncio.timeout(PATIENCE):
            _, errors = await self._running.communicate()
        assert self._running.returncode is not None
        return self._running.returncode, errors.decode()


# Of a messenger that takes many more messages a second, where a test has thousands to send.
HASTY = """
from dataclasses import replace
from bot import capabilities
known = capabilities.CAPABILITIES
known["telegram"] = replace(known["telegram"], messages_per_second=1000)
"""


@asynccontextmanager
async def club(*words: str, before: str = "", **settings: str) -> AsyncIterator[Process]:
    """`before` is what the process does before it is a club."""
    environment = {**os.environ, **settings}
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"{before}\nfrom deploy.cli import main; main()",
        *words,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(running)
    finally:
        if running.returncode is None:
            running.kill()
            async with asyncio.timeout(PATIENCE):
                await running.communicate()

"""The demonstration as a process of its own, for what can only be measured from outside."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.messenger.client import MessengerControl

_LINES = 4  # three addresses and how to stop


@dataclass(frozen=True)
class Demonstration:
    messenger: str
    started_at: float  # of the monotonic clock
    process: psutil.Process


@asynccontextmanager
async def demonstration(folder: Path) -> AsyncIterator[Demonstration]:
    """`club run` in the folder, without a token, as soon as its addresses are printed."""
    ports = {"CLUB_WEB_PORT": _free_port(), "CLUB_MESSENGER_PORT": _free_port()}
    started_at = time.monotonic()
    club = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("club"),
        "run",
        cwd=folder,
        env={**os.environ, **ports},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert club.stdout is not None
        printed = [(await club.stdout.readline()).decode() for _ in range(_LINES)]
        yield Demonstration(printed[0].split()[-1], started_at, psutil.Process(club.pid))
    finally:
        club.terminate()
        await club.wait()


async def polled(url: str) -> None:
    """Return when the bot has asked for updates: then it has taken one that was waiting."""
    async with MessengerControl(url) as control:
        person = await control.add_person("Анна")
        await control.start(int(person["id"]))
        await control.idle(timeout=60)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])

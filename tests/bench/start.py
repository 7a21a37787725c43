"""From starting the process on a fresh folder, seeding included, to the bot's first poll."""

import tempfile
import time
from pathlib import Path

from tests.bench.harness import Result
from tests.bench.processes import demonstration, polled

GOAL_SECONDS = 12.0


async def run() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with demonstration(Path(folder)) as club:
            await polled(club.messenger)
            seconds = time.monotonic() - club.started_at
    return Result(
        bench="start",
        value=round(seconds, 2),
        unit="s",
        goal=f"<= {GOAL_SECONDS}",
        ok=seconds <= GOAL_SECONDS,
    )

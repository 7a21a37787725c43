"""Memory of the all-in-one process after it has answered people: resident set, in MiB."""

import tempfile
from pathlib import Path

from deploy.messenger.client import MessengerControl
from tests.bench.harness import Result
from tests.bench.processes import demonstration, polled

GOAL_MIB = 350
_PEOPLE = 50
_MIB = 2**20


async def run() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with demonstration(Path(folder)) as club:
            await polled(club.messenger)
            await _talk(club.messenger)
            used = club.process.memory_info().rss / _MIB
    return Result(
        bench="memory",
        value=round(used, 1),
        unit="MiB",
        goal=f"<= {GOAL_MIB}",
        ok=used <= GOAL_MIB,
    )


async def _talk(url: str) -> None:
    async with MessengerControl(url) as control:
        for number in range(_PEOPLE):
            person = await control.add_person(f"Анна {number}")
            await control.start(int(person["id"]))
        await control.idle(timeout=120)

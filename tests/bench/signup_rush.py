"""Two hundred families want fifty seats in the same second (scenario 17)."""

import asyncio
import gc
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from community.core.actor import Actor
from community.core.clock import ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.events.planning.models import Event
from community.events.signing.entering import Door
from community.events.signing.rules import Company
from deploy import schema
from deploy.assembly import wire_facts
from tests.bench.harness import Result
from tests.support.factories import Region
from tests.support.season import Season

_FAMILIES, _SEATS, _ROUNDS = 200, 50, 5
_GOAL_MS = 150.0
_MORNING = datetime(2026, 3, 16, 3, tzinfo=UTC)


async def run() -> Result:
    """From the tap being understood to the place being saved, for each family of each rush."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'club.db'}"
        database = Database(url, Keyring(["bench"]), ManualClock(_MORNING), ZoneInfo("Asia/Tomsk"))
        wire_facts(database)
        await schema.upgrade(database.engine)
        season = await Season.of(await Region.create(database))
        families = [await _family(season) for _ in range(_FAMILIES)]
        gc.freeze()  # as an installation does (deploy/judging.py)
        spent = [one for _ in range(_ROUNDS) for one in await _rush(season, families)]
        await database.close()
    p95 = quantiles(spent, n=20)[-1]
    return Result(
        bench="signup_rush",
        value=round(p95, 1),
        unit=f"ms p95 of {_FAMILIES} families for {_SEATS} seats at once, {_ROUNDS} times",
        goal=f"<= {_GOAL_MS:.0f} on SQLite, never oversold",
        ok=p95 <= _GOAL_MS,
    )


async def _family(season: Season) -> Actor:
    return await season.region.actor(await season.region.member())


async def _rush(season: Season, families: list[Actor]) -> list[float]:
    event = await season.event(capacity=_SEATS)
    spent = await asyncio.gather(
        *(_sign_up(season, event, actor, number) for number, actor in enumerate(families))
    )
    after = await season.fresh(event)
    assert after.taken <= _SEATS
    return list(spent)


async def _sign_up(season: Season, event: Event, actor: Actor, number: int) -> float:
    company = Company(1 + number % 2, number % 3)
    began = time.perf_counter()
    await season.region.database.only(Door).sign_up(actor, event.id, company)
    return (time.perf_counter() - began) * 1000

"""Pages of the site side by side: the same page of a large club and of a small one."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

import httpx

from community.core.actor import system_actor
from community.core.clock import ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.membership.sign_in.service import create_link
from deploy import schema
from deploy.defaults_loader import load_region
from web.app import create_app
from web.context import WebContext

NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
_ROUNDS = 100
_WARM_UP = 10
_SYSTEM = system_actor("cli")


async def side_by_side(
    large: httpx.AsyncClient, small: httpx.AsyncClient, path: str
) -> tuple[float, float]:
    """The 95th percentiles in milliseconds, taken in turns: a busy machine disturbs both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(_WARM_UP + _ROUNDS):
        for client, taken in zip((large, small), times, strict=True):
            began = time.perf_counter()
            response = await client.get(path)
            spent = (time.perf_counter() - began) * 1000
            response.raise_for_status()
            if number >= _WARM_UP:
                taken.append(spent)
    slow, fast = (quantiles(taken, n=20)[-1] for taken in times)
    return slow, fast


@asynccontextmanager
async def site(
    path: Path, fill: Callable[[Database], Awaitable[None]]
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which the first person is signed in, whom `fill` made a leader."""
    keyring = Keyring(["a secret of the benchmarks, long enough"])
    database = Database(f"sqlite:///{path}", keyring, ManualClock(NOW))
    await schema.upgrade(database.engine)
    async with database.write() as session:
        await load_region(session, _SYSTEM)
    await fill(database)
    context = WebContext(
        database=database,
        zone=ZoneInfo("Asia/Tomsk"),
        region_name="",
        site_url="http://bench",
        bot_username="bench_bot",
        secure_cookies=False,
    )
    transport = httpx.ASGITransport(create_app(context))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://bench", follow_redirects=True
    ) as client:
        async with database.write() as session:
            token = await create_link(session, _SYSTEM, 1)
        (await client.get(f"/login/{token}")).raise_for_status()
        yield client
    await database.close()

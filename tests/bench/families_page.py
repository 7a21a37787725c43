"""`/families` for a large region against the same page for a small one."""

import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import insert

from community.core.actor import Role, system_actor
from community.core.clock import ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.membership.people.models import (
    Family,
    FamilyState,
    NameToken,
    Person,
    RoleGrant,
    Standing,
)
from community.membership.sign_in.service import create_link
from deploy import schema
from deploy.defaults_loader import load_region
from web.app import create_app
from web.context import WebContext

LARGE, SMALL = 100_000, 1_000
GOAL = 2.0
_ROUNDS = 120
_WARM_UP = 10
_DISTRICTS = 20
_BATCH = 5_000
_NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
_SYSTEM = system_actor("cli")
_NAMES = ("Анна", "Мария", "Ольга", "Ирина", "Елена", "Пётр", "Сергей")
_FAMILY_NAMES = ("Седова", "Новикова", "Ким", "Орлова", "Белова", "Лебедева", "Громова")


async def run() -> dict[str, Any]:
    """The 95th percentile of the large page in milliseconds, and its ratio to the small one."""
    with tempfile.TemporaryDirectory() as folder:
        large = _site(Path(folder) / "large.db", LARGE)
        small = _site(Path(folder) / "small.db", SMALL)
        async with large as large_client, small as small_client:
            slow, fast = await _side_by_side(large_client, small_client)
    ratio = slow / fast
    return {
        "bench": "families_page",
        "value": round(slow, 2),
        "unit": "ms p95",
        "ratio": round(ratio, 2),
        "against": f"the same page with {SMALL} families, {fast:.2f} ms p95",
        "goal": f"ratio <= {GOAL}",
        "ok": ratio <= GOAL,
    }


async def _side_by_side(large: httpx.AsyncClient, small: httpx.AsyncClient) -> tuple[float, float]:
    """Taken in turns, so that a busy machine disturbs both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(_WARM_UP + _ROUNDS):
        for client, taken in zip((large, small), times, strict=True):
            began = time.perf_counter()
            response = await client.get("/families")
            spent = (time.perf_counter() - began) * 1000
            response.raise_for_status()
            if round_number >= _WARM_UP:
                taken.append(spent)
    slow, fast = (quantiles(taken, n=20)[-1] for taken in times)
    return slow, fast


@asynccontextmanager
async def _site(path: Path, families: int) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which a leader of the region is signed in."""
    keyring = Keyring(["a secret of the benchmarks, long enough"])
    database = Database(f"sqlite:///{path}", keyring, ManualClock(_NOW))
    await schema.upgrade(database.engine)
    async with database.write() as session:
        await load_region(session, _SYSTEM)
    await _fill(database, families)
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


async def _fill(database: Database, families: int) -> None:
    """Families of one named adult each; the first adult leads the region."""
    async with database.write() as session:
        for first in range(1, families + 1, _BATCH):
            numbers = range(first, min(first + _BATCH, families + 1))
            await session.execute(insert(Family), [_family(number) for number in numbers])
            await session.execute(insert(Person), [_person(number) for number in numbers])
            tokens = [token for number in numbers for token in _tokens(number)]
            await session.execute(insert(NameToken), tokens)
        session.add(RoleGrant(person_id=1, role=Role.LEADER, granted_at=_NOW))
        await session.commit()


def _family(number: int) -> dict[str, Any]:
    since = _NOW - timedelta(minutes=number * 7)
    return {
        "id": number,
        "number": number,
        "district_id": number % _DISTRICTS + 1,
        "state": FamilyState.LEFT if number % 11 == 0 else FamilyState.MEMBER,
        "created_at": since,
        "verified_at": since,
    }


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "given_name": _NAMES[number % len(_NAMES)],
        "family_name": _FAMILY_NAMES[number // 3 % len(_FAMILY_NAMES)],
        "language": "ru",
        "standing": Standing.MEMBER,
        "family_id": number,
        "district_id": number % _DISTRICTS + 1,
        "created_at": _NOW,
        "verified_at": _NOW,
    }


def _tokens(number: int) -> Iterator[dict[str, Any]]:
    person = _person(number)
    for part in ("given_name", "family_name"):
        yield {"person_id": number, "token": person[part].lower()}

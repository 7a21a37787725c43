"""`/events` with many events behind it against the same page with few."""

import tempfile
import time
from collections.abc import AsyncIterator
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
from community.events.planning.kinds import EventFormat, EventKind, EventState
from community.events.planning.models import Event, EventDistrict
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.membership.people.models import Person, RoleGrant, Standing
from community.membership.sign_in.service import create_link
from deploy import schema
from deploy.defaults_loader import load_region
from web.app import create_app
from web.context import WebContext

MANY, FEW = 5_000, 50
GOAL_MS = 80.0
_AHEAD = 30
_FAMILIES = 10  # that have signed up to each
_ROUNDS = 100
_WARM_UP = 10
_DISTRICTS = 20
_PATHS = ("/events", "/events?when=past", "/events?when=past&search=чай", "/events/calendar")
_NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
_SYSTEM = system_actor("cli")


async def run() -> dict[str, Any]:
    """The slowest page's 95th percentile in milliseconds, and its ratio to the small club's."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = _site(Path(folder) / "many.db", MANY), _site(Path(folder) / "few.db", FEW)
        async with many as large, few as small:
            figures = [await _side_by_side(large, small, path) for path in _PATHS]
    slow, fast = max(figures)
    return {
        "bench": "events_page",
        "value": round(slow, 2),
        "unit": "ms p95",
        "ratio": round(slow / fast, 2),
        "against": f"the same page with {FEW} past events, {fast:.2f} ms p95",
        "goal": f"<= {GOAL_MS:g} ms with {MANY} past events",
        "ok": slow <= GOAL_MS,
    }


async def _side_by_side(
    large: httpx.AsyncClient, small: httpx.AsyncClient, path: str
) -> tuple[float, float]:
    """Taken in turns, so that a busy machine disturbs both alike."""
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
async def _site(path: Path, past: int) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which a leader of a district is signed in: whose reach the query has to ask."""
    keyring = Keyring(["a secret of the benchmarks, long enough"])
    database = Database(f"sqlite:///{path}", keyring, ManualClock(_NOW))
    await schema.upgrade(database.engine)
    async with database.write() as session:
        await load_region(session, _SYSTEM)
    await _fill(database, past)
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


async def _fill(database: Database, past: int) -> None:
    """Events behind and ahead, every fourth of the region; the first person leads a district."""
    numbers = range(1, past + _AHEAD + 1)
    async with database.write() as session:
        people = [_person(number) for number in range(1, _FAMILIES + 1)]
        await session.execute(insert(Person), people)
        await session.execute(insert(Event), [_event(number, past) for number in numbers])
        places = [_place(number) for number in numbers if number % 4]
        await session.execute(insert(EventDistrict), places)
        parties = [_party(event, person, past) for event in numbers for person in range(_FAMILIES)]
        await session.execute(insert(EventParty), parties)
        grant = RoleGrant(person_id=1, role=Role.LEADER, district_id=1, granted_at=_NOW)
        session.add(grant)
        await session.commit()


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "given_name": "Анна",
        "family_name": "Седова",
        "language": "ru",
        "standing": Standing.CANDIDATE,
        "district_id": 1,
        "created_at": _NOW,
        "verified_at": _NOW,
    }


def _event(number: int, past: int) -> dict[str, Any]:
    is_past = number <= past
    days = timedelta(days=-number / 2) if is_past else timedelta(days=number - past)
    return {
        "id": number,
        "code": f"code{number}",
        "kind": list(EventKind)[number % len(EventKind)],
        "aims": ["bonds"],
        "guests": ["core", "families"],
        "title": f"Субботний чай {number}",
        "about": "Приходите",
        "programme": "",
        "format": EventFormat.IN_PERSON,
        "place": "Дом дружбы",
        "starts_at": _NOW + days,
        "ends_at": _NOW + days + timedelta(hours=2),
        "capacity": 20,
        "ceiling": 20,
        "taken": _FAMILIES,
        "state": EventState.CLOSED if is_past else EventState.ANNOUNCED,
        "organiser_id": 1 if number % 10 == 0 else None,
        "version": 0,
        "walk_ins": 0,
        "created_at": _NOW,
        "announced_at": _NOW,
    }


def _place(number: int) -> dict[str, Any]:
    return {"event_id": number, "district_id": number % _DISTRICTS + 1}


def _party(event: int, person: int, past: int) -> dict[str, Any]:
    came = 1 if event <= past else None
    return {
        "event_id": event,
        "person_id": person + 1,
        "state": PartyState.GOING,
        "adults": 1,
        "children": 0,
        "seats": 1,
        "ages": [],
        "code": f"{event}-{person}",
        "signed_at": _NOW,
        "queued_at": _NOW,
        "came_adults": came,
        "came_children": came and 0,
    }

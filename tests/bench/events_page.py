"""`/events` with many events behind it against the same page with few."""

import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from community.core.actor import Role
from community.core.db import Database
from community.events.planning.kinds import EventFormat, EventKind, EventState
from community.events.planning.models import Event, EventDistrict
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.membership.people.models import Person, RoleGrant, Standing
from tests.bench.pages import NOW, side_by_side, site

MANY, FEW = 5_000, 50
GOAL_MS = 80.0
_AHEAD = 30
_FAMILIES = 10  # that have signed up to each
_DISTRICTS = 20
_PATHS = ("/events", "/events?when=past", "/events?when=past&search=чай", "/events/calendar")


async def run() -> dict[str, Any]:
    """The slowest page's 95th percentile in milliseconds, and its ratio to the small club's."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (
            site(Path(folder) / "many.db", partial(_fill, MANY)),
            site(Path(folder) / "few.db", partial(_fill, FEW)),
        )
        async with many as large, few as small:
            figures = [await side_by_side(large, small, path) for path in _PATHS]
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


async def _fill(past: int, database: Database) -> None:
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
        grant = RoleGrant(person_id=1, role=Role.LEADER, district_id=1, granted_at=NOW)
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
        "created_at": NOW,
        "verified_at": NOW,
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
        "starts_at": NOW + days,
        "ends_at": NOW + days + timedelta(hours=2),
        "capacity": 20,
        "ceiling": 20,
        "taken": _FAMILIES,
        "state": EventState.CLOSED if is_past else EventState.ANNOUNCED,
        "organiser_id": 1 if number % 10 == 0 else None,
        "version": 0,
        "walk_ins": 0,
        "created_at": NOW,
        "announced_at": NOW,
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
        "signed_at": NOW,
        "queued_at": NOW,
        "came_adults": came,
        "came_children": came and 0,
    }

"""`/families` for a large region against the same page for a small one."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from community.core.actor import Role
from community.core.db import Database
from community.membership.people.models import (
    Family,
    FamilyState,
    NameToken,
    Person,
    RoleGrant,
    Standing,
)
from tests.bench.pages import NOW, side_by_side, site

LARGE, SMALL = 100_000, 1_000
GOAL = 2.0
_DISTRICTS = 20
_BATCH = 5_000
_NAMES = ("Анна", "Мария", "Ольга", "Ирина", "Елена", "Пётр", "Сергей")
_FAMILY_NAMES = ("Седова", "Новикова", "Ким", "Орлова", "Белова", "Лебедева", "Громова")


async def run() -> dict[str, Any]:
    """The 95th percentile of the large page in milliseconds, and its ratio to the small one."""
    with tempfile.TemporaryDirectory() as folder:
        large = site(Path(folder) / "large.db", partial(_fill, LARGE))
        small = site(Path(folder) / "small.db", partial(_fill, SMALL))
        async with large as large_client, small as small_client:
            slow, fast = await side_by_side(large_client, small_client, "/families")
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


async def _fill(families: int, database: Database) -> None:
    """Families of one named adult each; the first adult leads the region."""
    async with database.write() as session:
        for first in range(1, families + 1, _BATCH):
            numbers = range(first, min(first + _BATCH, families + 1))
            await session.execute(insert(Family), [_family(number) for number in numbers])
            await session.execute(insert(Person), [_person(number) for number in numbers])
            tokens = [token for number in numbers for token in _tokens(number)]
            await session.execute(insert(NameToken), tokens)
        session.add(RoleGrant(person_id=1, role=Role.LEADER, granted_at=NOW))
        await session.commit()


def _family(number: int) -> dict[str, Any]:
    since = NOW - timedelta(minutes=number * 7)
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
        "created_at": NOW,
        "verified_at": NOW,
    }


def _tokens(number: int) -> Iterator[dict[str, Any]]:
    person = _person(number)
    for part in ("given_name", "family_name"):
        yield {"person_id": number, "token": person[part].lower()}

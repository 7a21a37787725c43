"""Booking a time of any specialist, with its letters, its log and its conversation."""

import gc
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from community.consultations.booking.queries import free_of_speciality
from community.consultations.requests.service import book_time
from community.consultations.schedule.queries import Wish
from community.consultations.specialists.kinds import Format
from community.core.db import Database
from community.membership.people import queries as people
from tests.bench.harness import Result
from tests.bench.practice import PARENTS, SPECIALISTS, practice

_BOOKINGS, _WARM_UP = 150, 10
_GOAL_MS = 30.0


async def run() -> Result:
    """Each parent takes the next time that is free: the worst place for a crowd."""
    with tempfile.TemporaryDirectory() as folder:
        async with practice(Path(folder)) as database:
            gc.freeze()  # as an installation does (deploy/judging.py)
            spent = [await _book(database, number) for number in range(_WARM_UP + _BOOKINGS)]
    assert len(spent) <= PARENTS
    p95 = quantiles(spent[_WARM_UP:], n=20)[-1]
    return Result(
        bench="booking",
        value=round(p95, 1),
        unit=f"ms p95 of {_BOOKINGS} bookings, any of {SPECIALISTS} specialists",
        goal=f"<= {_GOAL_MS:.0f} on SQLite",
        ok=p95 <= _GOAL_MS,
    )


async def _book(database: Database, number: int) -> float:
    request, person = number + 1, SPECIALISTS + 1 + number
    async with database.read() as session:
        slots = await free_of_speciality(session, 1, Wish(Format.ONLINE), limit=50)
        actor = await people.actor_for(session, person, "bot")
    began = time.perf_counter()
    async with database.write() as session:
        await book_time(session, actor, request, slots[0].starts_at, Format.ONLINE)
    return (time.perf_counter() - began) * 1000

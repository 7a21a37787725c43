"""Work that comes round by the clock leaves a pulse, and is done once wherever it is due."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from community.core import heartbeat
from community.core.db import Database
from community.core.heartbeat import Pulse
from community.membership.leaving.service import leave
from community.membership.people.models import Person, Standing
from deploy.jobs import Job, Turns, domain_jobs, first_turn, running_jobs
from tests.support.databases import open_database
from tests.support.factories import Region

HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


async def well() -> None:
    """A turn with nothing to do."""


async def broken() -> None:
    raise ValueError("Планета-Секрет")


async def pulses(database: Database) -> Sequence[Pulse]:
    async with database.read() as session:
        return await heartbeat.pulses(session)


async def test_a_turn_that_went_well_is_a_healthy_pulse(database: Database) -> None:
    await Turns(database).take(Job("sweep", HOUR, well))
    [pulse] = await pulses(database)
    assert (pulse.name, pulse.healthy, pulse.error) == ("sweep", True, None)


async def test_a_turn_that_broke_is_told_by_the_class_of_its_error(database: Database) -> None:
    turns = Turns(database)
    await turns.take(Job("sweep", HOUR, broken))
    [pulse] = await pulses(database)
    assert (pulse.healthy, pulse.error) == (False, "ValueError")

    await turns.take(Job("sweep", HOUR, well))
    [pulse] = await pulses(database)
    assert pulse.healthy


async def test_a_job_of_seconds_writes_its_pulse_once_a_minute(sqlite: Database) -> None:
    turns, job = Turns(sqlite), Job("activity", timedelta(seconds=5), well)
    await turns.take(job)
    written: list[str] = []
    event.listen(
        sqlite.engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: written.append(statement),
    )
    for _ in range(5):
        await turns.take(job)
    assert written == []
    [pulse] = await pulses(sqlite)
    assert pulse.healthy


async def test_a_database_that_is_away_does_not_end_the_turns(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OSError

    monkeypatch.setattr(sqlite, "write", gone)
    await Turns(sqlite).take(Job("sweep", HOUR, well))
    assert await pulses(sqlite) == []


async def test_of_several_workers_on_one_postgres_only_one_takes_the_turn(
    database: Database,
) -> None:
    began, may_end = asyncio.Event(), asyncio.Event()
    turns: list[str] = []

    async def long() -> None:
        turns.append("first")
        began.set()
        await may_end.wait()

    async def late() -> None:
        turns.append("second")

    second_worker = open_database(database.url)
    first = asyncio.create_task(Turns(database).take(Job("sweep", HOUR, long)))
    await began.wait()
    await Turns(second_worker).take(Job("sweep", HOUR, late))
    await Turns(second_worker).take(Job("activity", HOUR, late, everywhere=True))
    may_end.set()
    await first
    await second_worker.close()

    # SQLite is one machine's, where nobody else takes turns.
    alone = 2 if database.is_sqlite else 1
    assert turns == ["first", *["second"] * alone]


def test_a_new_job_has_its_first_turn_soon() -> None:
    assert first_turn(Job("sweep", HOUR, well), None, NOON) == NOON + timedelta(seconds=3)


def test_a_restart_neither_repeats_nor_delays_a_turn() -> None:
    job = Job("sweep", 24 * HOUR, well)
    assert first_turn(job, NOON - 5 * HOUR, NOON) == NOON + 19 * HOUR
    assert first_turn(job, NOON - 50 * HOUR, NOON) == NOON + job.first_after


async def test_the_scheduler_gives_each_job_its_turn(sqlite: Database) -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    async with running_jobs(sqlite, [Job("sweep", HOUR, work)]):
        await asyncio.wait_for(done.wait(), timeout=30)


async def test_erasure_comes_round_for_everyone_who_is_due(region: Region) -> None:
    for name in ("Анна", "Вера"):
        await region.act(await region.member(name, "Седова"), leave)
    region.clock.advance(timedelta(days=8))

    jobs = {job.name: job for job in domain_jobs(region.database)}
    for job in jobs.values():
        await Turns(region.database).take(job)

    async with region.database.read() as session:
        people = [await session.get_one(Person, number) for number in (1, 2)]
    assert {person.standing for person in people} == {Standing.ERASED}
    assert [pulse.healthy for pulse in await pulses(region.database)] == [True] * len(jobs)

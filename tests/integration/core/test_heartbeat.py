"""A job that silently stopped is seen."""

from datetime import timedelta

from community.core.clock import ManualClock
from community.core.db import Database
from community.core.heartbeat import JobHeartbeat, Pulse, beat, pulses
from tests.support.looking import only

MINUTE = timedelta(minutes=1)


async def take_pulse(database: Database) -> Pulse:
    async with database.read() as session:
        (pulse,) = await pulses(session)
    return pulse


async def run(database: Database, error: str | None = None) -> None:
    async with database.write() as session:
        await beat(session, "raids", MINUTE, error)


def clock_of(database: Database) -> ManualClock:
    assert isinstance(database.clock, ManualClock)
    return database.clock


async def test_a_job_is_healthy_until_it_missed_three_turns(database: Database) -> None:
    await run(database)
    assert (await take_pulse(database)).healthy

    clock_of(database).advance(3 * MINUTE)
    assert (await take_pulse(database)).healthy

    clock_of(database).advance(timedelta(seconds=1))
    assert not (await take_pulse(database)).healthy


async def test_a_job_that_fails_is_ill_until_it_succeeds(database: Database) -> None:
    for _ in range(2):
        await run(database, error="OperationalError")
    pulse = await take_pulse(database)
    assert (pulse.healthy, pulse.error) == (False, "OperationalError")
    assert (await only(database, JobHeartbeat)).failures_in_a_row == 2

    await run(database)
    assert (await take_pulse(database)).healthy
    row = await only(database, JobHeartbeat)
    assert (row.runs, row.failures_in_a_row, row.error) == (3, 0, None)


async def test_a_job_that_ran_a_moment_ago_says_when(database: Database) -> None:
    await run(database)
    clock_of(database).advance(MINUTE)
    await run(database)

    pulse = await take_pulse(database)

    assert pulse.finished_at == clock_of(database).now()

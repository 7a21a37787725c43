"""A newcomer's first steps: counted in memory, written in batches, over once."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from moderation.incidents.facts import ProbationOver
from moderation.incidents.models import Probation
from moderation.incidents.probation import Progress, count, probation_of, release
from moderation.incidents.settings import save_settings
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows

DAY = timedelta(days=1)


@pytest.fixture
async def newcomer(region: Region) -> Someone:
    return await region.newcomer()


@pytest.fixture
def heard(region: Region) -> list[int]:
    """Accounts whose probation was said to be over."""
    accounts: list[int] = []

    async def hear(_session: AsyncSession, fact: ProbationOver) -> None:
        accounts.append(fact.account_id)

    region.database.facts.subscribe(ProbationOver, hear)
    return accounts


async def wrote(region: Region, counts: dict[int, int]) -> None:
    async with region.database.write() as session:
        await count(session, counts)


async def progress(region: Region, someone: Someone) -> Progress:
    async with region.database.read() as session:
        return await probation_of(session, someone.account_id, region.clock.now())


async def test_probation_is_over_after_enough_messages(
    region: Region, newcomer: Someone, heard: list[int]
) -> None:
    assert await progress(region, newcomer) == Progress(False, 5, None)

    await wrote(region, {newcomer.account_id: 3})
    begun = region.clock.now()
    assert await progress(region, newcomer) == Progress(False, 2, begun + 3 * DAY)

    region.advance_minutes(10)
    await wrote(region, {newcomer.account_id: 2})
    assert await progress(region, newcomer) == Progress(True, 0, begun + 3 * DAY)
    row = await only(region.database, Probation)
    assert (row.since, row.messages, row.over_at) == (begun, 5, region.clock.now())
    assert heard == [newcomer.account_id]


async def test_probation_is_over_after_enough_days_whether_written_down_or_not(
    region: Region, newcomer: Someone, heard: list[int]
) -> None:
    await wrote(region, {newcomer.account_id: 1})
    region.clock.advance(3 * DAY - timedelta(seconds=1))
    assert not (await progress(region, newcomer)).over

    region.clock.advance(timedelta(seconds=1))
    assert (await progress(region, newcomer)).over
    await wrote(region, {newcomer.account_id: 1})

    assert heard == [newcomer.account_id]


async def test_a_batch_counts_each_newcomer_apart(region: Region, heard: list[int]) -> None:
    first, second = [(await region.newcomer()).account_id for _ in range(2)]

    await wrote(region, {first: 4, second: 9})
    await wrote(region, {first: 1, second: 1})
    await wrote(region, {})

    stored = {row.account_id: row.messages for row in await rows(region.database, Probation)}
    assert stored == {first: 5, second: 10}
    assert heard == [second, first], "each once"


async def test_counts_of_two_processes_add_up(
    region: Region, newcomer: Someone, heard: list[int]
) -> None:
    _, errors = await race(*(wrote(region, {newcomer.account_id: 1}) for _ in range(6)))

    assert errors == []
    assert (await only(region.database, Probation)).messages == 6
    assert heard == [newcomer.account_id]


async def test_the_region_says_how_long_and_may_have_none(
    region: Region, newcomer: Someone
) -> None:
    await region.act(SYSTEM, save_settings, None, {"probation_messages": 2})
    await wrote(region, {newcomer.account_id: 1})
    assert (await progress(region, newcomer)).messages_left == 1

    await region.act(SYSTEM, save_settings, None, {"probation_days": 0})
    assert (await progress(region, newcomer)).over
    assert (await progress(region, await region.newcomer())).over


@pytest.mark.parametrize("messages", [0, 1])
async def test_a_person_may_end_it_early(
    region: Region, newcomer: Someone, heard: list[int], messages: int
) -> None:
    if messages:
        await wrote(region, {newcomer.account_id: messages})

    for _ in range(2):
        async with region.database.write() as session:
            await release(session, newcomer.account_id, region.clock.now())
            await session.commit()

    assert (await progress(region, newcomer)).over
    assert heard == [newcomer.account_id]


async def test_whoever_was_verified_long_ago_is_no_newcomer_when_they_first_write(
    region: Region,
) -> None:
    mother = await region.member()
    verified = region.clock.now()
    assert await progress(region, mother) == Progress(False, 5, verified + 3 * DAY)
    region.clock.advance(4 * DAY)
    assert (await progress(region, mother)).over
    await wrote(region, {mother.account_id: 1})
    assert (await only(region.database, Probation)).over_at == region.clock.now()

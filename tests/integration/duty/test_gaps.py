"""Halves in which nobody is on duty are told of in time, and not too often."""

from datetime import date, timedelta

import pytest

from community.core.actor import Role
from community.duty.gaps import gaps, tell_of_gaps
from community.duty.kinds import Half
from community.duty.roster import plan
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import queued

MONDAY = date(2026, 3, 16)


async def empty(region: Region, days: int) -> list[tuple[date, Half]]:
    async with region.database.read() as session:
        return list(await gaps(session, days))


async def tell(region: Region) -> int:
    async with region.database.write() as session:
        return await tell_of_gaps(session)


async def told(region: Region) -> list[tuple[int, bool]]:
    """Who heard, and whether it was of the coming night."""
    letters = await queued(region.database, "duty.gaps")
    return [(letter.recipient_id, letter.params["tonight"]) for letter in letters]


@pytest.fixture
async def two_leaders(region: Region, leader: Someone) -> list[Someone]:
    return [leader, await region.holder(Role.LEADER)]


async def fill(region: Region, desk: Desk, days: int, *, by: list[Someone]) -> None:
    """Days are one's, nights another's, so that nobody has too many."""
    for day in range(days + 1):
        await region.act(SYSTEM, plan, desk.turn(day), by[0].id)
        night = by[day // 2 % len(by)]
        await region.act(SYSTEM, plan, desk.turn(day, Half.NIGHT), night.id)


async def test_gaps_begin_with_the_half_that_runs_now(
    region: Region, desk: Desk, vera: Someone
) -> None:
    await desk.plan(desk.turn(1), vera)
    await desk.plan(desk.turn(0, Half.NIGHT, district=0), vera)

    tuesday = MONDAY + timedelta(days=1)
    assert await empty(region, 1) == [
        (MONDAY, Half.DAY),
        (MONDAY, Half.NIGHT),
        (tuesday, Half.NIGHT),
    ]
    region.clock.advance(timedelta(hours=10))
    assert await empty(region, 0) == [(MONDAY, Half.NIGHT)]


async def test_after_midnight_the_night_is_still_that_of_the_day_before(region: Region) -> None:
    region.clock.advance(timedelta(hours=15))

    assert await empty(region, 0) == [(MONDAY, Half.NIGHT)]


async def test_leaders_hear_of_gaps_once_a_day_from_ten_on(
    region: Region, leader: Someone, vera: Someone
) -> None:
    region.clock.advance(-timedelta(minutes=1))
    assert await tell(region) == 8
    assert await told(region) == []

    region.clock.advance(timedelta(minutes=1))
    for _ in range(3):
        assert await tell(region) == 8
    assert await told(region) == [(leader.id, False)]

    region.clock.advance(timedelta(days=1))
    await tell(region)
    assert await told(region) == [(leader.id, False)] * 2


async def test_before_a_night_that_nobody_has_they_hear_once_more_from_five_on(
    region: Region, two_leaders: list[Someone]
) -> None:
    await tell(region)
    region.clock.advance(timedelta(hours=6, minutes=59))
    await tell(region)
    everybody = [(one.id, False) for one in two_leaders]
    assert await told(region) == everybody

    region.clock.advance(timedelta(minutes=1))
    for _ in range(2):
        await tell(region)
    assert await told(region) == [*everybody, *((one.id, True) for one in two_leaders)]


async def test_a_night_that_somebody_has_is_not_spoken_of(
    region: Region, desk: Desk, leader: Someone
) -> None:
    await desk.plan(desk.turn(0, Half.NIGHT), leader)
    region.clock.advance(timedelta(hours=7))
    await tell(region)

    assert await told(region) == [(leader.id, False)]


async def test_nothing_is_said_where_every_half_is_filled(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    await fill(region, desk, 3, by=[vera, rita])
    region.clock.advance(timedelta(hours=7))

    assert await tell(region) == 0
    assert await told(region) == []


async def test_without_a_leader_of_the_region_those_of_the_districts_hear(region: Region) -> None:
    here = await region.holder(Role.LEADER, district=0)
    there = await region.holder(Role.LEADER, district=1)

    await tell(region)

    assert [person for person, _ in await told(region)] == [here.id, there.id]


async def test_where_nobody_leads_nobody_is_told_and_nothing_breaks(
    region: Region, vera: Someone
) -> None:
    assert await tell(region) == 8
    assert await told(region) == []

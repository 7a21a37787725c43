"""Nobody has come yet: further people are asked, until somebody does (scenario 14)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Role
from community.core.options import Options, save_options
from community.duty import calling
from community.duty.calling import widen_due
from community.duty.going import decline, take
from community.duty.kinds import Circle, Half, SignalState
from community.duty.models import Call, Signal
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows


@pytest.fixture(autouse=True)
async def _duty(desk: Desk, leader: Someone, vera: Someone, rita: Someone) -> None:
    """Vera is on duty, Rita stands by."""
    await desk.plan(desk.turn(), vera, rita)


async def test_every_quarter_of_an_hour_the_next_ones_are_asked_and_it_never_ends_in_silence(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    third = await region.holder(Role.ACTIVIST, district=0)
    await desk.sos(mother)
    assert await desk.asked() == [vera.id]

    assert await desk.wait() == 1
    assert await desk.asked() == [vera.id, rita.id]
    assert await desk.wait() == 1
    assert await desk.asked() == [vera.id, rita.id, leader.id]
    assert await desk.reminded() == []
    assert await desk.wait() == 1
    assert await desk.asked() == [vera.id, rita.id, leader.id, third.id]
    assert sorted(await desk.reminded()) == sorted([vera.id, rita.id, leader.id])

    for again in range(1, 4):
        assert await desk.wait() == 1
        assert (await desk.reminded()).count(leader.id) == 1 + again
    assert len(await desk.calls()) == 4, "nobody gets the card twice"


async def test_before_the_time_is_over_nobody_else_is_woken(desk: Desk, mother: Someone) -> None:
    await desk.sos(mother)

    assert await desk.wait(14) == 0
    assert len(await desk.asked()) == 1
    assert await desk.wait(1) == 1
    assert await desk.wait(0) == 0


async def test_a_region_says_itself_how_long_is_waited(
    region: Region, desk: Desk, mother: Someone
) -> None:
    await region.act(SYSTEM, save_options, Options(signal_wait_minutes=5))
    signal = await desk.sos(mother)

    assert signal.widens_at == region.clock.now() + timedelta(minutes=5)
    assert await desk.wait(5) == 1


async def test_where_nobody_stands_by_the_leaders_follow_at_once(
    desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), vera)
    await desk.sos(mother)

    await desk.wait()

    assert await desk.asked() == [vera.id, leader.id]


async def test_it_goes_by_the_roster_of_the_moment(
    region: Region, desk: Desk, vera: Someone, rita: Someone, mother: Someone
) -> None:
    region.clock.advance(timedelta(hours=9, minutes=50))
    await desk.sos(mother)
    await desk.plan(desk.turn(0, Half.NIGHT), rita, vera)

    await desk.wait()

    assert await desk.asked() == [vera.id]
    assert await desk.reminded() == [vera.id], "who was on duty by day stands by tonight"


async def test_whom_somebody_has_come_to_is_asked_about_no_more(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    await desk.taken(mother, vera)

    for _ in range(3):
        assert await desk.wait() == 0
    assert await desk.asked() == [vera.id]


async def test_when_the_only_one_cannot_come_the_next_is_asked_at_once(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    for _ in range(2):
        await region.act(vera, decline, signal.id)
    assert await desk.asked() == [vera.id, rita.id]
    region.advance_minutes(3)

    await region.act(rita, decline, signal.id)

    stored = await desk.signal()
    assert (stored.state, stored.circle) == (SignalState.RAISED, Circle.LEADERS)
    assert stored.widens_at == region.clock.now() + timedelta(minutes=15)
    assert await desk.asked() == [vera.id, rita.id, leader.id]
    declined = await rows(region.database, Call, Call.declined_at.is_not(None))
    assert [call.person_id for call in declined] == [vera.id, rita.id]


async def test_while_another_of_the_circle_may_come_nobody_else_is_asked(
    region: Region, desk: Desk, vera: Someone, rita: Someone, outsider: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(district=0), rita)
    signal = await desk.sos(mother)
    assert await desk.asked() == [rita.id, vera.id]

    await region.act(rita, decline, signal.id)

    assert (await desk.signal()).circle is Circle.ON_DUTY
    assert len(await desk.asked()) == 2


async def test_whoever_could_not_come_is_left_alone_but_leaders_answer_for_it(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    await region.act(vera, decline, signal.id)
    for _ in range(2):
        await desk.wait()
    await region.act(leader, decline, signal.id)

    for _ in range(4):
        await desk.wait()

    assert leader.id in await desk.reminded()
    assert vera.id not in await desk.reminded()


async def test_whoever_could_not_come_still_can(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    await region.act(vera, decline, signal.id)
    await region.act(vera, take, signal.id)
    await region.act(vera, decline, signal.id)

    assert (await desk.signal()).taken_by_id == vera.id


async def test_many_signals_are_widened_together(
    region: Region, desk: Desk, rita: Someone, mother: Someone
) -> None:
    for _ in range(3):
        await desk.sos(await region.member())

    assert await desk.wait() == 3
    assert (await desk.asked()).count(rita.id) == 3


async def test_two_jobs_at_once_ask_nobody_twice(
    region: Region, desk: Desk, mother: Someone, rita: Someone
) -> None:
    await desk.sos(mother)
    region.advance_minutes(15)

    async def job() -> int:
        async with region.database.write() as session:
            return await widen_due(session)

    widened, errors = await race(job(), job())

    assert (sum(widened), errors) == (1, [])
    assert (await desk.asked()).count(rita.id) == 1
    assert (await desk.signal()).circle is Circle.SUBSTITUTE


async def test_somebody_goes_in_the_very_moment_when_the_next_are_asked(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    region.advance_minutes(15)

    await asyncio.gather(desk.wait(0), region.act(vera, take, signal.id))

    stored = await only(region.database, Signal)
    assert (stored.state, stored.taken_by_id, stored.widens_at) == (
        SignalState.TAKEN,
        vera.id,
        None,
    )


async def test_one_that_cannot_be_widened_holds_up_no_other(
    region: Region, desk: Desk, mother: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await region.member("Инна", "Лугова")
    broken, whole = await desk.sos(mother), await desk.sos(other)
    usual = calling.widen

    async def breaks_for_one(session: AsyncSession, signal: Signal) -> None:
        if signal.id == broken.id:
            raise OperationalError("", {}, ConnectionError())
        await usual(session, signal)

    monkeypatch.setattr(calling, "widen", breaks_for_one)
    assert await desk.wait() == 1
    assert await desk.wait(0) == 0, "the turn of the job ends, however many are left"

    circles = {row.id: row.circle for row in await rows(region.database, Signal)}
    assert circles == {broken.id: Circle.ON_DUTY, whole.id: Circle.SUBSTITUTE}

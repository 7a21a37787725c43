"""Who is written into the roster, by whom, and how many nights are enough."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.options import Options, save_options
from community.duty.errors import CannotServe, DutyOver, DutyTaken, TooManyNights
from community.duty.kinds import Half
from community.duty.models import Duty
from community.duty.queries import duties_of, on_duty, roster
from community.duty.roster import plan, sign_up
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def test_a_leader_writes_two_people_into_a_half_of_a_day_and_they_hear_of_it(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    await desk.plan(desk.turn(1), vera, rita, by=leader)

    duty = await only(region.database, Duty)
    assert (duty.day.isoformat(), duty.half, duty.district_id) == ("2026-03-17", Half.DAY, None)
    assert (duty.person_id, duty.substitute_id) == (vera.id, rita.id)
    assert await recipients(region.database, "duty.planned") == sorted([vera.id, rita.id])
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.person_id) == ("bot:duty:plan", vera.id)
    assert entry.facts == {"day": "2026-03-17", "half": "day"}


async def test_whoever_writes_herself_in_needs_no_letter(
    region: Region, desk: Desk, leader: Someone
) -> None:
    await desk.plan(desk.turn(1), leader, by=leader)

    assert await queued(region.database, "duty.planned") == []


async def test_a_leader_of_a_district_plans_there_and_nowhere_else(
    region: Region, desk: Desk, vera: Someone
) -> None:
    local = await region.holder(Role.LEADER, district=0)

    await desk.plan(desk.turn(1, district=0), vera, by=local)
    for elsewhere in (desk.turn(1), desk.turn(1, district=1)):
        with pytest.raises(NotFound):
            await desk.plan(elsewhere, vera, by=local)

    assert await desk.duties() == [(vera.id, None)]


async def test_an_activist_plans_nobody(desk: Desk, vera: Someone, rita: Someone) -> None:
    with pytest.raises(NotAllowed):
        await desk.plan(desk.turn(1, district=0), rita, by=vera)


async def test_only_those_who_serve_there_are_written_in(
    desk: Desk, leader: Someone, vera: Someone, outsider: Someone, mother: Someone
) -> None:
    here = desk.turn(1, district=0)

    for somebody in (mother, outsider):
        with pytest.raises(CannotServe):
            await desk.plan(here, somebody, by=leader)
        with pytest.raises(CannotServe):
            await desk.plan(here, vera, somebody, by=leader)

    await desk.plan(desk.turn(1), outsider, by=leader)
    assert await desk.duties() == [(outsider.id, None)]


async def test_nobody_stands_by_for_herself(desk: Desk, leader: Someone, vera: Someone) -> None:
    with pytest.raises(InvalidInput):
        await desk.plan(desk.turn(1), vera, vera, by=leader)


async def test_the_half_that_has_begun_can_be_filled_and_one_that_is_over_cannot(
    region: Region, desk: Desk, leader: Someone, vera: Someone
) -> None:
    region.clock.advance(timedelta(hours=9, minutes=59))
    await desk.plan(desk.turn(), vera, by=leader)

    region.clock.advance(timedelta(minutes=1))
    with pytest.raises(DutyOver):
        await desk.plan(desk.turn(), leader, by=leader)


async def test_whoever_is_replaced_hears_of_it_and_who_stays_does_not_again(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, outsider: Someone
) -> None:
    await desk.plan(desk.turn(1), vera, rita, by=leader)
    await desk.plan(desk.turn(1), outsider, rita, by=leader)

    assert await desk.duties() == [(outsider.id, rita.id)]
    (gone,) = await queued(region.database, "duty.unplanned")
    assert (gone.recipient_id, gone.params) == (vera.id, {"day": "2026-03-17", "half": "day"})
    planned = sorted([vera.id, rita.id, outsider.id])
    assert await recipients(region.database, "duty.planned") == planned


async def test_a_region_and_its_districts_have_rosters_of_their_own(
    region: Region, desk: Desk, vera: Someone, rita: Someone, outsider: Someone
) -> None:
    await desk.plan(desk.turn(), outsider)
    await desk.plan(desk.turn(district=0), vera, rita)

    async with region.database.read() as session:
        here = await on_duty(session, region.districts[0].id)
        elsewhere = await on_duty(session, region.districts[1].id)
    assert [slot.duty.person_id for slot in here] == [vera.id, outsider.id]
    assert (here[0].name, here[0].substitute) == ("Вера", "Вера")
    assert [slot.duty.person_id for slot in elsewhere] == [outsider.id]


async def test_the_roster_shows_the_region_and_what_one_reaches(
    region: Region, desk: Desk, leader: Someone, vera: Someone, outsider: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(1), outsider)
    await desk.plan(desk.turn(1, district=1), outsider)
    day = desk.turn(1).day

    assert len(await region.look(leader, roster, day, day)) == 2
    assert len(await region.look(vera, roster, day, day)) == 1
    with pytest.raises(NotAllowed):
        await region.look(mother, roster, day, day)


async def test_a_third_night_within_seven_days_is_one_too_many(
    desk: Desk, leader: Someone, vera: Someone
) -> None:
    for days in (1, 5):
        await desk.plan(desk.turn(days, Half.NIGHT), vera, by=leader)

    for days in (0, 2, 7):
        with pytest.raises(TooManyNights) as error:
            await desk.plan(desk.turn(days, Half.NIGHT), vera, by=leader)
        assert error.value.fields == {"limit": 2}
    await desk.plan(desk.turn(8, Half.NIGHT), vera, by=leader)

    assert len(await desk.duties()) == 3


async def test_days_are_not_counted_as_nights(desk: Desk, leader: Someone, vera: Someone) -> None:
    for days in range(1, 6):
        await desk.plan(desk.turn(days), vera, by=leader)
    await desk.plan(desk.turn(1, Half.NIGHT), vera, by=leader)

    assert len(await desk.duties()) == 6


async def test_the_same_night_planned_again_is_the_same_night(
    desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    for days in (1, 2):
        await desk.plan(desk.turn(days, Half.NIGHT), vera, by=leader)
    await desk.plan(desk.turn(2, Half.NIGHT), vera, rita, by=leader)

    assert await desk.duties() == [(vera.id, None), (vera.id, rita.id)]


async def test_a_region_says_itself_how_many_nights_are_enough(
    region: Region, desk: Desk, leader: Someone, vera: Someone
) -> None:
    await region.act(SYSTEM, save_options, Options(duty_nights_a_week=1))
    await desk.plan(desk.turn(1, Half.NIGHT), vera, by=leader)

    with pytest.raises(TooManyNights):
        await desk.plan(desk.turn(2, Half.NIGHT), vera, by=leader)


async def test_two_plans_at_once_do_not_slip_a_night_past_the_limit(
    region: Region, desk: Desk, leader: Someone, vera: Someone
) -> None:
    turns = [desk.turn(days, Half.NIGHT) for days in (1, 2, 3, 4)]

    planned, errors = await race(*(region.act(leader, plan, turn, vera.id) for turn in turns))

    assert (len(planned), {type(error) for error in errors}) == (2, {TooManyNights})
    assert len(await desk.duties()) == 2


async def test_one_half_planned_twice_at_once_is_one_row(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    turn = desk.turn(1)

    _, errors = await race(*(region.act(leader, plan, turn, one.id) for one in (vera, rita)))

    assert {type(error) for error in errors} <= {DutyTaken}
    assert len(await desk.duties()) == 1


async def test_an_activist_takes_a_free_half_and_the_next_one_stands_by(
    region: Region, desk: Desk, vera: Someone, rita: Someone, leader: Someone
) -> None:
    for somebody in (vera, vera, rita, rita):
        await region.act(somebody, sign_up, desk.turn(1))

    assert await desk.duties() == [(vera.id, rita.id)]
    assert await queued(region.database, "duty.planned") == []
    with pytest.raises(DutyTaken):
        await region.act(leader, sign_up, desk.turn(1))
    async with region.database.read() as session:
        (before_her,) = await duties_of(session, rita.id, desk.turn().day)
    assert before_her.day == desk.turn(1).day


async def test_nobody_signs_up_where_they_do_not_serve_or_for_what_is_over(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    with pytest.raises(CannotServe):
        await region.act(mother, sign_up, desk.turn(1))
    with pytest.raises(CannotServe):
        await region.act(vera, sign_up, desk.turn(1, district=1))
    with pytest.raises(DutyOver):
        await region.act(vera, sign_up, desk.turn(-1))


async def test_two_who_sign_up_at_once_are_both_answered(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    _, errors = await race(*(region.act(one, sign_up, desk.turn(1)) for one in (vera, rita)))

    assert {type(error) for error in errors} <= {DutyTaken}
    assert len(await desk.duties()) == 1

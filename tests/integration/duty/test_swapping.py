"""A duty is offered, taken over, kept, given up; and whoever may not serve is in none."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import NotAllowed, NotFound
from community.core.outbox.models import Priority
from community.duty.errors import CannotServe, DutyOver, DutyTaken, TooManyNights
from community.duty.kinds import Half
from community.duty.models import Duty
from community.duty.roster import clear, keep, offer, sign_up, take_over
from community.membership.leaving.service import leave
from community.membership.people.models import RoleGrant
from community.membership.people.service import revoke_role
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def revoke(region: Region, someone: Someone) -> None:
    theirs = RoleGrant.person_id == someone.id, RoleGrant.revoked_at.is_(None)
    for grant in await rows(region.database, RoleGrant, *theirs):
        await region.act(SYSTEM, revoke_role, grant.id)


async def test_an_offer_reaches_those_who_serve_there_and_the_first_tap_takes_it(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, outsider: Someone
) -> None:
    duty = await desk.plan(desk.turn(1, district=0), vera)
    for _ in range(2):
        await region.act(vera, offer, duty.id)

    assert await recipients(region.database, "duty.offered") == sorted([leader.id, rita.id])
    with pytest.raises(CannotServe):
        await region.act(outsider, take_over, duty.id)
    await region.act(rita, take_over, duty.id)

    after = await only(region.database, Duty)
    assert (after.person_id, after.offered_at) == (rita.id, None)
    assert await recipients(region.database, "duty.taken_over") == [vera.id]
    with pytest.raises(DutyTaken):
        await region.act(leader, take_over, duty.id)


async def test_of_two_who_take_over_at_once_one_has_it(
    region: Region, desk: Desk, vera: Someone, rita: Someone, leader: Someone
) -> None:
    duty = await desk.plan(desk.turn(1, Half.NIGHT), vera)
    await region.act(vera, offer, duty.id)

    won, errors = await race(*(region.act(one, take_over, duty.id) for one in (rita, leader)))

    assert (len(won), [type(error) for error in errors]) == (1, [DutyTaken])
    assert (await only(region.database, Duty)).person_id == won[0].person_id
    assert len(await queued(region.database, "duty.taken_over")) == 1


async def test_what_nobody_offered_is_taken_from_nobody(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera)

    with pytest.raises(DutyTaken):
        await region.act(rita, take_over, duty.id)
    with pytest.raises(NotFound):
        await region.act(rita, offer, duty.id)
    with pytest.raises(NotFound):
        await region.act(rita, take_over, duty.id + 1)


async def test_an_offer_is_taken_back_unless_somebody_was_faster(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera)
    await region.act(vera, offer, duty.id)
    await region.act(vera, keep, duty.id)

    with pytest.raises(DutyTaken):
        await region.act(rita, take_over, duty.id)
    await region.act(vera, offer, duty.id)
    await region.act(rita, take_over, duty.id)
    with pytest.raises(DutyTaken):
        await region.act(vera, keep, duty.id)


async def test_whoever_stands_by_takes_over_and_stands_by_no_more(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera, rita)
    await region.act(vera, offer, duty.id)
    await region.act(rita, take_over, duty.id)

    assert await desk.duties() == [(rita.id, None)]


async def test_nobody_helps_out_beyond_their_nights_or_when_it_is_over(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    for days in (1, 2):
        await desk.plan(desk.turn(days, Half.NIGHT), rita)
    third = await desk.plan(desk.turn(3, Half.NIGHT), vera)
    today = await desk.plan(desk.turn(), vera)
    for duty in (third, today):
        await region.act(vera, offer, duty.id)

    with pytest.raises(TooManyNights):
        await region.act(rita, take_over, third.id)
    region.clock.advance(timedelta(hours=10))
    with pytest.raises(DutyOver):
        await region.act(rita, take_over, today.id)


async def test_a_leader_clears_a_duty_and_the_one_who_stood_by_moves_up(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera, rita, by=leader)

    await region.act(leader, clear, duty.id)
    assert await desk.duties() == [(rita.id, None)]
    assert await recipients(region.database, "duty.unplanned") == [vera.id]
    assert (await recipients(region.database, "duty.planned")).count(rita.id) == 2

    await region.act(leader, clear, duty.id)
    assert await desk.duties() == []
    with pytest.raises(NotFound):
        await region.act(leader, clear, duty.id)


async def test_everybody_gives_up_their_own_place_and_nobody_elses(
    region: Region, desk: Desk, vera: Someone, rita: Someone, outsider: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera, rita)
    local = await region.holder(Role.LEADER, district=0)

    with pytest.raises(NotAllowed):
        await region.act(outsider, clear, duty.id)
    with pytest.raises(NotFound):
        await region.act(local, clear, duty.id)
    await region.act(rita, clear, duty.id)
    assert await desk.duties() == [(vera.id, None)]
    await region.act(vera, clear, duty.id)
    assert await desk.duties() == []
    assert await queued(region.database, "duty.unplanned") == []


async def test_whoever_leaves_or_loses_the_role_is_in_no_coming_duty(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    await desk.plan(desk.turn(1), vera)
    await desk.plan(desk.turn(2), vera, rita)
    await desk.plan(desk.turn(3), rita, vera)

    await region.act(vera, leave)
    assert await desk.duties() == [(rita.id, None), (rita.id, None)]
    await revoke(region, rita)
    assert await desk.duties() == []


async def test_what_was_served_stays_in_the_roster(
    region: Region, desk: Desk, vera: Someone
) -> None:
    await desk.plan(desk.turn(), vera)
    region.clock.advance(timedelta(days=1))

    await region.act(vera, leave)

    assert await desk.duties() == [(vera.id, None)]


async def test_two_who_stand_by_for_each_other_leave_at_once(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    for days in range(1, 6):
        await desk.plan(desk.turn(days), vera, rita)
        await desk.plan(desk.turn(days + 5), rita, vera)

    _, errors = await race(region.act(vera, leave), region.act(rita, leave))

    assert errors == []
    assert await desk.duties() == []


async def test_whoever_takes_over_and_leaves_at_one_moment_is_not_on_duty(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    offered = [await desk.plan(desk.turn(days), vera, rita) for days in range(1, 6)]
    for duty in offered:
        await region.act(vera, offer, duty.id)
    taps = [region.act(rita, take_over, duty.id) for duty in reversed(offered)]

    _, errors = await race(region.act(rita, leave), *taps)

    assert {type(error) for error in errors} <= {CannotServe}
    serving = {person for duty in await desk.duties() for person in duty}
    assert rita.id not in serving


async def test_everybody_is_reminded_two_hours_before(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    await desk.plan(desk.turn(0, Half.NIGHT), vera)
    await region.act(rita, sign_up, desk.turn(0, Half.NIGHT))

    first, second = await queued(region.database, "duty.begins")
    assert [first.recipient_id, second.recipient_id] == [vera.id, rita.id]
    assert first.due_at == second.due_at == region.clock.now() + timedelta(hours=8)
    assert first.priority == Priority.REMINDER


async def test_whoever_is_written_in_later_than_that_is_not_reminded(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    region.clock.advance(timedelta(hours=8))
    duty = await desk.plan(desk.turn(0, Half.NIGHT), vera, rita)
    await region.act(vera, offer, duty.id)
    await region.act(rita, take_over, duty.id)

    assert await queued(region.database, "duty.begins") == []


async def test_whoever_takes_over_is_reminded_in_time(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    duty = await desk.plan(desk.turn(1), vera)
    await region.act(vera, offer, duty.id)
    await region.act(rita, take_over, duty.id)

    assert await recipients(region.database, "duty.begins") == sorted([vera.id, rita.id])

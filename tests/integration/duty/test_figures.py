"""What leaders read: how soon somebody came, and who may be written in."""

from datetime import date, timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from community.core.options import Options, save_options
from community.duty.ending import reopen
from community.duty.figures import Figures, figures
from community.duty.going import note_contact, take
from community.duty.kinds import Colour, Half, Outcome, SignalSource
from community.duty.planning import Candidate, candidates, nights_beside
from community.duty.service import Cry, raise_signal, take_back
from community.duty.serving import Turn
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import rows

MINUTE = timedelta(minutes=1)
THURSDAY = date(2026, 3, 19)


async def numbers(region: Region, by: Someone, days: int = 30) -> Figures:
    return await region.look(by, figures, days)


async def helped(desk: Desk, helper: Someone, *, after: int, spoke_after: int) -> None:
    """Somebody new called, was come to and spoken with so many minutes later, and helped."""
    signal = await desk.sos(await desk.region.member(district=0), Colour.ORANGE)
    desk.region.advance_minutes(after)
    await desk.region.act(helper, take, signal.id)
    desk.region.advance_minutes(spoke_after - after)
    await desk.region.act(helper, note_contact, signal.id)
    await desk.ended(helper, signal)


async def test_waits_are_counted_by_their_middle_and_their_longest(
    region: Region, desk: Desk, leader: Someone, vera: Someone
) -> None:
    for after, spoke_after in ((2, 15), (4, 16), (40, 70)):
        await helped(desk, vera, after=after, spoke_after=spoke_after)

    found = await numbers(region, leader)

    coming, contact = found.coming, found.contact
    assert (coming.median, coming.slowest) == (4 * MINUTE, 40 * MINUTE)
    assert (coming.soon, coming.count) == (2, 3)
    assert (contact.median, contact.slowest) == (16 * MINUTE, 70 * MINUTE)
    assert (contact.soon, contact.count) == (1, 3), "a quarter of an hour is still in time"
    assert found.by_outcome == {Outcome.HELPED: 3}


async def test_signals_are_counted_by_colour_source_and_end(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    await desk.sos(mother, Colour.YELLOW)
    await region.act(mother, take_back)
    neighbour = await region.member(district=0)
    cry = Cry(neighbour.id, SignalSource.REPORT, Colour.RED)
    async with region.database.write() as session:
        await raise_signal(session, SYSTEM, cry)
        await session.commit()

    found = await numbers(region, leader)

    assert (found.total, found.open, found.false_alarms) == (2, 1, 1)
    assert found.by_colour == {Colour.YELLOW: 1, Colour.RED: 1}
    assert found.by_source == {SignalSource.SOS: 1, SignalSource.REPORT: 1}
    assert (found.coming.count, found.coming.median, found.coming.slowest) == (0, None, None)


async def test_a_signal_opened_anew_was_come_to_when_it_was_spoken_about(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    region.advance_minutes(5)
    await region.act(vera, note_contact, signal.id)
    await desk.ended(vera, signal)
    region.advance_minutes(600)
    await region.act(vera, reopen, signal.id)

    assert (await numbers(region, leader)).coming.slowest == 5 * MINUTE


async def test_figures_reach_as_far_as_the_role_and_the_days(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    await desk.sos(mother)
    near = await region.holder(Role.LEADER, district=0)
    far = await region.holder(Role.LEADER, district=1)
    assert [(await numbers(region, one)).total for one in (near, far)] == [1, 0]
    for nobody in (vera, await region.holder(Role.ADMIN)):
        with pytest.raises(NotAllowed):
            await numbers(region, nobody)

    region.clock.advance(timedelta(days=8))
    assert [(await numbers(region, near, days)).total for days in (7, 9)] == [0, 1]


async def listed(region: Region, by: Someone, turn: Turn) -> dict[int, Candidate]:
    return {one.person_id: one for one in await region.act(by, candidates, turn)}


async def test_candidates_are_those_who_serve_there_with_their_nights_around(
    region: Region, desk: Desk, leader: Someone, vera: Someone, outsider: Someone
) -> None:
    generous = Options(duty_nights_a_week=7)
    await region.act(SYSTEM, save_options, generous)
    for days in (1, 3, 7, 10):
        await desk.plan(desk.turn(days, Half.NIGHT), vera)
    await desk.plan(desk.turn(2), vera)  # by day: no night

    found = await listed(region, leader, desk.turn(3, Half.NIGHT, district=0))

    assert found.keys() == {leader.id, vera.id}, "the other activist serves elsewhere"
    assert (found[vera.id].nights, found[leader.id].nights) == (2, 0)
    assert outsider.id in await listed(region, leader, desk.turn(3, Half.NIGHT))


@pytest.mark.parametrize(
    ("distances", "most"),
    [
        ((), 0),
        ((0,), 0),
        ((-6, 6), 1),
        ((-3, 3), 2),
        ((-7, 7), 0),
        ((-6, -5, 1, 2), 2),
        ((-2, -1, 0, 1, 2), 4),
    ],
)
def test_nights_count_within_seven_days_that_hold_the_day(
    distances: tuple[int, ...], most: int
) -> None:
    nights = {THURSDAY + timedelta(days=one) for one in distances}
    assert nights_beside(nights, THURSDAY) == most


async def test_a_surname_is_shown_within_reach_and_that_is_noted_once_a_day(
    region: Region, desk: Desk, vera: Someone
) -> None:
    near = await region.holder(Role.LEADER, district=0)
    stranger = await region.member("Ольга", "Дальняя", district=1)
    await region.grant(stranger, Role.ACTIVIST)  # of the whole region, at home elsewhere
    turn = desk.turn(1, Half.NIGHT, district=0)
    looked = AuditEntry.tag == "bot:name:view"

    found = await listed(region, near, turn)

    assert (found[vera.id].given_name, found[vera.id].family_name) == ("Вера", "Ким")
    assert (found[stranger.id].given_name, found[stranger.id].family_name) == ("Ольга", None)
    await listed(region, near, turn)
    noted = await rows(region.database, AuditEntry, looked)
    assert [(one.person_id, one.actor_id, one.facts) for one in noted] == [
        (vera.id, near.id, {"where": "duty"})
    ]

    region.clock.advance(timedelta(days=1))
    await listed(region, near, turn)
    assert len(await rows(region.database, AuditEntry, looked)) == 2


async def test_nobody_lists_the_candidates_of_a_roster_that_is_not_theirs(
    region: Region, desk: Desk, vera: Someone
) -> None:
    near = await region.holder(Role.LEADER, district=0)
    for turn in (desk.turn(), desk.turn(district=1)):
        with pytest.raises(NotFound):
            await region.act(near, candidates, turn)
    with pytest.raises(NotAllowed):
        await region.act(vera, candidates, desk.turn(district=0))

"""Somebody calls, somebody comes: the first minutes of a signal (scenario 14)."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry, views_of
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.models import Priority, RecipientKind
from community.duty.going import take
from community.duty.kinds import Circle, Colour, SignalSource, SignalState
from community.duty.service import add_words, call_for_help, view_card
from community.membership.people.service import grant_role
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import queued, race, recipients, rows


async def test_sos_asks_the_one_on_duty_at_once_and_nobody_else(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), vera, rita)

    signal = await desk.sos(mother)

    moment = region.clock.now()
    assert (signal.source, signal.colour, signal.state) == (
        SignalSource.SOS,
        Colour.RED,
        SignalState.RAISED,
    )
    assert (signal.person_id, signal.district_id) == (mother.id, region.districts[0].id)
    assert (signal.circle, signal.widens_at) == (Circle.ON_DUTY, moment + timedelta(minutes=15))
    (card,) = await queued(region.database, "duty.signal")
    assert (card.recipient_kind, card.recipient_id) == (RecipientKind.PERSON, vera.id)
    assert card.priority == Priority.SIGNAL
    assert card.params == {"signal": signal.id, "person": vera.id}
    assert len(await desk.letters()) == 3, "the card, and two who hear that they were planned"
    tags = [row.tag for row in await rows(region.database, AuditEntry)][-2:]
    assert sorted(tags) == ["bot:signal:raise", "job:signal:call"]


async def test_with_an_empty_roster_leaders_are_asked_in_the_first_second(
    desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother, Colour.YELLOW)

    assert (signal.circle, await desk.asked()) == (Circle.LEADERS, [leader.id])


async def test_without_a_leader_everybody_who_serves_is_asked(
    desk: Desk, vera: Someone, outsider: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)

    assert (signal.circle, await desk.asked()) == (Circle.ROSTER, [vera.id])


async def test_of_somebody_without_a_district_everybody_anywhere_may_come(
    region: Region, desk: Desk, vera: Someone, outsider: Someone
) -> None:
    stranger = await region.newcomer()

    signal = await desk.sos(stranger)

    assert (signal.district_id, await desk.asked()) == (None, [vera.id, outsider.id])
    await region.act(outsider, take, signal.id)


async def test_a_club_of_nobody_else_keeps_the_signal_and_goes_on_looking(
    region: Region, desk: Desk, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    assert (signal.state, await desk.letters()) == (SignalState.RAISED, [])

    late = await region.holder(Role.LEADER)
    assert await desk.wait() == 1
    assert await desk.asked() == [late.id]


async def test_a_role_that_has_ended_is_not_asked(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    until = region.clock.now() + timedelta(hours=1)
    neighbour = await region.member()
    await region.act(SYSTEM, grant_role, neighbour.id, Role.ACTIVIST, expires_at=until)
    await desk.plan(desk.turn(), neighbour, vera)
    region.advance_minutes(60)

    await desk.sos(mother)

    assert await desk.asked() == [vera.id]


async def test_nobody_is_asked_to_come_to_herself(
    desk: Desk, leader: Someone, vera: Someone, rita: Someone
) -> None:
    await desk.plan(desk.turn(), vera, rita)

    signal = await desk.sos(vera)

    assert (signal.circle, await desk.asked()) == (Circle.SUBSTITUTE, [rita.id])
    for _ in range(4):
        await desk.wait()
    assert vera.id not in await desk.asked()
    assert vera.id not in await desk.reminded()


async def test_pressed_again_it_is_the_same_signal_and_never_paler(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    first = await desk.sos(mother, Colour.YELLOW)
    for colour in (Colour.RED, Colour.ORANGE):
        again = await desk.sos(mother, colour)
        assert (again.id, again.colour) == (first.id, Colour.RED)

    assert await desk.asked() == [leader.id]
    assert await recipients(region.database, "duty.card_update") == [leader.id] * 2
    assert (await rows(region.database, AuditEntry))[-1].tag == "bot:signal:repeat"


async def test_two_presses_at_once_are_one_signal(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    presses = [region.act(mother, call_for_help, colour) for colour in list(Colour) * 2]

    raised, errors = await race(*presses)

    assert (errors, {signal.id for signal in raised}) == ([], {(await desk.signal()).id})
    assert (await desk.signal()).colour is Colour.RED
    assert await desk.asked() == [leader.id]


async def test_what_she_writes_then_stands_on_the_card_and_goes_no_further(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    with pytest.raises(NotFound):
        await region.act(mother, add_words, "Больше не могу")
    await desk.sos(mother)

    await region.act(mother, add_words, "  Больше не могу ")
    await region.act(mother, add_words, "отдам его обратно")

    assert (await desk.signal()).words == "Больше не могу\nотдам его обратно"
    assert await recipients(region.database, "duty.card_update") == [leader.id] * 2
    for words in (" ", "а" * 1001):
        with pytest.raises(InvalidInput):
            await region.act(mother, add_words, words)
    card = await region.act(leader, view_card, (await desk.signal()).id)
    assert (card.given_name, card.is_reachable, card.taken_by) == ("Анна", True, None)
    async with region.database.read() as session:
        (view,) = await views_of(session, mother.id)
    assert (view.tag, view.actor_id) == ("bot:signal:view", leader.id)

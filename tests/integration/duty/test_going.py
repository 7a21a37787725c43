"""Somebody goes: one of all who may, and the two can speak (scenario 14)."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import NotAllowed, NotFound
from community.core.outbox.models import Priority
from community.duty.errors import OwnSignal, SignalClosed, SignalTaken
from community.duty.going import decline, hand_on, note_contact, take
from community.duty.kinds import Circle, Colour, Outcome, SignalState
from community.duty.models import Signal
from community.duty.queries import open_signals, own_signal, signal_of_conversation
from community.duty.service import take_back, view_card
from community.relay.models import Conversation
from tests.integration.duty.desk import Desk
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def test_whoever_goes_is_named_to_her_and_the_two_can_speak(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), vera)
    signal = await desk.taken(mother, vera)

    stored = await desk.signal()
    assert (stored.state, stored.taken_by_id, stored.widens_at) == (
        SignalState.TAKEN,
        vera.id,
        None,
    )
    assert (stored.taken_at, stored.contact_at) == (region.clock.now(), None)
    talk = await only(region.database, Conversation)
    assert (talk.asker_id, talk.helper_id, talk.id) == (
        mother.id,
        vera.id,
        stored.conversation_id,
    )
    assert (talk.asker_alias, talk.helper_alias) == ("Анна", "Вера")
    (came,) = await queued(region.database, "duty.came")
    assert (came.recipient_id, came.priority) == (mother.id, Priority.SIGNAL)
    assert await recipients(region.database, "duty.card_update") == [vera.id]
    assert (await region.act(vera, take, signal.id)).taken_at == stored.taken_at, "twice is once"
    async with region.database.read() as session:
        assert (await signal_of_conversation(session, talk.id)).id == signal.id  # type: ignore[union-attr]
        assert (await own_signal(session, mother.id)).id == signal.id  # type: ignore[union-attr]


async def test_of_two_who_go_at_once_one_goes(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)

    won, errors = await race(*(region.act(one, take, signal.id) for one in (leader, vera)))

    assert (len(won), [type(error) for error in errors]) == (1, [SignalTaken])
    assert (await only(region.database, Conversation)).helper_id == won[0].taken_by_id
    assert len(await queued(region.database, "duty.came")) == 1


async def test_only_those_go_who_reach_the_district_or_were_asked(
    region: Region, desk: Desk, leader: Someone, outsider: Someone, vera: Someone, mother: Someone
) -> None:
    neighbour = await region.member()
    signal = await desk.sos(mother)

    for somebody in (outsider, neighbour, mother):
        for act in (take, decline, view_card):
            with pytest.raises(NotFound):
                await region.act(somebody, act, signal.id)
    with pytest.raises(NotFound):
        await region.act(leader, take, signal.id + 1)
    own = await desk.sos(vera)
    with pytest.raises(OwnSignal):
        await region.act(vera, take, own.id)


async def test_the_one_on_duty_for_the_region_goes_to_any_district(
    region: Region, desk: Desk, leader: Someone, outsider: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), outsider)
    signal = await desk.sos(mother)

    assert [row.id for row in await region.look(outsider, open_signals)] == [signal.id]
    await region.act(outsider, take, signal.id)
    assert (await desk.signal()).taken_by_id == outsider.id


async def test_what_waits_longest_and_reddest_is_shown_first(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    taken = await desk.taken(await region.member(), leader)
    pale = await desk.sos(await region.member(), Colour.YELLOW)
    region.advance_minutes(1)
    red = await desk.sos(mother)
    orange = await desk.sos(await region.member(), Colour.ORANGE)

    shown = [row.id for row in await region.look(leader, open_signals)]

    assert shown == [red.id, orange.id, pale.id, taken.id]
    with pytest.raises(NotAllowed):
        await region.look(mother, open_signals)


async def test_who_has_come_hears_when_she_calls_again(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, leader, Colour.YELLOW)

    again = await desk.sos(mother)

    assert (again.id, again.state, again.colour) == (signal.id, SignalState.TAKEN, Colour.RED)
    assert await recipients(region.database, "duty.called_again") == [leader.id]


async def test_whoever_cannot_stay_hands_on_and_is_not_asked_again(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), vera, rita)
    signal = await desk.taken(mother, vera)
    with pytest.raises(NotAllowed):
        await region.act(rita, hand_on, signal.id)

    await region.act(vera, hand_on, signal.id)

    stored = await desk.signal()
    assert (stored.state, stored.taken_by_id, stored.circle) == (
        SignalState.RAISED,
        None,
        Circle.SUBSTITUTE,
    )
    assert stored.widens_at == region.clock.now() + timedelta(minutes=15)
    assert await desk.asked() == [vera.id, rita.id]
    assert await recipients(region.database, "duty.handed_on") == [mother.id]
    assert (await only(region.database, Conversation)).closed_at == region.clock.now()

    await region.act(rita, take, signal.id)
    assert len(await rows(region.database, Conversation)) == 2
    assert len(await queued(region.database, "duty.came")) == 2


async def test_that_they_have_spoken_otherwise_is_noted_once(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    with pytest.raises(NotAllowed):
        await region.act(await region.holder(Role.ACTIVIST, district=0), note_contact, signal.id)
    region.advance_minutes(4)

    await region.act(vera, note_contact, signal.id)
    region.advance_minutes(4)
    await region.act(leader, note_contact, signal.id)

    assert (await desk.signal()).contact_at == signal.raised_at + timedelta(minutes=4)


async def test_she_says_herself_that_it_has_passed(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    with pytest.raises(NotFound):
        await region.act(mother, take_back)
    signal = await desk.sos(mother)
    await region.act(mother, take_back)

    stored = await only(region.database, Signal)
    assert (stored.outcome, stored.closed_by_id) == (Outcome.FALSE_ALARM, mother.id)
    assert await recipients(region.database, "duty.card_update") == [leader.id]
    for act in (take, hand_on):
        with pytest.raises(SignalClosed):
            await region.act(leader, act, signal.id)
    assert (await desk.sos(mother)).id != signal.id, "the next call is a call"

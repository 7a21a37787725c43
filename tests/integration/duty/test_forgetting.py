"""What is told, to whom never, and what is left when the time has come."""

from datetime import timedelta

import pytest

from community.chats.models import Purpose
from community.core.actor import Role
from community.core.outbox.models import Priority, RecipientKind
from community.duty.debriefs import answer
from community.duty.following import erase_due
from community.duty.gaps import tell_of_gaps
from community.duty.going import decline, hand_on, take
from community.duty.kinds import Colour, DebriefAnswer, Outcome, SignalState
from community.duty.models import Debrief, Signal
from community.duty.roster import offer, take_over
from community.duty.service import add_words
from community.membership.leaving.service import erase_due as erase_people
from community.membership.leaving.service import leave
from community.membership.people.models import RoleGrant
from community.membership.people.service import revoke_role
from tests.integration.duty.desk import Desk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, rows
from tests.support.raw import found_in_clear
from tests.support.rooms import Rooms

WORDS = "Отдам его обратно, больше нет сил"
TO_THE_ONE_IN_NEED = {
    "duty.called_off",
    "duty.calling_further",
    "duty.came",
    "duty.farewell",
    "duty.handed_on",
    "duty.heard",
}


async def erase(region: Region) -> int:
    async with region.database.write() as session:
        return await erase_due(session)


async def whole_story(region: Region, desk: Desk, mother: Someone, *people: Someone) -> None:
    """Everything that duty can tell anybody happens: planned, swapped, called, ended."""
    first, second = people
    duty = await desk.plan(desk.turn(), first, second)
    await region.act(first, offer, duty.id)
    await region.act(second, take_over, duty.id)
    signal = await desk.sos(mother)
    await region.act(mother, add_words, WORDS)
    await region.act(second, decline, signal.id)
    for _ in range(4):
        await desk.wait()
    await region.act(first, take, signal.id)
    await desk.sos(mother)
    await region.act(first, hand_on, signal.id)
    await region.act(second, take, signal.id)
    await desk.ended(second, signal, Outcome.REFUSAL_RISK)
    offered = await only(region.database, Debrief)
    await region.act(second, answer, offered.id, DebriefAnswer.TALK)
    async with region.database.write() as session:
        await tell_of_gaps(session)


async def test_no_letter_of_duty_goes_to_a_chat_or_to_guardianship(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    rooms = Rooms(region)
    for purpose in Purpose:
        await rooms.bound(purpose, 0)
    officers = [
        await region.holder(Role.OFFICER, district=0),
        await region.holder(Role.OFFICER),
        await region.holder(Role.SPECIALIST, district=0),
        await region.holder(Role.METHODOLOGIST),
        await region.holder(Role.ADMIN),
    ]

    await whole_story(region, desk, mother, vera, rita)

    letters = await desk.letters()
    assert len({letter.template for letter in letters}) >= 13
    assert {letter.recipient_kind for letter in letters} == {RecipientKind.PERSON}
    told = {letter.recipient_id for letter in letters}
    assert told == {mother.id, vera.id, rita.id, leader.id}
    assert told.isdisjoint(one.id for one in officers)
    for letter in letters:
        assert (letter.recipient_id == mother.id) == (letter.template in TO_THE_ONE_IN_NEED)
        if "signal" in letter.params:
            assert letter.priority == Priority.SIGNAL


async def test_letters_hold_ids_and_codes_and_the_database_no_words(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    await whole_story(region, desk, mother, vera, rita)

    values = {value for letter in await desk.letters() for value in letter.params.values()}
    assert {type(value) for value in values} <= {int, str, bool}
    assert (await desk.signal()).words == WORDS
    assert await found_in_clear(region.database, [WORDS, "больше нет сил"]) == []


async def test_words_go_thirty_days_after_the_end_and_the_count_stays(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, leader)
    await region.act(mother, add_words, WORDS)
    region.clock.advance(timedelta(days=1))
    await desk.ended(leader, signal)

    region.clock.advance(timedelta(days=30, seconds=-1))
    assert await erase(region) == 0
    region.clock.advance(timedelta(seconds=1))
    assert await erase(region) == 1
    assert await erase(region) == 0

    stored = await desk.signal()
    assert (stored.words, stored.erase_at, stored.outcome) == (None, None, Outcome.HELPED)


async def test_a_signal_that_nobody_ended_keeps_its_words_no_longer(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    await desk.sos(mother)
    await region.act(mother, add_words, WORDS)
    region.clock.advance(timedelta(days=30))

    assert await erase(region) == 1
    stored = await desk.signal()
    assert (stored.state, stored.words) == (SignalState.RAISED, None)


async def test_whoever_is_erased_in_need_is_waited_for_no_more(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    await desk.taken(mother, leader)
    await region.act(mother, add_words, WORDS)
    await region.act(mother, leave)
    assert (await desk.signal()).state is SignalState.TAKEN, "who leaves in need is still come to"
    region.clock.advance(timedelta(days=7))
    before = len(await queued(region.database, "duty.farewell"))

    async with region.database.write() as session:
        assert await erase_people(session) == 1

    stored = await desk.signal()
    assert (stored.state, stored.outcome) == (SignalState.CLOSED, Outcome.LAPSED)
    assert (stored.words, stored.erase_at, stored.closed_by_id) == (None, None, None)
    assert len(await queued(region.database, "duty.farewell")) == before == 0
    assert await rows(region.database, Debrief) == []
    assert await found_in_clear(region.database, [WORDS]) == []


async def test_words_of_what_ended_before_go_with_the_person(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, leader, Colour.YELLOW)
    await region.act(mother, add_words, WORDS)
    await desk.ended(leader, signal)
    await region.act(mother, leave)
    region.clock.advance(timedelta(days=7))

    async with region.database.write() as session:
        await erase_people(session)

    stored = await desk.signal()
    assert (stored.words, stored.outcome) == (None, Outcome.HELPED)


@pytest.mark.parametrize("how", ["leaves", "loses the role"])
async def test_when_whoever_came_may_come_no_more_others_are_asked(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone, how: str
) -> None:
    await desk.plan(desk.turn(), vera)
    await desk.taken(mother, vera)

    if how == "leaves":
        await region.act(vera, leave)
    else:
        grant = await only(region.database, RoleGrant, RoleGrant.person_id == vera.id)
        await region.act(SYSTEM, revoke_role, grant.id)

    stored = await only(region.database, Signal)
    assert (stored.state, stored.taken_by_id) == (SignalState.RAISED, None)
    assert await desk.asked() == [vera.id, leader.id]
    assert len(await queued(region.database, "duty.handed_on")) == 1

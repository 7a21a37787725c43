"""How a signal ends, who may say so, and that it has not ended after all."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from community.duty.debriefs import answer
from community.duty.ending import close, reopen
from community.duty.errors import SignalClosed, SignalTaken
from community.duty.going import decline, note_contact, take
from community.duty.kinds import Circle, Colour, DebriefAnswer, Outcome, SignalState
from community.duty.models import Debrief
from community.duty.service import take_back
from community.relay.errors import ConversationClosed
from community.relay.kinds import Medium
from community.relay.models import Conversation
from community.relay.service import Place, Said, say
from tests.integration.duty.desk import Desk, cries
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, queued, race, recipients, rows

BY_HAND = [Outcome.HELPED, Outcome.SPECIALIST, Outcome.REFUSAL_RISK, Outcome.EMERGENCY]


@pytest.fixture(autouse=True)
async def _duty(desk: Desk, leader: Someone, vera: Someone, rita: Someone) -> None:
    """Vera is on duty, Rita stands by."""
    await desk.plan(desk.turn(), vera, rita)


async def test_the_first_words_of_whoever_came_are_the_first_contact(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    assert signal.conversation_id is not None
    spoken = [(mother, 2, "Алло"), (vera, 3, "Я рядом"), (vera, 5, "Слушаю вас")]

    for number, (by, minutes, words) in enumerate(spoken):
        region.advance_minutes(minutes)
        said, at = Said(Medium.TEXT, words, None), Place(by.account_id, str(number))
        await region.act(by, say, signal.conversation_id, said, at)
    await region.act(vera, note_contact, signal.id)

    assert (await desk.signal()).contact_at == signal.raised_at + timedelta(minutes=5)


async def test_first_words_and_the_end_at_one_moment_wait_for_each_other_in_no_circle(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    said, at = Said(Medium.TEXT, "Я рядом", None), Place(vera.account_id, "1")
    region.advance_minutes(2)

    _, errors = await race(
        region.act(vera, say, signal.conversation_id, said, at),
        region.act(leader, close, signal.id, Outcome.HELPED),
    )

    assert {type(error) for error in errors} <= {ConversationClosed}
    spoken = (await only(region.database, Conversation)).helper_spoke_at
    assert (await desk.signal()).contact_at == spoken


@pytest.mark.parametrize("outcome", BY_HAND)
async def test_whoever_came_says_how_it_ended_and_she_is_bid_farewell(
    region: Region, desk: Desk, vera: Someone, mother: Someone, outcome: Outcome
) -> None:
    signal = await desk.taken(mother, vera)
    region.advance_minutes(40)

    for _ in range(2):
        await desk.ended(vera, signal, outcome)

    stored = await desk.signal()
    moment = region.clock.now()
    assert (stored.state, stored.outcome, stored.closed_by_id) == (
        SignalState.CLOSED,
        outcome,
        vera.id,
    )
    assert (stored.closed_at, stored.erase_at) == (moment, moment + timedelta(days=30))
    assert (await only(region.database, Conversation)).closed_at == moment
    assert await recipients(region.database, "duty.farewell") == [mother.id]
    assert await queued(region.database, "relay.closed") == [], "one word of the end is enough"
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:signal:close")
    assert (entry.person_id, entry.facts) == (mother.id, {"outcome": outcome.value})


async def test_another_word_about_the_end_is_refused(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    await desk.ended(vera, signal)

    for by, outcome in ((vera, Outcome.EMERGENCY), (leader, Outcome.HELPED)):
        with pytest.raises(SignalClosed):
            await desk.ended(by, signal, outcome)
    await region.act(vera, decline, signal.id)
    assert (await desk.signal()).outcome is Outcome.HELPED


async def test_a_leader_ends_what_another_took_and_other_activists_do_not(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)

    for outcome in (Outcome.HELPED, Outcome.FALSE_ALARM):
        with pytest.raises(NotAllowed):
            await desk.ended(rita, signal, outcome)
    with pytest.raises(NotFound):
        await desk.ended(mother, signal)
    await desk.ended(leader, signal, Outcome.SPECIALIST)

    assert (await desk.signal()).closed_by_id == leader.id
    assert (await only(region.database, Conversation)).closed_at is not None


async def test_while_nobody_came_whoever_was_asked_calls_it_a_false_alarm_and_no_more(
    region: Region, desk: Desk, watch: Watch, vera: Someone, mother: Someone
) -> None:
    await cries(watch, mother)
    signal = await desk.signal()
    with pytest.raises(NotAllowed):
        await desk.ended(vera, signal, Outcome.HELPED)

    await desk.ended(vera, signal, Outcome.FALSE_ALARM)

    stored = await desk.signal()
    assert (stored.outcome, stored.taken_by_id) == (Outcome.FALSE_ALARM, None)
    assert await desk.wait() == 0
    assert await queued(region.database, "duty.farewell") == []
    assert await recipients(region.database, "duty.called_off") == [mother.id]
    assert await rows(region.database, Debrief) == []


async def test_who_has_pressed_sos_was_not_mistaken_until_somebody_has_gone_to_look(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    with pytest.raises(NotAllowed):
        await desk.ended(vera, signal, Outcome.FALSE_ALARM)
    assert (await desk.signal()).state is SignalState.RAISED

    await region.act(vera, take, signal.id)
    await desk.ended(vera, signal, Outcome.FALSE_ALARM)

    assert await recipients(region.database, "duty.called_off") == [mother.id]


async def test_a_leader_may_say_so_at_any_time(
    desk: Desk, leader: Someone, mother: Someone
) -> None:
    await desk.ended(leader, await desk.sos(mother), Outcome.FALSE_ALARM)

    assert (await desk.signal()).outcome is Outcome.FALSE_ALARM


async def test_whoever_ends_it_herself_is_told_nothing_more(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    await desk.taken(mother, vera)

    await region.act(mother, take_back)

    assert await queued(region.database, "duty.farewell") == []
    assert await queued(region.database, "duty.called_off") == []
    assert (await only(region.database, Debrief)).person_id == vera.id


async def test_the_only_leader_near_does_not_talk_it_over_with_herself(
    region: Region, desk: Desk, leader: Someone, mother: Someone
) -> None:
    farther = await region.holder(Role.LEADER, district=1)
    await desk.ended(leader, await desk.taken(mother, leader))
    offered = await only(region.database, Debrief)

    await region.act(leader, answer, offered.id, DebriefAnswer.TALK)

    assert await recipients(region.database, "duty.debrief_wanted") == [farther.id]


async def test_of_two_ends_at_once_one_counts(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)

    ends = ((vera, Outcome.HELPED), (leader, Outcome.EMERGENCY))
    won, errors = await race(*(region.act(by, close, signal.id, how) for by, how in ends))

    assert (len(won), [type(error) for error in errors]) == (1, [SignalClosed])
    assert len(await queued(region.database, "duty.farewell")) == 1


async def test_it_has_not_ended_after_all_and_whoever_says_so_is_with_her(
    region: Region, desk: Desk, leader: Someone, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    await desk.ended(vera, signal)

    for _ in range(2):
        await region.act(leader, reopen, signal.id)

    stored = await desk.signal()
    assert (stored.state, stored.taken_by_id) == (SignalState.TAKEN, leader.id)
    assert (stored.outcome, stored.closed_at, stored.closed_by_id) == (None, None, None)
    first, second = await rows(region.database, Conversation)
    assert (first.closed_at is not None, second.closed_at) == (True, None)
    assert stored.conversation_id == second.id
    assert await rows(region.database, Debrief) == [], "nobody is asked how it was while it lasts"
    await desk.ended(leader, signal)
    assert (await only(region.database, Debrief)).person_id == leader.id


async def test_what_ended_is_not_opened_beside_another_call(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    await desk.ended(vera, signal)
    again = await desk.sos(mother)

    with pytest.raises(SignalTaken):
        await region.act(vera, reopen, signal.id)
    assert again.circle is Circle.ON_DUTY


async def test_after_a_red_one_whoever_went_is_asked_how_they_are(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera, Colour.RED)
    await desk.ended(vera, signal)

    offered = await only(region.database, Debrief)
    assert (offered.person_id, offered.answer) == (vera.id, None)
    (letter,) = await queued(region.database, "duty.debrief")
    assert (letter.recipient_id, letter.params) == (vera.id, {"debrief": offered.id})


@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.ORANGE])
async def test_after_others_nobody_is_asked(
    region: Region, desk: Desk, vera: Someone, mother: Someone, colour: Colour
) -> None:
    signal = await desk.taken(mother, vera, colour)
    await desk.ended(vera, signal)

    assert await rows(region.database, Debrief) == []


@pytest.mark.parametrize("said", list(DebriefAnswer))
async def test_leaders_hear_of_whoever_wants_to_talk_and_of_nobody_else(
    region: Region,
    desk: Desk,
    leader: Someone,
    vera: Someone,
    mother: Someone,
    said: DebriefAnswer,
) -> None:
    await desk.ended(vera, await desk.taken(mother, vera))
    offered = await only(region.database, Debrief)
    with pytest.raises(NotFound):
        await region.act(leader, answer, offered.id, said)

    for _ in range(2):
        await region.act(vera, answer, offered.id, said)

    wanted = [] if said is DebriefAnswer.NO else [leader.id]
    assert await recipients(region.database, "duty.debrief_wanted") == wanted
    stored = await only(region.database, Debrief)
    assert (stored.answer, stored.answered_at) == (said, region.clock.now())


async def test_an_answer_outlives_that_the_signal_was_opened_again(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await desk.taken(mother, vera)
    await desk.ended(vera, signal)
    offered = await only(region.database, Debrief)
    await region.act(vera, answer, offered.id, DebriefAnswer.NO)

    await region.act(vera, reopen, signal.id)
    await desk.ended(vera, signal)

    assert (await only(region.database, Debrief)).answer is DebriefAnswer.NO
    assert len(await queued(region.database, "duty.debrief")) == 1

"""A cry heard in a chat and the signal it raises are one matter (decision 011, scenario 15)."""

import pytest

from community.duty.going import take
from community.duty.kinds import Colour, Outcome, SignalSource, SignalState
from community.duty.models import Signal
from community.duty.service import take_back
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Action
from moderation.incidents import deciding
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    LessonState,
    ReportReason,
    Topic,
)
from moderation.incidents.models import Incident, Lesson
from moderation.incidents.reporting import report
from tests.integration.duty.desk import CRY, Desk, cries
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, queued, recipients, rows
from tests.support.rooms import Rooms

pytestmark = pytest.mark.usefixtures("leader")


@pytest.mark.parametrize(
    ("reason", "colour"),
    [
        (Reason.SUICIDE, Colour.RED),
        (Reason.SELF_HARM, Colour.RED),
        (Reason.VIOLENCE, Colour.RED),
        (Reason.DANGER_TO_CHILD, Colour.RED),
        (Reason.GIVING_BACK, Colour.ORANGE),
        (Reason.EXHAUSTION, Colour.ORANGE),
    ],
)
async def test_a_cry_in_a_chat_raises_a_signal_whose_colour_its_reasons_give(
    region: Region,
    desk: Desk,
    watch: Watch,
    leader: Someone,
    mother: Someone,
    reason: Reason,
    colour: Colour,
) -> None:
    incident = await cries(watch, mother, reason)

    signal = await desk.signal()
    assert (signal.colour, signal.source) == (colour, SignalSource.DETECTOR)
    assert (signal.person_id, signal.incident_id) == (mother.id, incident.id)
    assert (signal.chat_id, signal.district_id) == (watch.chat.id, region.districts[0].id)
    assert signal.words == CRY
    assert await desk.asked() == [leader.id]
    assert await recipients(region.database, "duty.heard") == [mother.id]


async def test_what_a_neighbour_worries_about_is_heard_of_her_and_not_of_the_neighbour(
    region: Region, desk: Desk, watch: Watch, mother: Someone
) -> None:
    neighbour = await region.member()
    sighting = watch.sighting(mother, reasons=(), score=0.0)

    await region.act(neighbour, report, sighting, ReportReason.UNWELL)
    await region.act(await region.member(), report, sighting, ReportReason.UNWELL)

    signal = await desk.signal()
    assert (signal.source, signal.colour, signal.person_id) == (
        SignalSource.REPORT,
        Colour.ORANGE,
        mother.id,
    )


async def test_of_a_stranger_in_the_chat_the_district_is_that_of_the_chat(
    region: Region, desk: Desk, watch: Watch
) -> None:
    await cries(watch, await region.newcomer(speaks=False))

    assert (await desk.signal()).district_id == region.districts[0].id


async def test_nobody_is_called_to_a_channel(desk: Desk, watch: Watch, region: Region) -> None:
    await watch.seen(None, channel="-100777", topic=Topic.DISTRESS, action=Action.ALLOW)

    assert await rows(region.database, Signal) == []


async def test_a_second_cry_is_of_the_same_signal(
    region: Region, desk: Desk, watch: Watch, mother: Someone
) -> None:
    elsewhere = Watch(region, await Rooms(region).bound(district=1))
    first = await cries(watch, mother)
    await cries(watch, mother)
    await cries(elsewhere, mother, Reason.SUICIDE)
    await desk.sos(mother, Colour.YELLOW)

    signal = await desk.signal()
    assert (signal.incident_id, signal.colour) == (first.id, Colour.RED)
    assert len(await queued(region.database, "duty.heard")) == 1
    assert len(await rows(region.database, Incident)) == 2


async def test_a_moderator_who_looks_into_it_has_come(
    region: Region, desk: Desk, watch: Watch, leader: Someone, vera: Someone, mother: Someone
) -> None:
    incident = await cries(watch, mother)

    await region.act(vera, deciding.take, incident.id)

    signal = await desk.signal()
    assert (signal.state, signal.taken_by_id) == (SignalState.TAKEN, vera.id)
    assert await recipients(region.database, "duty.came") == [mother.id]
    await region.act(leader, deciding.take, incident.id)
    assert (await desk.signal()).taken_by_id == vera.id, "to look as well is not to take away"


async def test_whoever_goes_to_her_has_the_incident_in_hand(
    region: Region, desk: Desk, watch: Watch, outsider: Someone, mother: Someone
) -> None:
    await desk.plan(desk.turn(), outsider)
    first = await cries(watch, mother)
    second = await cries(Watch(region, await Rooms(region).bound(district=0)), mother)

    await region.act(outsider, take, (await desk.signal()).id)

    for incident in (await watch.incident(first.id), await watch.incident(second.id)):
        assert (incident.state, incident.taken_by_id) == (IncidentState.TAKEN, outsider.id)


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [(Decision.MET, Outcome.HELPED), (Decision.FALSE_ALARM, Outcome.FALSE_ALARM)],
)
async def test_a_moderators_word_ends_the_signal(
    region: Region,
    desk: Desk,
    watch: Watch,
    vera: Someone,
    mother: Someone,
    decision: Decision,
    outcome: Outcome,
) -> None:
    incident = await cries(watch, mother)
    await region.act(vera, deciding.take, incident.id)

    await region.act(vera, deciding.decide, incident.id, decision)

    signal = await desk.signal()
    assert (signal.state, signal.outcome, signal.closed_by_id) == (
        SignalState.CLOSED,
        outcome,
        vera.id,
    )
    again = await cries(watch, mother)
    assert again.id != incident.id
    assert len(await rows(region.database, Signal)) == 2, "the next cry is a cry"


async def test_while_another_cry_waits_for_a_word_the_signal_stays(
    region: Region, desk: Desk, watch: Watch, vera: Someone, mother: Someone
) -> None:
    first = await cries(watch, mother)
    second = await cries(Watch(region, await Rooms(region).bound(district=0)), mother)

    await region.act(vera, deciding.decide, first.id, Decision.FALSE_ALARM)
    assert (await desk.signal()).state is SignalState.RAISED
    await region.act(vera, deciding.decide, second.id, Decision.FALSE_ALARM)
    assert (await desk.signal()).state is SignalState.CLOSED


async def test_that_a_message_was_a_joke_does_not_end_what_she_called_for_herself(
    region: Region, desk: Desk, watch: Watch, vera: Someone, mother: Someone
) -> None:
    incident = await cries(watch, mother)
    await desk.sos(mother)

    await region.act(vera, deciding.decide, incident.id, Decision.FALSE_ALARM)

    assert (await desk.signal()).state is SignalState.RAISED
    assert await desk.wait() == 1


async def test_a_false_alarm_said_of_the_signal_is_remembered_of_the_words(
    region: Region, desk: Desk, watch: Watch, leader: Someone, mother: Someone
) -> None:
    incident = await cries(watch, mother)

    await desk.ended(leader, await desk.signal(), Outcome.FALSE_ALARM)

    decided = await watch.incident(incident.id)
    assert (decided.decision, decided.decided_by_id) == (Decision.FALSE_ALARM, leader.id)
    lesson = await only(region.database, Lesson)
    assert (lesson.is_bad, lesson.state, lesson.taught_by_id) == (
        False,
        LessonState.ACTIVE,
        leader.id,
    )


@pytest.mark.parametrize("outcome", [Outcome.HELPED, Outcome.EMERGENCY])
async def test_any_other_end_meets_the_incident_and_teaches_nothing(
    region: Region, desk: Desk, watch: Watch, leader: Someone, mother: Someone, outcome: Outcome
) -> None:
    incident = await cries(watch, mother)
    signal = await region.act(leader, take, (await desk.signal()).id)

    await desk.ended(leader, signal, outcome)

    assert (await watch.incident(incident.id)).decision is Decision.MET
    assert await rows(region.database, Lesson) == []


async def test_what_she_says_of_her_own_words_teaches_nothing_and_people_still_look(
    region: Region, desk: Desk, watch: Watch, mother: Someone
) -> None:
    incident = await cries(watch, mother)

    await region.act(mother, take_back)

    assert (await desk.signal()).state is SignalState.CLOSED
    assert (await watch.incident(incident.id)).decision is None
    assert await rows(region.database, Lesson) == []
    assert (await cries(watch, mother)).id == incident.id
    assert len(await rows(region.database, Signal)) == 2, "she is heard if she cries again"

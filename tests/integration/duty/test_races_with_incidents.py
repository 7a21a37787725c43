"""The two cards of one matter are pressed at one moment: nobody waits in a circle."""

import pytest

from community.core.errors import DomainError
from community.duty.ending import close, reopen
from community.duty.going import take
from community.duty.kinds import Colour, Outcome, SignalState
from community.duty.models import Signal
from community.duty.service import call_for_help
from community.relay.models import Conversation
from moderation.detect.verdict import Action
from moderation.incidents import deciding, seeing
from moderation.incidents.kinds import Decision, IncidentState, Topic
from moderation.incidents.models import Incident
from tests.integration.duty.desk import Desk
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, race, rows


@pytest.fixture
async def incident(watch: Watch, leader: Someone, vera: Someone, mother: Someone) -> Incident:
    return await watch.seen(mother, topic=Topic.DISTRESS, action=Action.ALLOW)


def only_domain(errors: list[BaseException]) -> bool:
    return all(isinstance(error, DomainError) for error in errors)


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("decision", [Decision.MET, Decision.FALSE_ALARM])
async def test_both_cards_are_closed_at_one_moment(
    region: Region,
    desk: Desk,
    watch: Watch,
    incident: Incident,
    leader: Someone,
    vera: Someone,
    taken: bool,
    decision: Decision,
) -> None:
    signal = await desk.signal()
    if taken:
        await region.act(leader, take, signal.id)

    _, errors = await race(
        region.act(leader, close, signal.id, Outcome.FALSE_ALARM),
        region.act(vera, deciding.decide, incident.id, decision),
    )

    assert only_domain(errors)
    assert (await desk.signal()).state is SignalState.CLOSED
    assert (await watch.incident(incident.id)).state is IncidentState.DECIDED


async def test_both_cards_are_taken_at_one_moment(
    region: Region, desk: Desk, watch: Watch, incident: Incident, leader: Someone, vera: Someone
) -> None:
    signal = await desk.signal()

    _, errors = await race(
        region.act(leader, take, signal.id), region.act(vera, deciding.take, incident.id)
    )

    assert only_domain(errors)
    stored = await desk.signal()
    assert stored.state is SignalState.TAKEN
    assert (await only(region.database, Conversation)).helper_id == stored.taken_by_id
    assert (await watch.incident(incident.id)).state is IncidentState.TAKEN


async def test_one_end_is_undone_on_both_cards_at_one_moment(
    region: Region, desk: Desk, incident: Incident, leader: Someone, vera: Someone
) -> None:
    signal = await desk.signal()
    await desk.ended(leader, signal, Outcome.FALSE_ALARM)

    _, errors = await race(
        region.act(leader, reopen, signal.id), region.act(vera, deciding.undo, incident.id)
    )

    assert only_domain(errors)
    assert (await desk.signal()).state is not SignalState.CLOSED


async def test_a_cry_and_sos_at_one_moment_are_one_signal(
    region: Region, desk: Desk, watch: Watch, leader: Someone, vera: Someone, mother: Someone
) -> None:
    async def cry() -> list[int]:
        sighting = watch.sighting(mother, topic=Topic.DISTRESS, action=Action.ALLOW)
        async with region.database.write() as session:
            return await seeing.note(session, [sighting])

    _, errors = await race(cry(), region.act(mother, call_for_help, Colour.RED), cry())

    assert errors == []
    assert (await only(region.database, Signal)).colour is Colour.RED
    assert len(await rows(region.database, Incident)) == 1


async def test_a_cry_while_the_one_before_is_closed_on_both_cards_is_heard(
    region: Region,
    desk: Desk,
    watch: Watch,
    incident: Incident,
    leader: Someone,
    vera: Someone,
    mother: Someone,
) -> None:
    signal = await desk.signal()
    sighting = watch.sighting(mother, topic=Topic.DISTRESS, action=Action.ALLOW)

    async def cry() -> None:
        async with region.database.write() as session:
            await seeing.note(session, [sighting])

    _, errors = await race(
        region.act(leader, close, signal.id, Outcome.FALSE_ALARM),
        cry(),
        region.act(vera, deciding.decide, incident.id, Decision.MET),
    )

    assert only_domain(errors)

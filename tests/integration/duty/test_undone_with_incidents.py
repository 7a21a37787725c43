"""What was said of a signal or its incident is taken back: both go on together."""

from datetime import timedelta

import pytest

from community.duty.ending import reopen
from community.duty.going import hand_on, take
from community.duty.kinds import Outcome, SignalState
from community.duty.models import Signal
from moderation.incidents import deciding
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    LessonState,
)
from moderation.incidents.models import Lesson
from tests.integration.duty.desk import Desk, cries
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, rows

pytestmark = pytest.mark.usefixtures("leader")


async def test_an_undone_word_asks_people_to_come_again(
    region: Region, desk: Desk, watch: Watch, leader: Someone, vera: Someone, mother: Someone
) -> None:
    incident = await cries(watch, mother)
    await region.act(vera, deciding.decide, incident.id, Decision.FALSE_ALARM)
    region.advance_minutes(3)

    await region.act(leader, deciding.undo, incident.id)

    signal = await desk.signal()
    assert (signal.state, signal.outcome, signal.closed_at) == (SignalState.RAISED, None, None)
    assert signal.widens_at == region.clock.now() + timedelta(minutes=15)
    assert await desk.reminded() == [leader.id]
    assert (await only(region.database, Lesson)).state is LessonState.UNDONE


async def test_a_signal_opened_again_opens_its_incident_and_no_older_one(
    region: Region, desk: Desk, watch: Watch, leader: Someone, mother: Someone
) -> None:
    older = await cries(watch, mother)
    await desk.ended(leader, await desk.signal(), Outcome.FALSE_ALARM)
    region.clock.advance(timedelta(days=2))
    incident = await cries(watch, mother)
    _, signal = await rows(region.database, Signal)
    await desk.ended(leader, signal, Outcome.FALSE_ALARM)

    await region.act(leader, reopen, signal.id)

    after = await watch.incident(incident.id)
    assert (after.state, after.decision, after.taken_by_id) == (
        IncidentState.TAKEN,
        None,
        leader.id,
    )
    assert (await watch.incident(older.id)).decision is Decision.FALSE_ALARM
    assert [row.state for row in await rows(region.database, Signal)] == [
        SignalState.CLOSED,
        SignalState.TAKEN,
    ]


async def test_sos_opened_again_leaves_what_was_decided_long_ago(
    region: Region, desk: Desk, watch: Watch, leader: Someone, mother: Someone
) -> None:
    older = await cries(watch, mother)
    await desk.ended(leader, await desk.signal(), Outcome.FALSE_ALARM)
    region.clock.advance(timedelta(days=2))
    signal = await desk.taken(mother, leader)
    await desk.ended(leader, signal)

    await region.act(leader, reopen, signal.id)

    assert (await watch.incident(older.id)).decision is Decision.FALSE_ALARM


async def test_a_matter_handed_on_stays_one_matter(
    region: Region, desk: Desk, watch: Watch, leader: Someone, vera: Someone, mother: Someone
) -> None:
    incident = await cries(watch, mother)
    await region.act(vera, deciding.take, incident.id)
    signal = await desk.signal()
    await region.act(vera, hand_on, signal.id)
    await region.act(leader, take, signal.id)

    await desk.ended(leader, signal, Outcome.SPECIALIST)

    assert (await watch.incident(incident.id)).decision is Decision.MET

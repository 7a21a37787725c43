"""A member's word: in private, weighed by how often it was right, answered, and never a weapon."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.core.errors import NotAllowed
from community.core.outbox.models import Priority
from community.duty.models import Signal
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide, undo
from moderation.incidents.errors import OwnIncident, TooManyReports
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    MessageState,
    ReportReason,
    Source,
    Topic,
)
from moderation.incidents.models import Incident, IncidentMessage, Report
from moderation.incidents.queries import queue
from moderation.incidents.reporting import report
from moderation.incidents.sighting import Sighting
from tests.integration.moderation.past import Past
from tests.support.factories import Region, Someone
from tests.support.incidents import TEXT, Watch
from tests.support.looking import only, queued, race, recipients, rows

ABUSE, UNWELL = ReportReason.ABUSE, ReportReason.UNWELL


@pytest.fixture
async def neighbour(region: Region) -> Someone:
    return await region.member(district=0)


@pytest.fixture
async def another(region: Region) -> Someone:
    return await region.member(district=0)


@pytest.fixture(autouse=True)
def _known_people(mother: Someone, moderator: Someone) -> None:
    """Whoever reports, there is a mother who wrote and a moderator who looks."""


def seen(past: Past, author: Someone, message_id: int = 7) -> Sighting:
    """What the bot hands over when somebody answers a message with /report."""
    watch = Watch(past.region, past.chat)
    return watch.sighting(author, message_id=message_id, reasons=(), score=0.0)


async def reports(region: Region, *by: Someone, of: Sighting, why: ReportReason = ABUSE) -> None:
    for member in by:
        await region.act(member, report, of, why)


async def test_one_report_asks_a_moderator_and_takes_nothing_away(
    region: Region, past: Past, mother: Someone, neighbour: Someone, moderator: Someone
) -> None:
    incident = await region.act(neighbour, report, seen(past, mother), ABUSE)

    stored = await only(region.database, Incident)
    assert (stored.id, stored.topic, stored.source) == (incident.id, Topic.ABUSE, Source.REPORT)
    assert (await only(region.database, IncidentMessage)).state is MessageState.STANDING
    assert await recipients(region.database, "moderation.card") == [moderator.id]
    assert await queued(region.database, "moderation.sweep") == []
    row = await only(region.database, Report)
    assert (row.reporter_id, row.reason, row.upheld) == (neighbour.id, ABUSE, None)
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:incident:report", {"why": "abuse"})
    assert entry.person_id is None, "its author is not told who reported"


async def test_reports_of_one_message_are_one_incident_and_a_repeated_one_is_nothing(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    await reports(region, neighbour, neighbour, another, of=seen(past, mother))
    await reports(region, neighbour, of=seen(past, mother, message_id=8))

    first, second = await rows(region.database, Incident)
    assert [row.incident_id for row in await rows(region.database, Report)] == [
        first.id,
        first.id,
        second.id,
    ]


async def test_two_people_who_report_at_once_are_heard_in_one_incident(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    sighting = seen(past, mother)

    _, errors = await race(
        *(region.act(by, report, sighting, ABUSE) for by in (neighbour, another, neighbour))
    )

    assert errors == []
    assert (await only(region.database, Incident)).topic is Topic.ABUSE
    assert len(await rows(region.database, Report)) == 2


async def test_two_members_together_have_a_message_held(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    await reports(region, neighbour, another, of=seen(past, mother))

    incident = await only(region.database, Incident)
    assert incident.action is Action.HOLD
    assert incident.excerpt == TEXT
    message = await only(region.database, IncidentMessage)
    assert (message.state, message.text) == (MessageState.REMOVING, TEXT)
    assert len(await queued(region.database, "moderation.sweep")) == 1


async def test_who_was_often_wrong_weighs_little_and_who_was_right_much(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    reliable = await region.member(district=0)
    for _ in range(8):
        before = await past.incident(mother)
        await past.report(before, neighbour, "abuse", upheld=False)
        await past.report(before, another, "abuse", upheld=False)
        await past.report(before, reliable, "abuse", upheld=True)
    region.clock.advance(timedelta(days=2))
    sighting = seen(past, mother, message_id=500)

    await reports(region, neighbour, another, of=sighting)
    assert (await rows(region.database, Incident))[-1].action is Action.ALLOW

    await reports(region, reliable, of=sighting)
    assert (await rows(region.database, Incident))[-1].action is Action.HOLD


async def test_reports_a_day_have_a_limit_but_worrying_has_none(
    region: Region, past: Past, mother: Someone, neighbour: Someone
) -> None:
    for number in range(10):
        await reports(region, neighbour, of=seen(past, mother, message_id=number + 1))

    with pytest.raises(TooManyReports) as refused:
        await reports(region, neighbour, of=seen(past, mother, message_id=50))
    assert refused.value.fields == {"limit": 10}
    await reports(region, neighbour, of=seen(past, mother, message_id=51), why=UNWELL)

    region.clock.advance(timedelta(days=1))
    await reports(region, neighbour, of=seen(past, mother, message_id=52))
    assert len(await rows(region.database, Report)) == 12


async def test_the_limit_holds_for_reports_of_one_moment(
    region: Region, past: Past, mother: Someone, neighbour: Someone
) -> None:
    _, errors = await race(
        *(
            region.act(neighbour, report, seen(past, mother, message_id=number), ABUSE)
            for number in range(1, 13)
        )
    )

    assert [type(error) for error in errors] == [TooManyReports, TooManyReports]


async def test_a_report_about_a_moderator_goes_to_leaders_only_and_holds_nothing(
    region: Region,
    past: Past,
    moderator: Someone,
    colleague: Someone,
    leader: Someone,
    neighbour: Someone,
    another: Someone,
) -> None:
    await reports(region, neighbour, another, of=seen(past, moderator))

    assert await recipients(region.database, "moderation.card") == [leader.id]
    incident = await only(region.database, Incident)
    assert (incident.for_leaders, incident.action) == (True, Action.ALLOW)
    assert await region.look(colleague, queue) == []
    (line,) = await region.look(leader, queue)
    assert line.reports == 2


async def test_to_a_moderator_in_distress_anybody_may_come(
    region: Region, past: Past, moderator: Someone, colleague: Someone, neighbour: Someone
) -> None:
    await reports(region, neighbour, of=seen(past, moderator), why=UNWELL)

    assert colleague.id in await recipients(region.database, "moderation.card")


async def test_a_member_who_worries_raises_a_signal_and_nothing_else(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    await reports(region, neighbour, another, of=seen(past, mother), why=UNWELL)

    incident = await only(region.database, Incident)
    assert (incident.topic, incident.action) == (Topic.DISTRESS, Action.ALLOW)
    signal = await only(region.database, Signal)
    assert (signal.person_id, signal.incident_id) == (mother.id, incident.id)
    (card,) = await queued(region.database, "moderation.card")
    assert card.priority == Priority.SIGNAL
    assert (await only(region.database, IncidentMessage)).state is MessageState.STANDING


async def test_a_complaint_joins_what_the_machine_saw_and_worry_stands_apart(
    region: Region, past: Past, mother: Someone, neighbour: Someone, another: Someone
) -> None:
    held = await past.incident(mother, Topic.SPAM)
    message = await only(region.database, IncidentMessage)
    sighting = seen(past, mother, message_id=message.message_id)

    joined = await region.act(neighbour, report, sighting, ABUSE)
    apart = await region.act(another, report, sighting, UNWELL)

    assert (joined.id, joined.topic) == (held.id, Topic.SPAM)
    assert (apart.id != held.id, apart.topic) == (True, Topic.DISTRESS)


async def test_a_message_that_only_earned_a_hint_is_put_before_people_once_reported(
    region: Region, past: Past, mother: Someone, neighbour: Someone, moderator: Someone
) -> None:
    hinted = await past.incident(mother, Topic.ABUSE, action=Action.HINT)
    message = await only(region.database, IncidentMessage)

    incident = await region.act(
        neighbour, report, seen(past, mother, message_id=message.message_id), ABUSE
    )

    assert incident.id != hinted.id
    assert await recipients(region.database, "moderation.card") == [moderator.id]
    assert [line.incident.id for line in await region.look(moderator, queue)] == [incident.id]


async def test_nobody_reports_themselves_and_strangers_report_nobody(
    region: Region, past: Past, mother: Someone
) -> None:
    with pytest.raises(OwnIncident):
        await reports(region, mother, of=seen(past, mother))
    with pytest.raises(NotAllowed):
        await reports(region, await region.newcomer(), of=seen(past, mother))

    assert await rows(region.database, Incident) == []


@pytest.mark.parametrize(
    ("decision", "agreed"), [(Decision.WARN, True), (Decision.INNOCENT, False)]
)
async def test_each_reporter_is_answered_in_private(
    region: Region,
    past: Past,
    mother: Someone,
    neighbour: Someone,
    moderator: Someone,
    decision: Decision,
    agreed: bool,
) -> None:
    incident = await region.act(neighbour, report, seen(past, mother), ABUSE)

    await region.act(moderator, decide, incident.id, decision)

    row = await only(region.database, Report)
    assert row.upheld is agreed
    (answer,) = await queued(region.database, "moderation.report_answer")
    assert (answer.recipient_id, answer.params) == (neighbour.id, {"report": row.id})


async def test_an_undone_decision_no_longer_counts_for_or_against_the_reporter(
    region: Region, past: Past, mother: Someone, neighbour: Someone, moderator: Someone
) -> None:
    incident = await region.act(neighbour, report, seen(past, mother), ABUSE)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)

    await region.act(moderator, undo, incident.id)
    assert (await only(region.database, Report)).upheld is None

    region.advance_minutes(1)
    await region.act(moderator, decide, incident.id, Decision.WARN)
    assert (await only(region.database, Report)).upheld is True
    assert len(await queued(region.database, "moderation.report_answer")) == 2


async def test_what_was_decided_is_answered_at_once(
    region: Region,
    past: Past,
    mother: Someone,
    neighbour: Someone,
    another: Someone,
    moderator: Someone,
) -> None:
    incident = await region.act(neighbour, report, seen(past, mother), ABUSE)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)

    late = await region.act(another, report, seen(past, mother), ABUSE)

    assert (late.id, late.state) == (incident.id, IncidentState.DECIDED)
    assert await recipients(region.database, "moderation.report_answer") == [
        neighbour.id,
        another.id,
    ]


async def test_somebody_who_worries_after_a_false_alarm_is_heard_anew(
    region: Region,
    past: Past,
    mother: Someone,
    neighbour: Someone,
    another: Someone,
    moderator: Someone,
) -> None:
    first = await region.act(neighbour, report, seen(past, mother), UNWELL)
    await region.act(moderator, decide, first.id, Decision.FALSE_ALARM)
    assert (await only(region.database, Report)).upheld is None, "worry in vain is no fault"

    second = await region.act(another, report, seen(past, mother), UNWELL)

    assert second.id != first.id
    assert len(await queued(region.database, "moderation.card")) == 2

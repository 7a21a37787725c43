"""An author disagrees, once; somebody who has not decided before looks again."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from moderation.detect.verdict import Action
from moderation.incidents.appealing import appeal, decide_appeal
from moderation.incidents.deciding import decide
from moderation.incidents.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    NothingToAppeal,
    OwnIncident,
)
from moderation.incidents.kinds import AppealState, Decision, Topic
from moderation.incidents.models import Appeal, Incident, Sanction
from tests.integration.moderation.past import Past
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.raw import found_in_clear

WORDS = "Это была шутка, я никого не обижала"


@pytest.fixture
async def removed(past: Past, mother: Someone, moderator: Someone) -> Incident:
    """The moderator had the mother's message removed."""
    return await past.incident(
        mother, Topic.ABUSE, texts=("Слова",), decision=Decision.RIGHT, decided_by=moderator
    )


async def test_an_appeal_is_kept_encrypted_and_asks_another_moderator(
    region: Region, removed: Incident, mother: Someone, colleague: Someone
) -> None:
    opened = await region.act(mother, appeal, removed.id, f"  {WORDS} ")

    row = await only(region.database, Appeal)
    assert (row.id, row.words, row.state) == (opened.id, WORDS, AppealState.OPEN)
    assert row.erase_at == region.clock.now() + timedelta(days=30)
    assert await found_in_clear(region.database, ["шутка"]) == []
    assert await recipients(region.database, "moderation.appeal_card") == [colleague.id]
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:appeal:open", {"incident": removed.id})


async def test_where_nobody_else_looks_after_the_chat_a_leader_is_asked(
    region: Region, removed: Incident, mother: Someone
) -> None:
    leader = await region.holder(Role.LEADER)

    await region.act(mother, appeal, removed.id)

    assert await recipients(region.database, "moderation.appeal_card") == [leader.id]
    assert (await only(region.database, Appeal)).words is None


async def test_where_there_is_nobody_else_at_all_the_appeal_is_not_lost(
    region: Region, removed: Incident, mother: Someone, moderator: Someone
) -> None:
    opened = await region.act(mother, appeal, removed.id)

    assert await recipients(region.database, "moderation.appeal_card") == [moderator.id]
    with pytest.raises(OwnIncident):
        await region.act(moderator, decide_appeal, opened.id, granted=True)


async def test_a_granted_appeal_overturns_the_decision(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await past.incident(mother, Topic.ABUSE, texts=("Слова",))
    await region.act(moderator, decide, incident.id, Decision.WARN)
    opened = await region.act(mother, appeal, incident.id, WORDS)

    await region.act(colleague, decide_appeal, opened.id, granted=True)

    row = await only(region.database, Appeal)
    assert (row.state, row.decided_by_id) == (AppealState.GRANTED, colleague.id)
    overturned = await only(region.database, Incident)
    assert (overturned.decision, overturned.decided_by_id) == (Decision.INNOCENT, colleague.id)
    warning = await only(region.database, Sanction)
    assert warning.lifted_at == region.clock.now()
    (answer,) = await queued(region.database, "moderation.appeal_answer")
    assert (answer.recipient_id, answer.params) == (
        mother.id,
        {"appeal": row.id, "sanctions": [warning.id]},
    )


async def test_a_refused_appeal_changes_nothing_but_is_answered(
    region: Region, removed: Incident, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    opened = await region.act(mother, appeal, removed.id)

    await region.act(colleague, decide_appeal, opened.id, granted=False)

    assert (await only(region.database, Appeal)).state is AppealState.REFUSED
    incident = await only(region.database, Incident)
    assert (incident.decision, incident.decided_by_id) == (Decision.RIGHT, moderator.id)
    assert await recipients(region.database, "moderation.appeal_answer") == [mother.id]
    entry = (await rows(region.database, AuditEntry))[-1]
    assert entry.tag == "bot:appeal:refused"


async def test_nobody_decides_about_their_own_decision_or_message(
    region: Region, past: Past, removed: Incident, mother: Someone, moderator: Someone
) -> None:
    opened = await region.act(mother, appeal, removed.id)
    with pytest.raises(OwnIncident):
        await region.act(moderator, decide_appeal, opened.id, granted=False)

    await region.grant(mother, Role.ACTIVIST, district=0)
    with pytest.raises(OwnIncident):
        await region.act(mother, decide_appeal, opened.id, granted=True)


async def test_an_appeal_is_decided_within_reach_and_once(
    region: Region,
    removed: Incident,
    mother: Someone,
    colleague: Someone,
    outsider: Someone,
    leader: Someone,
) -> None:
    opened = await region.act(mother, appeal, removed.id)
    with pytest.raises(NotFound):
        await region.act(outsider, decide_appeal, opened.id, granted=True)
    with pytest.raises(NotFound):
        await region.act(colleague, decide_appeal, opened.id + 1, granted=True)
    with pytest.raises(NotAllowed):
        await region.act(await region.member(), decide_appeal, opened.id, granted=True)

    _, errors = await race(
        region.act(colleague, decide_appeal, opened.id, granted=False),
        region.act(leader, decide_appeal, opened.id, granted=True),
    )

    assert [type(error) for error in errors] == [AlreadyDecided]
    assert len(await queued(region.database, "moderation.appeal_answer")) == 1


async def test_what_is_about_a_moderator_is_looked_at_again_by_leaders_alone(
    region: Region, past: Past, moderator: Someone, colleague: Someone, leader: Someone
) -> None:
    first = await region.holder(Role.LEADER, district=0)
    incident = await past.incident(
        moderator, Topic.ABUSE, for_leaders=True, decision=Decision.WARN, decided_by=first
    )

    opened = await region.act(moderator, appeal, incident.id)

    assert await recipients(region.database, "moderation.appeal_card") == [leader.id]
    with pytest.raises(NotFound):
        await region.act(colleague, decide_appeal, opened.id, granted=True)


@pytest.mark.parametrize(
    "columns",
    [
        {"topic": Topic.DISTRESS, "action": Action.ALLOW},
        {"topic": Topic.PERSONAL_DATA, "action": Action.HINT},
        {"topic": Topic.SPAM, "dry_run": True},
        {"topic": Topic.SPAM, "decision": Decision.INNOCENT},
    ],
)
async def test_only_what_was_done_against_somebody_can_be_appealed(
    region: Region, past: Past, mother: Someone, columns: dict[str, object]
) -> None:
    incident = await past.incident(mother, **columns)  # type: ignore[arg-type]

    with pytest.raises(NothingToAppeal):
        await region.act(mother, appeal, incident.id)


@pytest.mark.parametrize("decision", [None, Decision.LAPSED, Decision.MUTE])
async def test_what_the_machine_did_is_appealed_as_what_a_person_did(
    region: Region, past: Past, mother: Someone, decision: Decision | None
) -> None:
    incident = await past.incident(mother, decision=decision)

    await region.act(mother, appeal, incident.id)

    assert (await only(region.database, Appeal)).incident_id == incident.id


async def test_one_appeal_for_an_incident_also_when_tapped_twice_at_once(
    region: Region, removed: Incident, mother: Someone
) -> None:
    _, errors = await race(*(region.act(mother, appeal, removed.id) for _ in range(3)))

    assert [type(error) for error in errors] == [AlreadyAppealed, AlreadyAppealed]
    assert len(await rows(region.database, Appeal)) == 1


async def test_an_appeal_has_its_time_its_length_and_its_author(
    region: Region, removed: Incident, mother: Someone, colleague: Someone
) -> None:
    with pytest.raises(NotFound):
        await region.act(colleague, appeal, removed.id)
    with pytest.raises(InvalidInput):
        await region.act(mother, appeal, removed.id, "о" * 1001)

    region.clock.advance(timedelta(days=30, minutes=11))
    with pytest.raises(NothingToAppeal):
        await region.act(mother, appeal, removed.id)


async def test_found_innocent_anyway_the_appeal_is_granted_by_that(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    held = await past.incident(mother, texts=("Отдам коляску",))
    await region.act(mother, appeal, held.id)

    await region.act(moderator, decide, held.id, Decision.INNOCENT)

    assert (await only(region.database, Appeal)).state is AppealState.GRANTED
    assert await recipients(region.database, "moderation.appeal_answer") == [mother.id]

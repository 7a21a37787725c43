"""What nobody looked at in time: leaders hear of it first, then it lapses, kindly."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from moderation.detect.verdict import Action
from moderation.incidents.appealing import appeal, decide_appeal
from moderation.incidents.deciding import decide, lapse
from moderation.incidents.errors import AlreadyDecided
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    ReportReason,
    SanctionKind,
    Source,
    Topic,
)
from moderation.incidents.models import Incident
from moderation.incidents.reporting import report
from moderation.incidents.rules import STORM_FROM
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import queued, race, recipients, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def run(region: Region) -> int:
    async with region.database.write() as session:
        return await lapse(session)


async def test_leaders_hear_once_when_half_of_the_time_is_over(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, leader: Someone
) -> None:
    await watch.seen(mother)
    region.clock.advance(12 * HOUR - timedelta(seconds=1))
    await run(region)
    assert await queued(region.database, "moderation.overdue") == []
    for _ in range(3):
        region.clock.advance(HOUR)
        await run(region)

    assert await recipients(region.database, "moderation.overdue") == [leader.id]


@pytest.mark.parametrize(
    "seen",
    [
        {"action": Action.HINT},
        {"dry_run": True},
        {"action": Action.ALLOW, "source": Source.REPORT},
        {"topic": Topic.DISTRESS},
    ],
    ids=["a hint", "tried out", "a report", "distress"],
)
async def test_what_still_stands_is_neither_overdue_nor_lapses_in_a_day(
    region: Region, watch: Watch, mother: Someone, leader: Someone, seen: dict[str, object]
) -> None:
    incident = await watch.seen(mother, **seen)
    for _ in range(3):
        region.clock.advance(13 * HOUR)
        assert await run(region) == 0

    assert (await watch.incident(incident.id)).state is IncidentState.OPEN
    assert await queued(region.database, "moderation.overdue") == []
    region.clock.advance(30 * DAY)
    assert await run(region) == 1, "nobody could judge it any more"


async def test_a_held_message_lapses_after_a_day_and_its_author_is_told_kindly(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await hands.settle()
    hands.told.clear()
    region.clock.advance(DAY)
    assert (await run(region), await run(region)) == (1, 0)
    await hands.settle()

    lapsed = await watch.incident(incident.id)
    assert (lapsed.state, lapsed.decision) == (IncidentState.DECIDED, Decision.LAPSED)
    assert (lapsed.decided_by_id, lapsed.decided_at) == (None, region.clock.now())
    assert (await watch.message(incident)).text is None
    assert hands.heard(mother) == ["moderation.lapsed"]
    assert ("moderation.card_update", moderator.id) in hands.told
    (entry,) = await rows(region.database, AuditEntry, AuditEntry.tag == "job:incident:lapse")
    assert entry.subject_id == incident.id
    with pytest.raises(AlreadyDecided):
        await region.act(moderator, decide, incident.id, Decision.RIGHT)


async def test_what_the_machine_was_sure_of_lapses_without_a_word_and_stays_in_force(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    await watch.seen(mother, action=Action.BAN)
    await hands.settle()
    region.clock.advance(DAY)
    await run(region)
    await hands.settle()

    assert "moderation.lapsed" not in hands.heard(mother)
    assert hands.kept_to(mother) == {watch.chat.id: SanctionKind.BAN}


async def test_the_author_may_still_appeal_and_be_set_free(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    region.clock.advance(DAY)
    await run(region)
    wish = await region.act(mother, appeal, incident.id)
    await region.act(moderator, decide_appeal, wish.id, granted=True)
    await hands.settle()

    assert hands.kept_to(mother) == {}
    assert (await watch.incident(incident.id)).decision is Decision.INNOCENT


async def test_who_reported_is_answered_when_time_decides(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    neighbour = await region.member()
    await watch.seen(mother, action=Action.HINT)
    told = watch.sighting(mother, source=Source.REPORT, action=Action.ALLOW)
    await region.act(neighbour, report, told, ReportReason.SPAM)
    region.clock.advance(30 * DAY)
    await run(region)

    assert await recipients(region.database, "moderation.report_answer") == [neighbour.id]


async def test_of_a_storm_leaders_hear_once_and_its_authors_nothing(
    region: Region, watch: Watch, moderator: Someone, leader: Someone
) -> None:
    for _ in range(STORM_FROM + 3):
        await watch.seen(await region.newcomer())
    region.clock.advance(12 * HOUR)
    await run(region)
    assert len(await queued(region.database, "moderation.overdue")) == 1
    region.clock.advance(12 * HOUR)
    assert await run(region) == STORM_FROM + 3

    assert await queued(region.database, "moderation.lapsed") == []
    assert {row.decision for row in await rows(region.database, Incident)} == {Decision.LAPSED}


async def test_a_moderator_at_the_last_moment_and_time_decide_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother)
    region.clock.advance(DAY)

    done, errors = await race(
        region.act(moderator, decide, incident.id, Decision.INNOCENT), run(region)
    )

    decided = await watch.incident(incident.id)
    if errors:
        assert (decided.decision, type(errors[0])) == (Decision.LAPSED, AlreadyDecided)
    else:
        assert decided.decision is Decision.INNOCENT
        assert 0 in done

"""What is about the only leader of a region is decided by the next who may, or nobody is blamed."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import NotFound
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide, lapse
from moderation.incidents.errors import ModeratorProtected, OwnIncident
from moderation.incidents.kinds import Decision, ReportReason, Source, Topic
from moderation.incidents.queries import queue
from moderation.incidents.reporting import report
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import queued, recipients

HALF_A_DAY = timedelta(hours=12)


async def run(region: Region) -> None:
    async with region.database.write() as session:
        await lapse(session)


async def waiting(region: Region, who: Someone) -> list[int]:
    async with region.database.read() as session:
        return [line.incident.id for line in await queue(session, await region.actor(who))]


async def test_the_other_moderators_decide_about_the_only_leader(
    region: Region, watch: Watch, moderator: Someone, leader: Someone, hands: Hands
) -> None:
    incident = await watch.seen(leader, topic=Topic.ABUSE, for_leaders=True)

    assert not incident.for_leaders
    assert await recipients(region.database, "moderation.card") == [moderator.id], "not the author"
    with pytest.raises(OwnIncident):
        await region.act(leader, decide, incident.id, Decision.INNOCENT)
    with pytest.raises(ModeratorProtected):
        await region.act(moderator, decide, incident.id, Decision.MUTE)
    await region.act(moderator, decide, incident.id, Decision.RIGHT)
    assert (await watch.incident(incident.id)).decided_by_id == moderator.id


async def test_where_there_is_a_second_leader_it_is_for_them_alone(
    region: Region, watch: Watch, moderator: Someone, leader: Someone
) -> None:
    second = await region.holder(Role.LEADER)

    incident = await watch.seen(leader, topic=Topic.ABUSE, for_leaders=True)

    assert incident.for_leaders
    assert await recipients(region.database, "moderation.card") == [second.id]
    with pytest.raises(NotFound):
        await region.act(moderator, decide, incident.id, Decision.RIGHT)


async def test_reports_do_not_take_the_only_leaders_words_away(
    region: Region, watch: Watch, moderator: Someone, leader: Someone
) -> None:
    told = watch.sighting(leader, source=Source.REPORT, action=Action.ALLOW)
    for _ in range(3):
        await region.act(await region.member(), report, told, ReportReason.ABUSE)

    (incident_id,) = await waiting(region, moderator)
    incident = await watch.incident(incident_id)
    assert (incident.for_leaders, incident.action) == (False, Action.ALLOW)


async def test_moderators_hear_in_time_of_what_is_about_the_only_leader(
    region: Region, watch: Watch, moderator: Someone, leader: Someone
) -> None:
    await watch.seen(leader, topic=Topic.ABUSE, for_leaders=True)
    region.clock.advance(HALF_A_DAY)

    await run(region)

    assert await recipients(region.database, "moderation.overdue") == [moderator.id]


async def test_where_there_is_nobody_else_the_leader_can_still_name_somebody(
    region: Region, watch: Watch, leader: Someone
) -> None:
    incident = await watch.seen(leader, topic=Topic.ABUSE, for_leaders=True)
    assert await queued(region.database, "moderation.card") == []
    assert await waiting(region, leader) == [incident.id], "it does not wait unseen"
    region.clock.advance(HALF_A_DAY)
    await run(region)
    assert await recipients(region.database, "moderation.overdue") == [leader.id]

    named = await region.holder(Role.ACTIVIST, district=0)
    await region.act(named, decide, incident.id, Decision.INNOCENT)

    assert (await watch.incident(incident.id)).decision is Decision.INNOCENT

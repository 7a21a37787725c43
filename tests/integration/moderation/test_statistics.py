"""Numbers of a month as a leader reads them: weeks of the region's own calendar."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.core.actor import Role
from community.core.errors import NotAllowed
from moderation.detect.verdict import Action
from moderation.incidents.kinds import AppealState, Decision, Source, Topic
from moderation.incidents.models import Appeal, Incident
from moderation.incidents.statistics import Week, quality
from tests.integration.moderation.past import Past
from tests.support.factories import Region, Someone

TOMSK = ZoneInfo("Asia/Tomsk")
DAY = timedelta(days=1)


async def weeks(region: Region, by: Someone, number: int = 4) -> list[Week]:
    return list(await region.look(by, quality, TOMSK, number))


async def appealed(region: Region, incident: Incident, whom: Someone, state: AppealState) -> None:
    moment = region.clock.now()
    async with region.database.write() as session:
        session.add(
            Appeal(
                incident_id=incident.id,
                person_id=whom.id,
                at=moment,
                state=state,
                decided_at=None if state is AppealState.OPEN else moment,
            )
        )
        await session.commit()


async def test_a_month_of_moderation(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    """The clock starts on Monday, 16 March 2026."""
    minutes = timedelta(minutes=1)
    await past.incident(mother, action=Action.BAN, decision=Decision.BAN, after=4 * minutes)
    await past.incident(mother, action=Action.HOLD, decision=Decision.INNOCENT, after=8 * minutes)
    await past.incident(
        mother, Topic.DISTRESS, action=Action.ALLOW, decision=Decision.MET, after=2 * minutes
    )
    await past.incident(mother, Topic.PERSONAL_DATA, action=Action.HINT)
    await past.incident(mother, Topic.ABUSE, action=Action.MUTE, dry_run=True)

    region.clock.advance(8 * DAY)
    reported = await past.incident(
        mother,
        Topic.ABUSE,
        source=Source.REPORT,
        action=Action.ALLOW,
        decision=Decision.WARN,
        after=60 * minutes,
    )
    await appealed(region, reported, mother, AppealState.GRANTED)
    removed = await past.incident(mother, action=Action.REMOVE)
    await appealed(region, removed, mother, AppealState.OPEN)
    await past.incident(mother, action=Action.HOLD, decision=Decision.LAPSED, after=DAY)
    region.clock.advance(15 * DAY)

    first, second, third, running = await weeks(region, moderator)

    assert [week.begins.day for week in (first, second, third, running)] == [16, 23, 30, 6]
    assert first.signals == {Topic.SPAM: 2, Topic.DISTRESS: 1}
    assert (first.total, first.hints, first.dry_runs) == (3, 1, 1)
    assert first.decisions == {Decision.BAN: 1, Decision.INNOCENT: 1, Decision.MET: 1}
    assert (first.machine_acts, first.overturned) == (2, 1)
    assert first.minutes_to_decision == 4
    assert second.signals == {Topic.ABUSE: 1, Topic.SPAM: 2}
    assert (second.machine_acts, second.overturned) == (2, 1), "an appeal reverses a person too"
    assert second.minutes_to_decision is None, "time and second looks are no measure of speed"
    assert (third.total, third.minutes_to_decision) == (0, None)
    assert running.begins == date(2026, 4, 6)


async def test_a_week_begins_on_monday_of_the_region(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    """Sunday 23:30 in Tomsk is 16:30 in UTC; half an hour later it is Monday there."""
    region.clock.advance(timedelta(days=6, hours=13, minutes=30))
    await past.incident(mother)
    region.advance_minutes(30)
    await past.incident(mother)

    assert [(week.begins.day, week.total) for week in await weeks(region, moderator, 2)] == [
        (16, 1),
        (23, 1),
    ]


async def test_what_is_older_or_out_of_reach_is_not_counted(
    region: Region, past: Past, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    await past.incident(mother)
    assert sum(week.total for week in await weeks(region, outsider)) == 0
    with pytest.raises(NotAllowed):
        await weeks(region, await region.holder(Role.METHODOLOGIST))

    region.clock.advance(timedelta(weeks=4))
    assert sum(week.total for week in await weeks(region, moderator)) == 0


async def test_reports_are_right_or_wrong_in_the_week_they_were_made(
    region: Region, past: Past, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    """Neither is a worry in vain, nor what nobody has decided yet."""
    angry, kind = await region.member(district=0), await region.member(district=0)
    fields = {"source": Source.REPORT, "action": Action.ALLOW}
    insult = await past.incident(mother, Topic.ABUSE, decision=Decision.WARN, **fields)
    await past.report(insult, angry, "abuse", upheld=True)
    await past.report(insult, kind, "abuse", upheld=True)
    quarrel = await past.incident(mother, Topic.ABUSE, decision=Decision.INNOCENT, **fields)
    await past.report(quarrel, angry, "abuse", upheld=False)
    worry = await past.incident(mother, Topic.DISTRESS, decision=Decision.FALSE_ALARM, **fields)
    await past.report(worry, kind, "unwell", upheld=None)

    region.clock.advance(8 * DAY)
    await past.report(quarrel, kind, "abuse", upheld=False)
    open_one = await past.incident(mother, **fields)
    await past.report(open_one, angry, "spam", upheld=None)

    first, second = await weeks(region, moderator, 2)
    assert (first.reports_upheld, first.reports_refuted, first.reports_decided) == (2, 1, 3)
    assert (second.reports_upheld, second.reports_refuted, second.reports_decided) == (0, 1, 1)
    assert sum(week.reports_decided for week in await weeks(region, outsider, 2)) == 0

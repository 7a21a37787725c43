"""When a group meets: its rhythm, holidays, reminders, who came (scenario 21)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from community.core.errors import NotFound
from community.membership.leaving import service as leaving
from community.selfhelp.groups import service as groups
from community.selfhelp.meetings import holding, queries, service
from community.selfhelp.meetings.errors import MeetingAhead, MeetingInThePast, MeetingOver
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupAttendance
from community.selfhelp.members import service as members
from tests.support.circles import Circle, local, rhythm_of
from tests.support.factories import Region
from tests.support.looking import queued, recipients, rows


async def lay_out(region: Region) -> None:
    async with region.database.write() as session:
        while await service.lay_out_due(session):
            pass


async def test_a_rhythm_is_laid_out_for_six_weeks_by_the_clock_on_the_wall(region: Region) -> None:
    circle = await Circle.of(region)

    meetings = await circle.meets(date(2026, 3, 18))

    assert [one.starts_at for one in meetings] == [
        local(date(2026, 3, 18) + timedelta(weeks=week), 19) for week in range(6)
    ]
    assert {one.place for one in meetings} == {"Школьная, 5"}


async def test_time_goes_on_and_so_does_the_rhythm_none_twice(region: Region) -> None:
    circle = await Circle.of(region)
    await circle.meets(date(2026, 3, 18), every_weeks=2)
    for _ in range(3):
        region.clock.advance(timedelta(weeks=2))
        await lay_out(region)
        await lay_out(region)

    days = [one.slot for one in await circle.meetings()]

    assert days == [date(2026, 3, 18) + timedelta(weeks=2 * n) for n in range(len(days))]
    assert len(days) == 6


async def test_on_a_holiday_nobody_meets_unless_it_is_said(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    circle.until(local(date(2026, 4, 20), 12))
    meetings = await circle.meets(date(2026, 4, 24))
    first_of_may = meetings[1]
    assert first_of_may.slot == date(2026, 5, 1)
    assert first_of_may.state is MeetingState.HOLIDAY
    assert first_of_may.id not in {
        row.params["meeting"] for row in await queued(region.database, "selfhelp.reminder")
    }

    await region.act(circle.facilitator, service.meet_anyway, first_of_may.id)

    reminded = [
        row.recipient_id
        for row in await queued(region.database, "selfhelp.reminder")
        if row.params["meeting"] == first_of_may.id
    ]
    assert sorted(reminded) == sorted([parent.id, circle.facilitator.id])


async def test_everybody_in_it_is_reminded_the_day_before_and_by_day(region: Region) -> None:
    circle = await Circle.of(region)
    [early] = await circle.joined()
    meetings = await circle.meets(date(2026, 3, 20), at=rhythm_of(region).at.replace(hour=7))
    late = (await circle.joined())[0]

    reminders = await queued(region.database, "selfhelp.reminder")

    first = [row for row in reminders if row.params["meeting"] == meetings[0].id]
    assert sorted(row.recipient_id for row in first) == sorted(
        [circle.facilitator.id, early.id, late.id]
    )
    assert {row.due_at for row in first} == {local(date(2026, 3, 19), 8)}


async def test_a_meeting_moved_after_the_reminder_is_told_and_reminded_of_anew(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    first = (await circle.meets(date(2026, 3, 18)))[0]
    circle.until(first.starts_at - timedelta(hours=5))

    moved = await region.act(
        circle.facilitator, service.move, first.id, first.starts_at + timedelta(days=2)
    )

    assert moved.version == 1
    assert parent.id in await recipients(region.database, "selfhelp.moved")
    anew = [
        row
        for row in await queued(region.database, "selfhelp.reminder")
        if (row.params["meeting"], row.params["version"]) == (first.id, 1)
    ]
    assert {row.due_at for row in anew} == {moved.starts_at - timedelta(days=1)}
    await lay_out(region)
    assert len({one.slot for one in await circle.meetings()}) == len(await circle.meetings())


async def test_a_meeting_is_called_off_with_a_reason_and_once(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    first = (await circle.meets())[0]

    await region.act(circle.facilitator, service.cancel, first.id, "Болею.")
    await region.act(circle.facilitator, service.cancel, first.id, "Болею.")

    assert await recipients(region.database, "selfhelp.cancelled") == [parent.id]
    with pytest.raises(MeetingOver):
        await region.act(circle.facilitator, service.move, first.id, first.ends_at)


async def test_what_is_planned_lies_ahead(region: Region) -> None:
    circle = await Circle.of(region)
    past = region.clock.now() - timedelta(hours=1)

    with pytest.raises(MeetingInThePast):
        await region.act(circle.facilitator, service.plan_one, circle.group.id, past, 90)
    with pytest.raises(MeetingInThePast):
        await circle.meets(date(2026, 3, 1))


async def test_who_came_is_noted_afterwards_and_may_be_noted_anew(region: Region) -> None:
    """Scenario 21: eight members, weekly meetings, and CL-T2.4 is evidenced."""
    circle = await Circle.of(region)
    people = await circle.joined(8)
    first = (await circle.meets())[0]
    stranger = await region.member()
    came = [one.id for one in people[:6]]
    with pytest.raises(MeetingAhead):
        await region.act(circle.facilitator, holding.note_attendance, first.id, came)
    async with region.database.read() as session:
        assert await queries.evidence(session) == 0
    circle.until(first.ends_at)

    await region.act(circle.facilitator, holding.note_attendance, first.id, [*came, stranger.id])
    await region.act(circle.facilitator, holding.note_attendance, first.id, came[:5])
    noted = await region.act(circle.facilitator, holding.note_mood, first.id, "Тихо и тепло")

    assert (noted.state, noted.came, noted.mood) == (MeetingState.HELD, 5, "Тихо и тепло")
    present = await region.look(circle.facilitator, queries.attendance, first.id)
    assert present == frozenset(came[:5])
    async with region.database.read() as session:
        assert await queries.evidence(session) == 1


async def test_what_was_noted_is_read_by_those_alone_who_lead(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    first = (await circle.meets())[0]
    circle.until(first.ends_at)
    await region.act(circle.facilitator, holding.note_attendance, first.id, [parent.id])

    for other in (parent, circle.leader):
        with pytest.raises(NotFound):
            await region.look(other, queries.attendance, first.id)
        with pytest.raises(NotFound):
            await region.look(other, queries.past, circle.group.id)
    with pytest.raises(NotFound):
        await region.look(circle.leader, queries.coming, circle.group.id)


async def test_the_mood_is_unreadable_without_the_key(region: Region) -> None:
    circle = await Circle.of(region)
    first = (await circle.meets())[0]
    circle.until(first.ends_at)
    await region.act(circle.facilitator, holding.note_attendance, first.id, [])
    await region.act(circle.facilitator, holding.note_mood, first.id, "тяжело")

    async with region.database.engine.connect() as connection:
        stored = await connection.scalar(
            text("SELECT mood FROM support_group_meeting WHERE mood IS NOT NULL")
        )

    assert isinstance(stored, bytes)
    assert "тяжело".encode() not in stored


async def test_a_pause_calls_everything_off_and_its_end_plans_anew(region: Region) -> None:
    circle = await Circle.of(region)
    await circle.meets()
    await region.act(circle.facilitator, groups.pause, circle.group.id)
    assert {one.state for one in await circle.meetings()} == {MeetingState.CANCELLED}

    await region.act(circle.facilitator, groups.resume, circle.group.id)

    planned = [one for one in await circle.meetings() if one.state is MeetingState.PLANNED]
    assert len(planned) == 6


async def test_of_who_was_erased_the_count_alone_stays(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    first = (await circle.meets())[0]
    circle.until(first.ends_at)
    await region.act(circle.facilitator, holding.note_attendance, first.id, [parent.id])
    await region.act(parent, members.leave, circle.group.id)
    await region.act(parent, leaving.leave)
    region.clock.advance(timedelta(days=40))
    async with region.database.write() as session:
        await leaving.erase_due(session)

    assert await rows(region.database, GroupAttendance) == []
    assert (await circle.meetings())[0].came == 1

"""A facilitator who is silent or gone is noticed, and members are not bothered (scenario 22)."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from community.core.actor import Role
from community.core.errors import NotFound
from community.membership.leaving import service as leaving
from community.selfhelp.care import notes, queries, vacancies
from community.selfhelp.care.models import (
    FacilitatorNote,
    LeadVacancy,
    VacancyEnd,
    VacancyReason,
)
from community.selfhelp.care.queries import Trouble
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import LeadKind
from tests.support.circles import Circle
from tests.support.factories import Region
from tests.support.looking import queued, recipients, rows

TWO_WEEKS = timedelta(days=14)


async def notice(region: Region) -> None:
    async with region.database.write() as session:
        while await vacancies.notice_silent(session):
            pass


async def facilitator_of(circle: Circle) -> int:
    async with circle.region.database.read() as session:
        leads = await leading.leads_of(session, circle.group.id)
    return next(lead.person_id for lead in leads if lead.kind is LeadKind.FACILITATOR)


async def test_after_two_weeks_of_silence_the_second_one_is_asked_and_nobody_else(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    second = await circle.second()
    await circle.joined(3)
    before = len(await rows(region.database, LeadVacancy))
    region.clock.advance(TWO_WEEKS - timedelta(minutes=1))
    await notice(region)
    assert len(await rows(region.database, LeadVacancy)) == before

    region.clock.advance(timedelta(minutes=1))
    await notice(region)
    await notice(region)

    assert await recipients(region.database, "selfhelp.lead_offered") == [second.id]
    assert await recipients(region.database, "selfhelp.vacant") == [circle.leader.id]
    assert await recipients(region.database, "selfhelp.are_you_there") == [circle.facilitator.id]
    [task] = await region.look(circle.leader, queries.waiting_for_leaders)
    assert (task.group_id, task.reason) == (circle.group.id, VacancyReason.SILENT)


async def test_the_second_one_accepts_and_the_task_is_done(region: Region) -> None:
    circle = await Circle.of(region)
    second = await circle.second()
    region.clock.advance(TWO_WEEKS)
    await notice(region)

    await region.act(second, leading.take_over, circle.group.id)

    assert await facilitator_of(circle) == second.id
    assert await region.look(circle.leader, queries.waiting_for_leaders) == []
    [vacancy] = await rows(region.database, LeadVacancy)
    assert vacancy.end is VacancyEnd.REPLACED


async def test_whoever_comes_back_meanwhile_goes_on_leading(region: Region) -> None:
    circle = await Circle.of(region)
    await circle.second()
    region.clock.advance(TWO_WEEKS)
    await notice(region)

    await region.act(circle.facilitator, groups.renew_link, circle.group.id)

    [vacancy] = await rows(region.database, LeadVacancy)
    assert vacancy.end is VacancyEnd.RETURNED
    await notice(region)
    assert len(await rows(region.database, LeadVacancy)) == 1


async def test_a_group_that_makes_a_pause_may_be_silent(region: Region) -> None:
    circle = await Circle.of(region)
    await region.act(circle.facilitator, groups.pause, circle.group.id)
    region.clock.advance(TWO_WEEKS)

    await notice(region)

    assert await rows(region.database, LeadVacancy) == []


async def test_when_the_facilitator_leaves_the_club_somebody_is_looked_for_at_once(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    second = await circle.second()
    members = await circle.joined(2)

    await region.act(circle.facilitator, leaving.leave)

    assert await recipients(region.database, "selfhelp.lead_offered") == [second.id]
    [row] = await region.look(circle.leader, queries.overview)
    assert row.troubles[0] is Trouble.WITHOUT_LEAD
    told = {message.recipient_id for message in await queued(region.database, "selfhelp.vacant")}
    assert not told & {one.id for one in members}


async def test_a_leader_appoints_somebody_and_the_task_is_done(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    await region.act(circle.facilitator, leading.step_down, circle.group.id)
    assert len(await region.look(circle.leader, queries.waiting_for_leaders)) == 1

    await region.act(circle.leader, leading.appoint, circle.group.id, parent.id)

    assert await facilitator_of(circle) == parent.id
    assert await region.look(circle.leader, queries.waiting_for_leaders) == []


async def test_leaders_see_number_kind_and_health_within_their_reach(region: Region) -> None:
    circle = await Circle.of(region)
    await circle.joined(2)
    other = await region.holder(Role.LEADER, district=1)

    [row] = await region.look(circle.leader, queries.overview)

    assert (row.group.taken, row.group.topic) == (2, circle.group.topic)
    assert list(row.troubles) == [Trouble.NO_CHAT, Trouble.NO_MEETING]
    assert await region.look(other, queries.overview) == []


async def test_a_note_is_its_authors_alone_even_for_who_leads_next(region: Region) -> None:
    circle = await Circle.of(region)
    second = await circle.second()
    note = await region.act(
        circle.facilitator, notes.write_note, circle.group.id, "Поговорить с Мариной отдельно"
    )
    await region.act(second, leading.take_over, circle.group.id)

    [own] = await region.look(circle.facilitator, notes.notes_of, circle.group.id)

    assert own.body == "Поговорить с Мариной отдельно"
    for other in (second, circle.leader):
        assert await region.look(other, notes.notes_of, circle.group.id) == []
        with pytest.raises(NotFound):
            await region.act(other, notes.drop_note, note.id)
    async with region.database.engine.connect() as connection:
        stored = await connection.scalar(text("SELECT body FROM facilitator_note"))
    assert "Марин".encode() not in stored


async def test_notes_are_forgotten_with_their_author(region: Region) -> None:
    circle = await Circle.of(region)
    await region.act(circle.facilitator, notes.write_note, circle.group.id, "Личное")
    await region.act(circle.facilitator, leaving.leave)
    region.clock.advance(timedelta(days=40))

    async with region.database.write() as session:
        await leaving.erase_due(session)

    assert await rows(region.database, FacilitatorNote) == []

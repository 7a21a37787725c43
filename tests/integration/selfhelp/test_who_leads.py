"""A group is led by a parent, never by a specialist (CL-T2.4): in the rules and in the database."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from community.core.actor import Role
from community.core.errors import DomainError, NotFound
from community.membership.leaving import service as leaving
from community.membership.people import service as people
from community.membership.people.errors import FacilitatorIsParent, NeverFacilitatorAndSpecialist
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import GroupState, LeadKind
from community.selfhelp.groups.models import GroupLead
from tests.support.circles import Circle, plan_of
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import race, recipients, rows


async def facilitates(region: Region, someone: Someone) -> bool:
    return (await region.actor(someone)).has_role(Role.FACILITATOR)


async def leads(region: Region) -> dict[int, LeadKind]:
    found = await rows(region.database, GroupLead, GroupLead.until.is_(None))
    return {lead.person_id: lead.kind for lead in found}


async def test_a_parent_who_proposed_a_group_leads_it_once_a_leader_agrees(region: Region) -> None:
    leader, parent = await region.holder(Role.LEADER), await region.member()
    group = await region.act(parent, groups.propose, plan_of(region))
    assert await recipients(region.database, "selfhelp.proposed") == [leader.id]
    assert not await facilitates(region, parent)

    await region.act(leader, groups.approve, group.id)
    again = await region.act(leader, groups.approve, group.id)

    assert again.state is GroupState.OPEN
    assert await leads(region) == {parent.id: LeadKind.FACILITATOR}
    assert await facilitates(region, parent)
    assert await recipients(region.database, "selfhelp.opened") == [parent.id]


async def test_a_leader_says_why_not(region: Region) -> None:
    leader, parent = await region.holder(Role.LEADER), await region.member()
    group = await region.act(parent, groups.propose, plan_of(region))

    group = await region.act(leader, groups.decline, group.id, "Такая группа уже есть.")

    assert (group.state, group.decline_reason) == (GroupState.DECLINED, "Такая группа уже есть.")
    assert await recipients(region.database, "selfhelp.declined") == [parent.id]
    assert not await facilitates(region, parent)


async def test_a_leader_of_another_district_does_not_know_of_it(region: Region) -> None:
    other, parent = await region.holder(Role.LEADER, district=1), await region.member()
    group = await region.act(parent, groups.propose, plan_of(region))

    with pytest.raises(NotFound):
        await region.act(other, groups.approve, group.id)


@pytest.mark.parametrize("way", ["propose", "found", "appoint", "second"])
async def test_no_way_makes_a_specialist_a_facilitator(region: Region, way: str) -> None:
    circle = await Circle.of(region)
    psychologist = await region.holder(Role.SPECIALIST)
    acts = {
        "propose": (psychologist, groups.propose, plan_of(region)),
        "found": (circle.leader, groups.found, plan_of(region), psychologist.id),
        "appoint": (circle.leader, leading.appoint, circle.group.id, psychologist.id),
        "second": (circle.facilitator, leading.make_second, circle.group.id, psychologist.id),
    }

    with pytest.raises(NeverFacilitatorAndSpecialist):
        await region.act(*acts[way])

    assert await leads(region) == {circle.facilitator.id: LeadKind.FACILITATOR}
    assert not await facilitates(region, psychologist)


async def test_whoever_leads_a_group_cannot_be_made_a_specialist(region: Region) -> None:
    circle = await Circle.of(region)

    with pytest.raises(NeverFacilitatorAndSpecialist):
        await region.grant(circle.facilitator, Role.SPECIALIST)


async def test_whoever_is_no_member_of_the_club_leads_nothing(region: Region) -> None:
    leader, stranger = await region.holder(Role.LEADER), await region.newcomer()

    with pytest.raises(FacilitatorIsParent):
        await region.act(leader, groups.found, plan_of(region), stranger.id)


async def test_a_term_that_ran_out_is_no_obstacle(region: Region) -> None:
    """Even before the job has come round that closes what the role had opened."""
    parent = await region.member()
    until = region.clock.now() + timedelta(days=1)
    async with region.database.write() as session:
        await people.grant_role(session, SYSTEM, parent.id, Role.SPECIALIST, expires_at=until)
    region.clock.advance(timedelta(days=2))

    await region.grant(parent, Role.FACILITATOR)

    assert await facilitates(region, parent)


INSERT = text(
    "INSERT INTO role_grant (person_id, role, granted_at)"
    " VALUES (:person, :role, '2026-01-01 00:00:00+00')"
)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [(Role.SPECIALIST, Role.FACILITATOR), (Role.FACILITATOR, Role.SPECIALIST)],
)
async def test_the_database_itself_refuses_both_roles(
    region: Region, held: Role, wanted: Role
) -> None:
    someone = await region.member()
    await region.grant(someone, held)

    with pytest.raises(IntegrityError):
        async with region.database.engine.begin() as connection:
            await connection.execute(INSERT, {"person": someone.id, "role": wanted.value})


async def test_of_two_who_give_both_roles_at_once_one_is_refused(region: Region) -> None:
    someone = await region.member()

    async def give(role: Role) -> None:
        async with region.database.engine.begin() as connection:
            await connection.execute(INSERT, {"person": someone.id, "role": role.value})

    _, errors = await race(give(Role.FACILITATOR), give(Role.SPECIALIST))

    assert [type(error) for error in errors] == [IntegrityError]


async def test_a_lead_refers_to_a_facilitators_grant_and_no_other(region: Region) -> None:
    """Not even by hand is somebody written down as leading by another role of theirs."""
    circle = await Circle.of(region)
    activist = await region.holder(Role.ACTIVIST)
    row = text(
        "INSERT INTO support_group_lead"
        " (group_id, kind, person_id, grant_id, role, since, active_at)"
        " SELECT :group, 'second', person_id, id, 'facilitator', granted_at, granted_at"
        " FROM role_grant WHERE person_id = :person AND role = 'activist'"
    )

    with pytest.raises(IntegrityError):
        async with region.database.engine.begin() as connection:
            await connection.execute(row, {"group": circle.group.id, "person": activist.id})


async def test_handing_over_the_second_one_leads_and_the_former_stands_beside(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    second = await circle.second()

    await region.act(second, leading.take_over, circle.group.id)
    await region.act(second, leading.take_over, circle.group.id)

    assert await leads(region) == {
        second.id: LeadKind.FACILITATOR,
        circle.facilitator.id: LeadKind.SECOND,
    }
    assert await recipients(region.database, "selfhelp.taken_over") == [circle.facilitator.id]


async def test_whoever_leads_nothing_any_more_holds_the_role_no_more(region: Region) -> None:
    circle = await Circle.of(region)
    other = await region.act(
        circle.leader, groups.found, plan_of(region, title="Бабушки"), circle.facilitator.id
    )

    await region.act(circle.facilitator, leading.step_down, circle.group.id)
    assert await facilitates(region, circle.facilitator)
    await region.act(circle.facilitator, leading.step_down, other.id)

    assert not await facilitates(region, circle.facilitator)


async def test_whoever_leaves_the_club_leads_no_more(region: Region) -> None:
    circle = await Circle.of(region)

    await region.act(circle.facilitator, leaving.leave)

    assert await leads(region) == {}
    assert (await circle.now()).state is GroupState.OPEN


async def test_two_who_close_at_once_close_it_once(region: Region) -> None:
    circle = await Circle.of(region)
    second = await circle.second()
    [guest] = await circle.joined()

    done, errors = await race(
        region.act(circle.facilitator, groups.close, circle.group.id, "Спасибо вам."),
        region.act(second, groups.close, circle.group.id, "Берегите себя."),
    )

    assert [error for error in errors if not isinstance(error, DomainError)] == []
    assert {group.state for group in done} == {GroupState.CLOSED}
    assert len(done) == 2
    told = await recipients(region.database, "selfhelp.farewell")
    assert told == sorted([circle.facilitator.id, second.id, guest.id])
    assert (await circle.now()).taken == 0
    assert await leads(region) == {}

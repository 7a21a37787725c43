"""Roles: who gives them, for which place and how long, and that somebody always keeps the keys."""

from datetime import timedelta

import pytest

from community.core.actor import Action, Role
from community.core.audit import AuditEntry
from community.core.errors import Conflict, InvalidInput, NotFound
from community.membership.leaving.service import leave
from community.membership.people.errors import LastAdministrator, RoleOutOfReach
from community.membership.people.models import RoleGrant
from community.membership.people.queries import people_who_may, role_holders
from community.membership.people.service import end_what_ran_out, grant_role, revoke_role
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows

WEEK = timedelta(weeks=1)


async def give(region: Region, giver: object, to: Someone, role: Role, **how: object) -> RoleGrant:
    return await region.act(giver, grant_role, to.id, role, **how)  # type: ignore[arg-type]


async def test_a_leader_makes_an_activist_of_her_district(region: Region) -> None:
    leader, mother = await region.holder(Role.LEADER, district=0), await region.member()
    here, there = (district.id for district in region.districts[:2])

    await give(region, leader, mother, Role.ACTIVIST, district_id=here)

    activist = await region.actor(mother)
    assert activist.may(Action.APPLICATION_VOUCH, here)
    assert not activist.may(Action.APPLICATION_VOUCH, there)
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:role:grant", {"role": "activist"})
    assert (entry.person_id, entry.actor_id) == (mother.id, leader.id)


async def test_a_leader_of_a_district_gives_nothing_elsewhere_or_for_the_region(
    region: Region,
) -> None:
    leader, mother = await region.holder(Role.LEADER, district=0), await region.member()
    elsewhere = region.districts[1].id

    for district_id in (elsewhere, None):
        with pytest.raises(RoleOutOfReach):
            await give(region, leader, mother, Role.ACTIVIST, district_id=district_id)
    with pytest.raises(RoleOutOfReach):
        await give(region, leader, mother, Role.ADMIN)
    with pytest.raises(RoleOutOfReach):
        await give(region, mother, mother, Role.LEADER)


async def test_a_role_ends_with_its_term(region: Region) -> None:
    mother = await region.member()
    until = region.clock.now() + WEEK
    await give(region, SYSTEM, mother, Role.LEADER, expires_at=until)

    region.clock.advance(WEEK - timedelta(seconds=1))
    assert (await region.actor(mother)).has_role(Role.LEADER)

    region.clock.advance(timedelta(seconds=1))
    assert not (await region.actor(mother)).has_role(Role.LEADER)
    async with region.database.read() as session:
        assert mother.id not in await people_who_may(session, Action.FAMILY_VIEW, None)


async def test_a_term_that_is_over_is_refused(region: Region) -> None:
    mother = await region.member()
    with pytest.raises(InvalidInput):
        await give(region, SYSTEM, mother, Role.LEADER, expires_at=region.clock.now())


async def test_giving_a_role_again_only_changes_its_term(region: Region) -> None:
    mother = await region.member()
    for expires_at in (None, region.clock.now() + WEEK, None):
        await give(region, SYSTEM, mother, Role.LEADER, expires_at=expires_at)

    assert (await only(region.database, RoleGrant)).expires_at is None


async def test_the_same_role_given_by_two_at_once_is_held_once(region: Region) -> None:
    mother = await region.member()

    _, errors = await race(*(give(region, SYSTEM, mother, Role.LEADER) for _ in range(5)))

    assert errors == []
    assert len(await rows(region.database, RoleGrant)) == 1


async def test_a_role_is_taken_back_once(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    activist = await region.holder(Role.ACTIVIST, district=0)
    grant = await only(region.database, RoleGrant, RoleGrant.role == Role.ACTIVIST)

    await region.act(leader, revoke_role, grant.id)

    assert not (await region.actor(activist)).has_role(Role.ACTIVIST)
    with pytest.raises(Conflict):
        await region.act(leader, revoke_role, grant.id)


async def test_a_role_that_ran_out_is_ended_as_of_its_last_day(region: Region) -> None:
    mother = await region.member()
    until = region.clock.now() + WEEK
    await give(region, SYSTEM, mother, Role.LEADER, expires_at=until)
    region.clock.advance(WEEK * 2)

    async with region.database.write() as session:
        ended = [await end_what_ran_out(session) for _ in range(2)]

    grant = await only(region.database, RoleGrant)
    assert (ended, grant.revoked_at, grant.revoked_by_id) == ([1, 0], until, None)


async def test_a_role_out_of_reach_does_not_exist(region: Region) -> None:
    of_there = await region.holder(Role.LEADER, district=1)
    await region.holder(Role.ACTIVIST, district=0)
    grant = await only(region.database, RoleGrant, RoleGrant.role == Role.ACTIVIST)

    for grant_id in (grant.id, 404):
        with pytest.raises(NotFound):
            await region.act(of_there, revoke_role, grant_id)


async def test_the_last_administrator_stays(region: Region) -> None:
    admin = await region.holder(Role.ADMIN)
    grant = await only(region.database, RoleGrant)

    with pytest.raises(LastAdministrator):
        await region.act(SYSTEM, revoke_role, grant.id)
    with pytest.raises(LastAdministrator):
        await region.act(admin, leave)

    assert (await region.actor(admin)).has_role(Role.ADMIN)


async def test_an_administrator_whose_term_is_over_does_not_count(region: Region) -> None:
    await region.holder(Role.ADMIN)
    former = await region.member()
    await give(region, SYSTEM, former, Role.ADMIN, expires_at=region.clock.now() + WEEK)
    region.clock.advance(WEEK)
    lasting = (await rows(region.database, RoleGrant))[0]

    with pytest.raises(LastAdministrator):
        await region.act(SYSTEM, revoke_role, lasting.id)


async def test_two_administrators_who_dismiss_each_other_leave_one(region: Region) -> None:
    first, second = await region.holder(Role.ADMIN), await region.holder(Role.ADMIN)
    one, other = await rows(region.database, RoleGrant)

    _, errors = await race(
        region.act(first, revoke_role, other.id), region.act(second, revoke_role, one.id)
    )

    assert len(errors) == 1
    left = [grant for grant in await rows(region.database, RoleGrant) if not grant.revoked_at]
    assert len(left) == 1


async def test_who_left_is_given_no_role(region: Region) -> None:
    mother = await region.member()
    await region.act(mother, leave)

    with pytest.raises(NotFound):
        await give(region, SYSTEM, mother, Role.ACTIVIST, district_id=region.districts[0].id)


async def test_a_leader_sees_the_role_holders_of_her_reach(region: Region) -> None:
    of_region = await region.holder(Role.LEADER)
    of_here = await region.holder(Role.LEADER, district=0)
    activist = await region.holder(Role.ACTIVIST, district=0)
    elsewhere = await region.holder(Role.ACTIVIST, district=1)

    async def seen_by(leader: Someone) -> set[int]:
        return {holder.id for _, holder in await region.look(leader, role_holders)}

    assert await seen_by(of_here) == {of_here.id, activist.id}
    assert await seen_by(of_region) == {of_region.id, of_here.id, activist.id, elsewhere.id}


async def test_people_who_may_are_those_whose_role_reaches_there(region: Region) -> None:
    here, there = (district.id for district in region.districts[:2])
    leader = await region.holder(Role.LEADER)
    activist = await region.holder(Role.ACTIVIST, district=0)
    await region.member()

    async with region.database.read() as session:
        able = {
            place: list(await people_who_may(session, Action.APPLICATION_VOUCH, place))
            for place in (here, there, None)
        }

    assert able == {here: [leader.id, activist.id], there: [leader.id], None: [leader.id]}

"""A family at a border belongs to the neighbouring district too (feature 29).

Of the region of tests, districts 12 and 17 lie beside district 0, and 13 beside 17.
"""

import pytest
from sqlalchemy import select

from community.core.actor import Grant, Role
from community.core.audit import AuditEntry
from community.core.errors import NotFound
from community.membership.leaving.queries import everything_about
from community.membership.leaving.service import come_back, leave
from community.membership.people.borders import (
    add_border,
    belongs_to,
    borders_of,
    districts_of,
    drop_border,
)
from community.membership.people.errors import NotANeighbour, NotYetMember, TooManyBorders
from community.membership.people.models import FamilyBorder, Person
from community.membership.people.service import merge_families
from community.membership.verification.kinds import ApplicantKind
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows
from tests.support.statements import counted

HOME, BESIDE, BESIDE_TOO, FAR = 0, 12, 17, 1


def place(region: Region, number: int) -> int:
    return region.districts[number].id


async def family_of(region: Region, someone: Someone) -> int:
    person = await only(region.database, Person, Person.id == someone.id)
    assert person.family_id is not None
    return person.family_id


async def add(region: Region, by: object, family: Someone, number: int) -> None:
    family_id = await family_of(region, family)
    await region.act(by, add_border, family_id, place(region, number))  # type: ignore[arg-type]


async def drop(region: Region, by: object, family: Someone, number: int) -> None:
    family_id = await family_of(region, family)
    await region.act(by, drop_border, family_id, place(region, number))  # type: ignore[arg-type]


async def homes(region: Region, someone: Someone) -> set[int]:
    """Numbers of the districts where the person belongs; rights and audiences say the same."""
    async with region.database.read() as session:
        ids = await districts_of(session, someone.id)
        for district in region.districts:
            reached = select(Person.id).where(Person.id == someone.id, belongs_to([district.id]))
            assert bool(await session.scalar(reached)) == (district.id in ids)
    grants = (await region.actor(someone)).grants
    assert {g.district_id for g in grants if g.role is Role.PARENT} in (set(ids), set())
    return {number for number, district in enumerate(region.districts) if district.id in ids}


async def test_a_border_is_the_whole_familys(region: Region) -> None:
    mother = await region.member(district=HOME)
    father = await region.husband_of(mother)

    await add(region, mother, mother, BESIDE)

    for adult in (mother, father):
        assert await homes(region, adult) == {HOME, BESIDE}
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:border:add", {"district": place(region, BESIDE)})
    assert entry.district_id == place(region, HOME)

    await drop(region, father, mother, BESIDE)

    for adult in (mother, father):
        assert await homes(region, adult) == {HOME}
    assert (await rows(region.database, AuditEntry))[-1].tag == "bot:border:remove"


async def test_at_most_two_and_only_those_beside_ones_own(region: Region) -> None:
    mother = await region.member(district=HOME)
    family_id = await family_of(region, mother)

    for number in (HOME, FAR):
        with pytest.raises(NotANeighbour):
            await add(region, mother, mother, number)
    with pytest.raises(NotFound):
        await region.act(mother, add_border, family_id, 404)
    await add(region, mother, mother, BESIDE)
    await add(region, mother, mother, BESIDE_TOO)
    with pytest.raises(TooManyBorders) as refused:
        await add(region, mother, mother, FAR)

    assert refused.value.fields == {"limit": 2}
    assert await homes(region, mother) == {HOME, BESIDE, BESIDE_TOO}


async def test_what_can_be_added_is_offered(region: Region) -> None:
    mother = await region.member(district=HOME)
    family_id = await family_of(region, mother)

    async def offered() -> tuple[set[int], set[int]]:
        found = await region.look(mother, borders_of, family_id)
        ids = [district.id for district in region.districts]
        return (
            {ids.index(one.id) for one in found.chosen},
            {ids.index(one.id) for one in found.others},
        )

    assert await offered() == (set(), {BESIDE, BESIDE_TOO})
    await add(region, mother, mother, BESIDE)
    assert await offered() == ({BESIDE}, {BESIDE_TOO})
    await add(region, mother, mother, BESIDE_TOO)
    assert await offered() == ({BESIDE, BESIDE_TOO}, set())


async def test_a_district_that_is_no_longer_used_is_not_added(region: Region) -> None:
    mother = await region.member(district=HOME)
    async with region.database.write() as session:
        session.add(region.districts[BESIDE])
        region.districts[BESIDE].active = False
        await session.commit()

    with pytest.raises(NotANeighbour):
        await add(region, mother, mother, BESIDE)


async def test_twice_is_once_also_by_spouses_at_one_moment(region: Region) -> None:
    mother = await region.member(district=HOME)
    father = await region.husband_of(mother)

    _, errors = await race(*(add(region, one, mother, BESIDE) for one in (mother, father) * 3))

    assert errors == []
    assert (await only(region.database, FamilyBorder)).district_id == place(region, BESIDE)
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags.count("bot:border:add") == 1

    _, errors = await race(*(drop(region, one, mother, BESIDE) for one in (mother, father) * 3))

    assert errors == []
    assert await rows(region.database, FamilyBorder) == []


async def test_of_three_at_one_moment_two_are_added(region: Region) -> None:
    """The region's file says nothing of neighbours here, so that there are three to choose."""
    mother = await region.member(district=HOME)
    async with region.database.write() as session:
        session.add(region.districts[HOME])
        region.districts[HOME].neighbours = []
        await session.commit()

    _, errors = await race(
        *(add(region, mother, mother, number) for number in (FAR, BESIDE, BESIDE_TOO))
    )

    assert [type(error) for error in errors] == [TooManyBorders]
    assert len(await rows(region.database, FamilyBorder)) == 2


async def test_whose_it_is_or_a_leader_within_reach_and_nobody_else(region: Region) -> None:
    mother = await region.member(district=HOME)
    family_id = await family_of(region, mother)
    leader = await region.holder(Role.LEADER, district=HOME)
    strangers = [
        await region.member(district=HOME),
        await region.holder(Role.LEADER, district=BESIDE),
        await region.holder(Role.ACTIVIST, district=HOME),
        (await region.applicant(district=HOME))[0],
    ]

    for stranger in strangers:
        with pytest.raises(NotFound):
            await region.look(stranger, borders_of, family_id)
        for act in (add, drop):
            with pytest.raises(NotFound):
                await act(region, stranger, mother, BESIDE)
    await add(region, leader, mother, BESIDE)
    assert await homes(region, mother) == {HOME, BESIDE}
    await drop(region, leader, mother, BESIDE)
    assert await homes(region, mother) == {HOME}


async def test_a_family_that_is_not_in_the_club_has_no_neighbours_to_add(region: Region) -> None:
    mother, application = await region.applicant(district=HOME)
    assert application.family_id is not None

    with pytest.raises(NotYetMember):
        await region.act(SYSTEM, add_border, application.family_id, place(region, BESIDE))
    assert not (await region.look(SYSTEM, borders_of, application.family_id)).others
    assert await homes(region, mother) == {HOME}


async def test_without_a_family_there_is_ones_own_district_or_none(region: Region) -> None:
    candidate, _ = await region.applicant(district=HOME, kind=ApplicantKind.CANDIDATE)

    assert await homes(region, candidate) == {HOME}
    assert await homes(region, await region.newcomer()) == set()


async def test_whoever_left_belongs_nowhere_as_a_parent_and_finds_it_again(region: Region) -> None:
    mother = await region.member(district=HOME)
    await add(region, mother, mother, BESIDE)

    await region.act(mother, leave)
    assert (await region.actor(mother)).grants == ()
    with pytest.raises(NotFound):
        await drop(region, mother, mother, BESIDE)

    await region.act(mother, come_back)
    assert await homes(region, mother) == {HOME, BESIDE}


async def test_of_families_that_become_one_the_neighbours_come_along(region: Region) -> None:
    wife = await region.member("Анна", "Седова", district=HOME)
    husband = await region.member("Андрей", "Седов", district=HOME)
    for number in (BESIDE, BESIDE_TOO):
        await add(region, husband, husband, number)
    await add(region, wife, wife, BESIDE_TOO)

    await merge(region, husband, wife)

    for adult in (wife, husband):
        assert await homes(region, adult) == {HOME, BESIDE, BESIDE_TOO}
    kept = await rows(region.database, FamilyBorder)
    assert {row.family_id for row in kept} == {await family_of(region, wife)}


async def test_a_family_that_moves_by_that_has_its_new_home_no_more_as_a_neighbour(
    region: Region,
) -> None:
    wife = await region.member("Анна", "Седова", district=HOME)
    husband = await region.member("Андрей", "Седов", district=BESIDE_TOO)
    for number in (HOME, 13):
        await add(region, husband, husband, number)

    await merge(region, husband, wife)

    for adult in (wife, husband):
        assert await homes(region, adult) == {HOME, 13}
    (row,) = await rows(region.database, FamilyBorder)
    assert row.district_id == place(region, 13)


async def test_becoming_one_makes_no_more_than_two_neighbours(region: Region) -> None:
    wife = await region.member("Анна", "Седова", district=HOME)
    husband = await region.member("Андрей", "Седов", district=BESIDE_TOO)
    for number in (BESIDE, BESIDE_TOO):
        await add(region, wife, wife, number)
    await add(region, husband, husband, 13)

    await merge(region, husband, wife)

    assert await homes(region, husband) == {HOME, BESIDE, BESIDE_TOO}


async def merge(region: Region, duplicate: Someone, into: Someone) -> None:
    pair = await family_of(region, duplicate), await family_of(region, into)
    await region.act(SYSTEM, merge_families, *pair, "супруги пришли порознь")


async def test_the_export_names_the_neighbouring_districts(region: Region) -> None:
    mother = await region.member(district=HOME)
    await add(region, mother, mother, BESIDE)

    export = await region.look(mother, everything_about)

    assert export["family"]["neighbouring_districts"] == [region.districts[BESIDE].name]


async def test_rights_with_neighbours_cost_no_query_more(region: Region) -> None:
    plain, beside = await region.member(district=HOME), await region.member(district=HOME)
    for number in (BESIDE, BESIDE_TOO):
        await add(region, beside, beside, number)

    costs = []
    for someone in (plain, beside):
        with counted(region.database) as statements:
            actor = await region.actor(someone)
        costs.append(len([one for one in statements if one.startswith("SELECT")]))

    assert costs == [2, 2]
    assert set(actor.grants) == {
        Grant(Role.PARENT, place(region, number)) for number in (HOME, BESIDE, BESIDE_TOO)
    }

"""The leader's list of families: found by number, name and district; names only with a reason."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import InvalidRequestError

from community.core.actor import Role
from community.core.audit import views_of
from community.core.errors import NotAllowed, NotFound
from community.core.paging import Page
from community.membership.leaving.service import leave
from community.membership.people.families import (
    FamilyFilter,
    FamilyRow,
    family_by_number,
    family_card,
    member_families,
    own_family,
    page_of_families,
    view_names,
)
from community.membership.people.models import FamilyState, Person
from tests.support.factories import Region, Someone
from tests.support.looking import only


async def page(region: Region, reader: Someone, **wanted: object) -> Page[FamilyRow]:
    return await region.look(reader, page_of_families, FamilyFilter(**wanted))  # type: ignore[arg-type]


async def numbers(region: Region, reader: Someone, **wanted: object) -> list[int | None]:
    return [row.number for row in (await page(region, reader, **wanted)).rows]


async def family_of(region: Region, someone: Someone) -> int:
    person = await only(region.database, Person, Person.id == someone.id)
    assert person.family_id is not None
    return person.family_id


@pytest.fixture
async def leader(region: Region) -> Someone:
    """Leads the region without a family of her own: the list holds only what a test puts there."""
    someone = await region.newcomer()
    await region.grant(someone, Role.LEADER)
    return someone


async def test_a_line_shows_a_number_and_a_district_and_never_a_name(
    region: Region, leader: Someone
) -> None:
    await region.member("Анна", "Седова")

    (row,) = (await page(region, leader)).rows

    assert (row.number, row.district.id, row.adults) == (1, region.districts[0].id, 1)
    assert row.state is FamilyState.MEMBER
    assert "Седова" not in repr(row)


async def test_a_family_is_found_by_its_number_or_by_whole_words_of_a_name(
    region: Region, leader: Someone
) -> None:
    await region.member("Анна", "Седова")
    await region.member("Алёна", "Салтыкова-Щедрина")
    await region.member("Ольга", "Ким")
    expected: dict[str, list[int]] = {
        "2": [2],
        "№ 2": [2],
        " №3": [3],
        "404": [],
        "9" * 30: [],
        "седова": [1],
        "АЛЁНА": [2],
        "алена щедрина": [2],
        "Щедрина Алёна": [2],
        "анна щедрина": [],
        "сед": [],
        "!!!": [],
        "%": [],
        "": [3, 2, 1],
    }

    found = {
        typed: await numbers(region, leader, search=typed, sort="-number") for typed in expected
    }

    assert found == expected


async def test_words_must_belong_to_one_person(region: Region, leader: Someone) -> None:
    await region.member("Анна", "Седова")
    await region.member("Ольга", "Ким")

    assert await numbers(region, leader, search="Анна Ким") == []


async def test_a_leader_of_a_district_sees_its_families_alone(region: Region) -> None:
    here, there = (district.id for district in region.districts[:2])
    leader = await region.holder(Role.LEADER, district=0)
    stranger = await region.member("Анна", "Седова", district=1)
    theirs = await family_of(region, stranger)

    assert await numbers(region, leader) == [1]
    assert await numbers(region, leader, search="седова") == []
    assert await numbers(region, leader, district_id=there) == []
    assert await numbers(region, leader, district_id=here) == [1]
    for ask in (family_card, family_by_number):
        with pytest.raises(NotFound):
            await region.look(leader, ask, theirs if ask is family_card else 2)
    with pytest.raises(NotFound):
        await region.act(leader, view_names, theirs, "сверка")


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.ADMIN, Role.SPECIALIST, None])
async def test_nobody_but_leaders_reads_the_list(region: Region, role: Role | None) -> None:
    reader = await region.holder(role) if role else await region.member()
    with pytest.raises(NotAllowed):
        await page(region, reader)


async def test_the_list_is_sorted_and_filtered(region: Region, leader: Someone) -> None:
    for given in ("Анна", "Ольга", "Вера"):
        await region.member(given, "Седова")
        region.clock.advance(timedelta(days=1))
    gone = await region.member("Нина", "Ким")
    await region.act(gone, leave)
    await region.applicant("Жанна", "Новая")

    assert await numbers(region, leader, sort="number") == [1, 2, 3]
    assert await numbers(region, leader, sort="-number") == [3, 2, 1]
    assert await numbers(region, leader, sort="verified") == [1, 2, 3]
    assert await numbers(region, leader, sort="anything else") == [3, 2, 1]
    assert await numbers(region, leader, state=FamilyState.LEFT) == [4]
    assert await numbers(region, leader, state=FamilyState.PENDING) == [None]
    assert len(await numbers(region, leader, state=None)) == 5


async def test_pages_end_where_the_list_ends(region: Region, leader: Someone) -> None:
    for _ in range(7):
        await region.member()
    first, last = (1, [1, 2, 3]), (3, [7])

    for asked, shown in {1: first, 3: last, 0: first, -5: first, 99: last}.items():
        found = await page(region, leader, sort="number", page=asked, page_size=3)
        assert (found.number, [row.number for row in found.rows]) == shown
        assert (found.count, found.total) == (3, 7)


async def test_an_empty_list_is_one_empty_page(region: Region, leader: Someone) -> None:
    found = await page(region, leader, page=5)
    assert (found.rows, found.number, found.count) == ([], 1, 1)


async def test_a_card_holds_no_name_and_looking_at_names_is_told_to_each_of_them(
    region: Region, leader: Someone
) -> None:
    mother = await region.member("Анна", "Седова")
    family_id = await family_of(region, mother)

    actor = await region.actor(leader)
    async with region.database.read() as session:
        card = await family_card(session, actor, family_id)
        with pytest.raises(InvalidRequestError):
            _ = card.adults[0].given_name
        assert await views_of(session, mother.id) == []

    (adult,) = await region.act(leader, view_names, family_id, "  звонок из школы ")

    assert (adult.given_name, adult.family_name) == ("Анна", "Седова")
    async with region.database.read() as session:
        (entry,) = await views_of(session, mother.id)
    assert (entry.actor_id, entry.reason) == (leader.id, "звонок из школы")


async def test_names_of_those_who_left_are_shown_no_more(region: Region, leader: Someone) -> None:
    mother = await region.member("Анна", "Седова")
    family_id = await family_of(region, mother)
    await region.act(mother, leave)

    assert await region.act(leader, view_names, family_id, "сверка") == []


async def test_families_are_counted_once_however_many_adults(region: Region) -> None:
    mother = await region.member(district=0)
    await region.member(district=1)
    from_code = await region.husband_of(mother)

    async with region.database.read() as session:
        assert await member_families(session) == 2
        assert await member_families(session, region.districts[0].id) == 1
    family = await region.look(from_code, own_family)
    assert family is not None
    assert {adult.id for adult in family.adults} == {mother.id, from_code.id}


async def test_a_newcomer_has_no_family_to_show(region: Region) -> None:
    assert await region.look(await region.newcomer(), own_family) is None

"""Two numbers turned out to be one family: a leader puts them together, and it counts once."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import Conflict, NotAllowed, NotFound
from community.membership.people.errors import FamiliesCannotMerge, FamilyCodeUnknown
from community.membership.people.families import member_families
from community.membership.people.models import Family, FamilyState, Person, Standing
from community.membership.people.service import merge_families, new_family_code
from community.membership.verification.kinds import ApplicantKind
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows


async def family_of(region: Region, someone: Someone) -> int:
    person = await only(region.database, Person, Person.id == someone.id)
    assert person.family_id is not None
    return person.family_id


async def merge(region: Region, by: object, duplicate: int, into: int) -> Family:
    return await region.act(by, merge_families, duplicate, into, "супруги пришли порознь")  # type: ignore[arg-type]


async def test_everybody_moves_and_the_duplicate_counts_no_more(region: Region) -> None:
    leader = await region.newcomer()
    await region.grant(leader, Role.LEADER)
    husband = await region.member("Андрей", "Седов", district=1)
    wife = await region.member("Анна", "Седова", district=0)
    duplicate, into = await family_of(region, husband), await family_of(region, wife)

    await merge(region, leader, duplicate, into)

    both = await rows(region.database, Person, Person.id.in_([husband.id, wife.id]))
    assert {(p.family_id, p.district_id) for p in both} == {(into, region.districts[0].id)}
    gone = await only(region.database, Family, Family.id == duplicate)
    assert (gone.state, gone.merged_into_id) == (FamilyState.MERGED, into)
    async with region.database.read() as session:
        assert await member_families(session) == 1
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:family:merge", {"duplicate": duplicate})
    assert entry.reason == "супруги пришли порознь"


async def test_the_family_is_a_member_since_the_earlier_of_the_two(region: Region) -> None:
    first = await region.member()
    earlier = region.clock.now()
    region.clock.advance(timedelta(days=1))
    second = await region.member()

    merged = await merge(
        region, SYSTEM, await family_of(region, first), await family_of(region, second)
    )

    assert merged.verified_at == earlier


async def test_a_family_does_not_merge_with_itself_or_into_one_that_is_no_member(
    region: Region,
) -> None:
    family = await family_of(region, await region.member())
    _, waiting = await region.applicant()
    assert waiting.family_id is not None

    for into in (family, waiting.family_id):
        with pytest.raises(FamiliesCannotMerge):
            await merge(region, SYSTEM, family, into)


async def test_a_family_is_merged_once_even_by_two_leaders_at_once(region: Region) -> None:
    one, two, three = [await family_of(region, await region.member()) for _ in range(3)]

    _, errors = await race(merge(region, SYSTEM, one, two), merge(region, SYSTEM, one, three))

    assert [type(error) for error in errors] == [Conflict]
    gone = await only(region.database, Family, Family.state == FamilyState.MERGED)
    assert gone.id == one


async def test_a_leader_merges_only_what_she_reaches_both_of(region: Region) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    here = await family_of(region, leader)
    there = await family_of(region, await region.member(district=1))

    for pair in ((here, there), (there, here), (here, 404)):
        with pytest.raises(NotFound):
            await merge(region, leader, *pair)
    with pytest.raises(NotAllowed):
        await merge(region, await region.member(), here, there)


async def test_the_duplicates_code_lets_nobody_in(region: Region) -> None:
    wife, husband = await region.member(), await region.member("Андрей", "Седов")
    code, _ = await region.act(husband, new_family_code)
    await merge(region, SYSTEM, await family_of(region, husband), await family_of(region, wife))

    with pytest.raises(FamilyCodeUnknown):
        await region.applicant(kind=ApplicantKind.FAMILY_MEMBER, family_code=code)


async def test_who_was_waiting_in_the_duplicate_is_admitted_to_the_family_it_became(
    region: Region,
) -> None:
    into = await family_of(region, await region.member())
    husband, application = await region.applicant("Андрей", "Седов")
    assert application.family_id is not None
    await merge(region, SYSTEM, application.family_id, into)

    await region.act(SYSTEM, decide, application.id, verified=True)

    person = await only(region.database, Person, Person.id == husband.id)
    assert (person.standing, person.family_id) == (Standing.MEMBER, into)

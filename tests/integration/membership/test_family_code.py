"""Scenario 2: a spouse joins the same family with a code that is short-lived and used once."""

from datetime import timedelta

import pytest

from community.membership.leaving.service import leave
from community.membership.people.errors import FamilyCodeUnknown, NotYetMember
from community.membership.people.families import member_families
from community.membership.people.models import Family, Person, Standing
from community.membership.people.rules import FAMILY_CODE_LIFE
from community.membership.people.service import new_family_code
from community.membership.verification.errors import AlreadyMember
from community.membership.verification.kinds import ApplicantKind, Via
from community.membership.verification.models import Application
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, rows


async def join_with(region: Region, code: str, given: str = "Андрей") -> Someone:
    husband, _ = await region.applicant(
        given, "Седов", kind=ApplicantKind.FAMILY_MEMBER, family_code=code
    )
    return husband


async def families_of(region: Region, *people: Someone) -> set[int | None]:
    ids = [someone.id for someone in people]
    found = await rows(region.database, Person, Person.id.in_(ids))
    assert len(found) == len(people)
    return {person.family_id for person in found}


@pytest.fixture
async def mother(region: Region) -> Someone:
    return await region.member()


@pytest.fixture
async def code(region: Region, mother: Someone) -> str:
    made, _ = await region.act(mother, new_family_code)
    return made


async def test_a_husband_joins_at_once_and_the_count_stays(
    region: Region, mother: Someone, code: str
) -> None:
    husband = await join_with(region, code)

    assert len(await families_of(region, mother, husband)) == 1
    async with region.database.read() as session:
        assert await member_families(session) == 1
    application = (await rows(region.database, Application))[-1]
    assert application.via is Via.FAMILY_CODE
    assert application.district_id == region.districts[0].id
    verified = await queued(region.database, "application.verified")
    assert husband.id in [row.recipient_id for row in verified]


async def test_a_code_is_good_once(region: Region, code: str) -> None:
    await join_with(region, code)

    with pytest.raises(FamilyCodeUnknown):
        await join_with(region, code, "Сергей")


async def test_of_two_who_enter_one_code_at_once_one_gets_in(
    region: Region, mother: Someone, code: str
) -> None:
    joined, errors = await race(join_with(region, code), join_with(region, code, "Сергей"))

    assert [type(error) for error in errors] == [FamilyCodeUnknown]
    assert len(await families_of(region, mother, *joined)) == 1
    members = await rows(region.database, Person, Person.standing == Standing.MEMBER)
    assert len(members) == 2


async def test_a_code_ends_with_its_time(region: Region, code: str) -> None:
    region.clock.advance(FAMILY_CODE_LIFE - timedelta(seconds=1))
    await join_with(region, code)

    fresh, until = await region.act(await region.member("Ольга", "Ким"), new_family_code)
    assert until == region.clock.now() + FAMILY_CODE_LIFE
    region.clock.advance(FAMILY_CODE_LIFE)
    with pytest.raises(FamilyCodeUnknown):
        await join_with(region, fresh, "Сергей")


async def test_a_fresh_code_takes_the_former_ones_place(
    region: Region, mother: Someone, code: str
) -> None:
    fresh, _ = await region.act(mother, new_family_code)

    with pytest.raises(FamilyCodeUnknown):
        await join_with(region, code)
    await join_with(region, fresh, "Сергей")


async def test_a_family_that_left_lets_nobody_in(
    region: Region, mother: Someone, code: str
) -> None:
    await region.act(mother, leave)

    with pytest.raises(FamilyCodeUnknown):
        await join_with(region, code)
    family = await only(region.database, Family)
    assert (family.code, family.code_hash, family.code_expires_at) == (None, None, None)


@pytest.mark.parametrize("typed", ["", "ABCD2345", "😀"])
async def test_what_is_no_familys_code_is_not_explained(region: Region, typed: str) -> None:
    await region.member()
    with pytest.raises(FamilyCodeUnknown) as refused:
        await join_with(region, typed)
    assert refused.value.fields == {}


async def test_a_member_does_not_join_again_with_her_own_code(
    region: Region, mother: Someone, code: str
) -> None:
    with pytest.raises(AlreadyMember):
        await region.applicant(kind=ApplicantKind.FAMILY_MEMBER, family_code=code, someone=mother)

    await join_with(region, code)


async def test_only_members_invite_into_their_family(region: Region) -> None:
    applicant, _ = await region.applicant()
    with pytest.raises(NotYetMember):
        await region.act(applicant, new_family_code)

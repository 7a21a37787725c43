"""Scenarios 1, 2 and 4 in the domain: a family joins, is counted once, or is disputed."""

from community.core.actor import Role
from community.membership.people.families import member_families
from community.membership.people.models import Person, Standing
from community.membership.people.service import new_family_code
from community.membership.verification import service as verification
from community.membership.verification.models import ApplicantKind, Application, ApplicationState
from tests.support.factories import Region


async def test_one_word_of_an_activist_makes_a_family_a_member(region: Region) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    mother, application = await region.applicant(district=0)

    async with region.database.write() as session:
        await verification.vouch(
            session, await region.actor(activist), application.id, in_favour=True
        )

    async with region.database.read() as session:
        person = await session.get_one(Person, mother.id)
        assert person.standing is Standing.MEMBER
        assert await member_families(session, region.districts[0].id) == 2


async def test_a_husband_with_the_family_code_is_not_another_family(region: Region) -> None:
    mother = await region.member()
    async with region.database.write() as session:
        code, _ = await new_family_code(session, await region.actor(mother))

    husband, application = await region.applicant(
        "Андрей", "Седов", kind=ApplicantKind.FAMILY_MEMBER, family_code=code.lower()
    )

    assert application.state is ApplicationState.VERIFIED
    async with region.database.read() as session:
        both = [await session.get_one(Person, who.id) for who in (mother, husband)]
        assert both[0].family_id == both[1].family_id
        assert await member_families(session) == 1


async def test_activists_who_disagree_leave_the_decision_to_a_leader(region: Region) -> None:
    first = await region.holder(Role.ACTIVIST, district=0)
    second = await region.holder(Role.ACTIVIST, district=0)
    leader = await region.holder(Role.LEADER)
    stranger, application = await region.applicant("Пётр", "Новый")

    async with region.database.write() as session:
        await verification.vouch(
            session, await region.actor(first), application.id, in_favour=False, reason="блогер"
        )
        await verification.vouch(
            session, await region.actor(second), application.id, in_favour=True
        )
    async with region.database.read() as session:
        stored = await session.get_one(Application, application.id)
        assert stored.state is ApplicationState.DISPUTED

    async with region.database.write() as session:
        await verification.decide(
            session,
            await region.actor(leader),
            application.id,
            verified=False,
            reason="не подтвердилось",
        )
    async with region.database.read() as session:
        person = await session.get_one(Person, stranger.id)
        assert person.standing is Standing.REFUSED

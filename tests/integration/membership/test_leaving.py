"""Scenario 26, as far as its objects exist: effects shown first, everything ended, a way back."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed
from community.core.options import Options, save_options
from community.membership.documents.errors import ConsentMissing
from community.membership.documents.queries import proof
from community.membership.leaving.errors import CannotComeBack, NothingToLeave
from community.membership.leaving.queries import effects
from community.membership.leaving.service import come_back, erase_due, leave, withdraw_consent
from community.membership.people.families import member_families
from community.membership.people.models import Family, FamilyState, Person, RoleGrant, Standing
from community.membership.sign_in.models import WebSession
from community.membership.sign_in.service import create_link, find_session, open_session
from community.membership.verification.kinds import ApplicantKind, ApplicationState
from community.membership.verification.models import Application
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows

CONSENT = "consent_data"
ERASE_AFTER = timedelta(days=Options.erase_after_days)


async def person(region: Region, someone: Someone) -> Person:
    return await only(region.database, Person, Person.id == someone.id)


async def signed_in(region: Region, someone: Someone) -> str:
    token = await region.act(someone, create_link, someone.id)
    async with region.database.write() as session:
        return await open_session(session, token, "Firefox")


async def erase_now(region: Region) -> int:
    async with region.database.write() as session:
        return await erase_due(session)


async def test_what_leaving_would_change_is_shown_before_anything_changes(region: Region) -> None:
    mother = await region.holder(Role.ACTIVIST, district=0)
    await region.grant(mother, Role.LEADER, district=0)
    await region.husband_of(mother)

    shown = await region.look(mother, effects)

    assert (shown.standing, shown.others_in_family) == (Standing.MEMBER, 1)
    assert shown.roles == (Role.ACTIVIST, Role.LEADER)
    assert shown.erase_at == region.clock.now() + ERASE_AFTER
    assert (await person(region, mother)).standing is Standing.MEMBER


async def test_leaving_ends_roles_and_sessions_at_once_and_names_by_schedule(
    region: Region,
) -> None:
    mother = await region.holder(Role.LEADER, district=0)
    cookie = await signed_in(region, mother)

    await region.act(mother, leave)

    gone = await person(region, mother)
    assert (gone.standing, gone.left_at) == (Standing.LEFT, region.clock.now())
    assert gone.erase_at == region.clock.now() + ERASE_AFTER
    assert gone.family_name == "Ким", "there is time to come back"
    assert (await only(region.database, RoleGrant)).revoked_at == region.clock.now()
    assert not (await region.actor(mother)).grants
    async with region.database.read() as session:
        assert await find_session(session, cookie) is None
        assert await member_families(session) == 0
    assert await recipients(region.database, "leaving.done") == [mother.id]


async def test_the_family_stays_while_one_adult_does(region: Region) -> None:
    mother = await region.member()
    husband = await region.husband_of(mother)

    await region.act(mother, leave)
    assert (await only(region.database, Family)).state is FamilyState.MEMBER

    await region.act(husband, leave)
    family = await only(region.database, Family)
    assert (family.state, family.left_at) == (FamilyState.LEFT, region.clock.now())


async def test_spouses_who_leave_at_the_same_moment_take_the_family_along(region: Region) -> None:
    mother = await region.member()
    husband = await region.husband_of(mother)

    _, errors = await race(region.act(mother, leave), region.act(husband, leave))

    assert errors == []
    assert (await only(region.database, Family)).state is FamilyState.LEFT


async def test_leaving_twice_is_leaving_once(region: Region) -> None:
    mother = await region.member()

    _, errors = await race(*(region.act(mother, leave) for _ in range(3)))

    assert [type(error) for error in errors] == [NothingToLeave] * 2
    assert len(await queued(region.database, "leaving.done")) == 1
    with pytest.raises(NotAllowed):
        await region.act(SYSTEM, leave)


async def test_withdrawing_a_consent_is_leaving_and_both_sides_keep_the_proof(
    region: Region,
) -> None:
    mother = await region.member()

    await region.act(mother, withdraw_consent, CONSENT)

    assert (await person(region, mother)).standing is Standing.LEFT
    async with region.database.read() as session:
        evidence = {row.code: row.withdrawn_at for row in await proof(session, mother.id)}
    assert evidence[CONSENT] == region.clock.now()
    assert evidence["rules"] is None, "only what was withdrawn"
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags[-2:] == ["bot:document:withdraw", "bot:person:leave"]


async def test_who_only_asked_to_join_may_leave_too(region: Region) -> None:
    applicant, application = await region.applicant()

    await region.act(applicant, withdraw_consent, CONSENT)

    assert (await person(region, applicant)).standing is Standing.LEFT
    stored = await only(region.database, Application)
    assert (stored.state, stored.decided_by_id) == (ApplicationState.WITHDRAWN, applicant.id)
    family = await only(region.database, Family, Family.id == application.family_id)
    assert family.state is FamilyState.LEFT


async def test_in_time_one_comes_back_to_everything_but_the_roles(region: Region) -> None:
    mother = await region.holder(Role.ACTIVIST, district=0)
    before = await person(region, mother)
    await region.act(mother, leave)
    region.clock.advance(ERASE_AFTER - timedelta(seconds=1))
    assert await erase_now(region) == 0

    await region.act(mother, come_back)

    after = await person(region, mother)
    assert (after.standing, after.family_id) == (Standing.MEMBER, before.family_id)
    assert (after.left_at, after.erase_at) == (None, None)
    assert after.verified_at == before.verified_at
    family = await only(region.database, Family)
    assert (family.number, family.state, family.left_at) == (1, FamilyState.MEMBER, None)
    assert [grant.role for grant in (await region.actor(mother)).grants] == [Role.PARENT]
    region.clock.advance(timedelta(days=60))
    assert await erase_now(region) == 0


async def test_whoever_withdrew_a_consent_gives_it_again_first(region: Region) -> None:
    mother = await region.member()
    await region.act(mother, withdraw_consent, CONSENT)

    with pytest.raises(ConsentMissing) as refused:
        await region.act(mother, come_back)
    assert refused.value.fields == {"document": CONSENT}

    await region.accept_all(mother)
    await region.act(mother, come_back)
    assert (await person(region, mother)).standing is Standing.MEMBER


async def test_a_candidate_comes_back_as_a_candidate(region: Region) -> None:
    someone, application = await region.applicant(kind=ApplicantKind.CANDIDATE)
    await region.act(SYSTEM, decide, application.id, verified=True)
    await region.act(someone, leave)

    await region.act(someone, come_back)

    assert (await person(region, someone)).standing is Standing.CANDIDATE


async def test_there_is_no_way_back_for_those_who_never_were_in_or_are_erased(
    region: Region,
) -> None:
    newcomer, applicant = await region.newcomer(), (await region.applicant())[0]
    mother = await region.member()
    for someone in (newcomer, applicant, mother):
        with pytest.raises(CannotComeBack):
            await region.act(someone, come_back)
        await region.act(someone, leave)
    for someone in (newcomer, applicant):
        with pytest.raises(CannotComeBack):
            await region.act(someone, come_back)

    region.clock.advance(ERASE_AFTER)
    assert await erase_now(region) == 3
    with pytest.raises(CannotComeBack):
        await region.act(mother, come_back)


async def test_leaving_is_no_detour_around_a_refusal(region: Region) -> None:
    mother = await region.member()
    await region.act(mother, leave)
    _, application = await region.applicant(someone=mother)
    await region.act(SYSTEM, decide, application.id, verified=False)
    await region.act(mother, leave)

    with pytest.raises(CannotComeBack):
        await region.act(mother, come_back)


async def test_the_region_says_how_soon_names_are_erased(region: Region) -> None:
    await region.act(SYSTEM, save_options, Options(erase_after_days=1))
    mother = await region.member()

    await region.act(mother, leave)

    assert (await region.look(await region.member(), effects)).erase_at == (
        await person(region, mother)
    ).erase_at
    region.clock.advance(timedelta(days=1))
    assert await erase_now(region) == 1
    assert await rows(region.database, WebSession) == []

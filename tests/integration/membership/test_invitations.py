"""Codes that guardianship bodies hand out: each brings one family, and nobody learns which."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from community.membership.invitations.errors import (
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
)
from community.membership.invitations.models import Invitation, InvitationBatch
from community.membership.invitations.queries import batches, code_to_print, codes_to_print
from community.membership.invitations.service import create_batch, revoke_batch
from community.membership.people.models import Person, Standing
from community.membership.verification.kinds import ApplicantKind, ApplicationState, Via
from community.membership.verification.models import Application
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, rows


async def batch_of(
    region: Region, *, by: object = SYSTEM, district: int = 0, **wanted: object
) -> InvitationBatch:
    options = {"handed_to": "Отдел опеки", "count": 3, "days": 30} | wanted
    return await region.act(
        by,  # type: ignore[arg-type]
        create_batch,
        district_id=region.districts[district].id,
        **options,
    )


async def codes_in(region: Region, batch: InvitationBatch) -> list[str]:
    return [row.code for row in await region.look(SYSTEM, codes_to_print, batch.id)]


async def enter(region: Region, code: str, **form: object) -> Someone:
    someone, _ = await region.applicant(invitation_code=code, **form)  # type: ignore[arg-type]
    return someone


async def standing_of(region: Region, someone: Someone) -> Standing:
    return (await only(region.database, Person, Person.id == someone.id)).standing


async def test_a_code_verifies_at_once_however_it_was_typed(region: Region) -> None:
    batch = await batch_of(region)
    code, *_ = await codes_in(region, batch)

    mother = await enter(region, f" {code[:4].lower()}-{code[4:]} ")

    assert await standing_of(region, mother) is Standing.MEMBER
    application = await only(region.database, Application)
    assert (application.state, application.via) == (ApplicationState.VERIFIED, Via.INVITATION)
    assert await queued(region.database, "application.card") == [], "no activist is bothered"


async def test_the_batch_knows_how_many_came_and_the_body_nothing_more(region: Region) -> None:
    batch = await batch_of(region)
    used, *unused = await codes_in(region, batch)
    await enter(region, used)

    (line,) = await region.look(SYSTEM, batches)

    assert (line.batch.id, line.batch.count, line.used) == (batch.id, 3, 1)
    assert await codes_in(region, batch) == unused, "a used code is not printed again"


async def test_no_other_district_can_be_chosen_with_a_code(region: Region) -> None:
    batch = await batch_of(region, district=1)
    code, *_ = await codes_in(region, batch)

    await enter(region, code, district=0)

    assert (await only(region.database, Application)).district_id == region.districts[1].id


async def test_the_district_comes_with_the_code(region: Region) -> None:
    batch = await batch_of(region, district=1)
    code, *_ = await codes_in(region, batch)

    await region.apply_with_code(code)

    assert (await only(region.database, Application)).district_id == region.districts[1].id


async def test_a_code_for_candidates_makes_no_parent(region: Region) -> None:
    batch = await batch_of(region, for_candidates=True)
    code, *_ = await codes_in(region, batch)

    someone = await enter(region, code, kind=ApplicantKind.PARENT)

    assert await standing_of(region, someone) is Standing.CANDIDATE


async def test_a_code_is_good_once(region: Region) -> None:
    code, *_ = await codes_in(region, await batch_of(region))
    await enter(region, code)

    with pytest.raises(InvitationUsed):
        await enter(region, code)


async def test_of_two_who_enter_one_code_at_once_one_gets_in(region: Region) -> None:
    code, *_ = await codes_in(region, await batch_of(region))

    entered, errors = await race(enter(region, code), enter(region, code))

    assert [type(error) for error in errors] == [InvitationUsed]
    assert await standing_of(region, entered[0]) is Standing.MEMBER
    assert len(await rows(region.database, Application)) == 1, "the slower one left no trace"
    members = await rows(region.database, Person, Person.standing == Standing.MEMBER)
    assert len(members) == 1


async def test_a_code_ends_with_its_time(region: Region) -> None:
    first, second, _ = await codes_in(region, await batch_of(region, days=30))

    region.clock.advance(timedelta(days=30) - timedelta(seconds=1))
    await enter(region, first)
    region.clock.advance(timedelta(seconds=1))
    with pytest.raises(InvitationExpired):
        await enter(region, second)


async def test_a_lost_sheet_is_taken_back(region: Region) -> None:
    batch = await batch_of(region)
    used, unused, _ = await codes_in(region, batch)
    early = await enter(region, used)

    await region.act(SYSTEM, revoke_batch, batch.id)

    with pytest.raises(InvitationExpired):
        await enter(region, unused)
    assert await standing_of(region, early) is Standing.MEMBER, "who came before stays"
    with pytest.raises(Conflict):
        await region.act(SYSTEM, revoke_batch, batch.id)


@pytest.mark.parametrize("typed", ["ZZZZ9999", "ZZZZ", "код", "'; DROP TABLE invitation"])
async def test_a_code_of_elsewhere_is_unknown(region: Region, typed: str) -> None:
    await batch_of(region)
    with pytest.raises(InvitationUnknown):
        await enter(region, typed)


async def test_whoever_failed_with_a_code_may_try_another_or_ask_activists(region: Region) -> None:
    newcomer = await region.newcomer()
    with pytest.raises(DomainError):
        await region.applicant(someone=newcomer, invitation_code="ZZZZ9999")

    await region.applicant(someone=newcomer)

    assert await standing_of(region, newcomer) is Standing.APPLICANT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": 501}, "count"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"handed_to": "  "}, "handed_to"),
        ({"handed_to": "о" * 121}, "handed_to"),
    ],
)
async def test_a_batch_has_its_bounds(region: Region, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await batch_of(region, **wrong)
    assert refused.value.fields["field"] == field
    assert await rows(region.database, InvitationBatch) == []


async def test_the_largest_batch_has_as_many_different_codes(region: Region) -> None:
    batch = await batch_of(region, count=500, days=365)

    codes = await codes_in(region, batch)

    assert len(set(codes)) == 500


async def test_a_leader_of_a_district_makes_and_sees_codes_for_it_alone(region: Region) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    theirs = await batch_of(region, district=1)
    invitation = (await rows(region.database, Invitation))[0]

    own = await batch_of(region, by=leader)
    with pytest.raises(NotFound):
        await batch_of(region, by=leader, district=1)

    assert [line.batch.id for line in await region.look(leader, batches)] == [own.id]
    with pytest.raises(NotFound):
        await region.look(leader, codes_to_print, theirs.id)
    with pytest.raises(NotFound):
        await region.look(leader, code_to_print, own.id, invitation.id)
    with pytest.raises(NotFound):
        await region.act(leader, revoke_batch, theirs.id)


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.ADMIN, Role.OFFICER])
async def test_nobody_but_leaders_deals_with_codes(region: Region, role: Role) -> None:
    somebody = await region.holder(role)
    with pytest.raises(NotAllowed):
        await batch_of(region, by=somebody)
    with pytest.raises(NotAllowed):
        await region.look(somebody, batches)

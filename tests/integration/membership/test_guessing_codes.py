"""Codes cannot be guessed: a few wrong ones, and the person waits; others go on undisturbed."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.core.errors import DomainError
from community.membership.invitations.errors import InvitationExpired, InvitationUnknown
from community.membership.invitations.models import Invitation
from community.membership.invitations.queries import codes_to_print
from community.membership.invitations.service import create_batch, revoke_batch
from community.membership.people.errors import FamilyCodeUnknown
from community.membership.people.models import Person, Standing
from community.membership.people.service import new_family_code
from community.membership.verification import tries
from community.membership.verification.errors import TooManyCodes
from community.membership.verification.kinds import ApplicantKind
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows


@pytest.fixture
async def good_code(region: Region) -> str:
    place = region.districts[0].id
    batch = await region.act(
        SYSTEM, create_batch, district_id=place, handed_to="Опека", count=1, days=30
    )
    (invitation,) = await region.look(SYSTEM, codes_to_print, batch.id)
    return invitation.code


async def guess(region: Region, someone: Someone, code: str = "AAAAAAAA") -> None:
    await region.act(someone, tries.look_up_invitation, code)


async def guess_until_stopped(region: Region, someone: Someone) -> None:
    for _ in range(tries.MISSES):
        with pytest.raises(InvitationUnknown):
            await guess(region, someone)


async def test_after_a_few_wrong_codes_even_the_right_one_must_wait(
    region: Region, good_code: str
) -> None:
    stranger = await region.newcomer()
    await guess_until_stopped(region, stranger)

    with pytest.raises(TooManyCodes) as stopped:
        await guess(region, stranger, good_code)

    assert stopped.value.fields == {"minutes": 60}
    assert (await only(region.database, Invitation)).used_at is None


async def test_an_hour_later_the_person_may_try_again(region: Region, good_code: str) -> None:
    stranger = await region.newcomer()
    await guess_until_stopped(region, stranger)

    region.clock.advance(timedelta(hours=1, seconds=1))

    await guess(region, stranger, good_code)


async def test_one_who_guesses_stops_nobody_else(region: Region, good_code: str) -> None:
    await guess_until_stopped(region, await region.newcomer())

    await guess(region, await region.newcomer(), good_code)


async def test_wrong_family_codes_count_together_with_wrong_invitations(region: Region) -> None:
    stranger = await region.newcomer()
    member = ApplicantKind.FAMILY_MEMBER
    for _ in range(tries.MISSES - 1):
        with pytest.raises(FamilyCodeUnknown):
            await region.applicant(kind=member, family_code="AAAAAAAA", someone=stranger)
    with pytest.raises(InvitationUnknown):
        await region.applicant(invitation_code="AAAAAAAA", someone=stranger)

    code, _ = await region.act(await region.member(), new_family_code)
    with pytest.raises(TooManyCodes):
        await region.applicant(kind=member, family_code=code, someone=stranger)

    guesser = await only(region.database, Person, Person.id == stranger.id)
    assert (guesser.standing, guesser.given_name) == (Standing.NEWCOMER, None)


async def test_an_honest_code_that_came_too_late_is_no_guess(
    region: Region, good_code: str
) -> None:
    await region.act(SYSTEM, revoke_batch, (await only(region.database, Invitation)).batch_id)
    stranger = await region.newcomer()

    for _ in range(tries.MISSES + 1):
        with pytest.raises(InvitationExpired):
            await guess(region, stranger, good_code)


async def test_many_guesses_at_once_are_counted_one_by_one(region: Region) -> None:
    stranger = await region.newcomer()

    _, errors = await race(*(guess(region, stranger) for _ in range(tries.MISSES + 3)))

    assert sum(isinstance(error, InvitationUnknown) for error in errors) == tries.MISSES
    assert all(isinstance(error, DomainError) for error in errors)
    misses = await rows(region.database, AuditEntry, AuditEntry.person_id == stranger.id)
    assert [entry.tag for entry in misses] == ["bot:code:miss"] * tries.MISSES
    assert "AAAAAAAA" not in str([vars(entry) for entry in misses])

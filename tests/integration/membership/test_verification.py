"""Activists vouch, leaders decide: whoever taps at once, one clear outcome stands."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.outbox.models import OutboxMessage
from community.membership.leaving.service import leave
from community.membership.people.families import member_families
from community.membership.people.models import Family, FamilyState, Person, Standing
from community.membership.verification.errors import (
    AboutTooLong,
    AlreadyApplied,
    AlreadyDecided,
    AlreadyMember,
    LeaderDecides,
    OwnApplication,
    TooManyApplications,
)
from community.membership.verification.kinds import ApplicantKind, ApplicationState, Via
from community.membership.verification.models import Application, Vote
from community.membership.verification.queries import card, latest_of, waiting, waiting_count
from community.membership.verification.service import (
    decide,
    view_card,
    vouch,
    withdraw_application,
)
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows
from tests.support.raw import found_in_clear

YES, NO = True, False
SECRET_REASON = "похож на блогера из Омска"


@pytest.fixture
async def activists(region: Region) -> tuple[Someone, Someone]:
    first = await region.holder(Role.ACTIVIST, district=0)
    return first, await region.holder(Role.ACTIVIST, district=0)


async def say(region: Region, who: Someone, application: Application, word: bool) -> Application:
    return await region.act(who, vouch, application.id, in_favour=word)


async def state_of(region: Region, application: Application) -> ApplicationState:
    return (await only(region.database, Application, Application.id == application.id)).state


async def person(region: Region, someone: Someone) -> Person:
    return await only(region.database, Person, Person.id == someone.id)


async def test_two_yeses_at_once_admit_once(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    mother, application = await region.applicant()

    _, errors = await race(*(say(region, who, application, YES) for who in activists))

    assert [type(error) for error in errors] == [AlreadyDecided]
    assert errors[0].fields == {"state": "verified"}  # type: ignore[attr-defined]
    assert (await person(region, mother)).standing is Standing.MEMBER
    assert len(await rows(region.database, Vote)) == 1
    numbers = [family.number for family in await rows(region.database, Family)]
    assert sorted(filter(None, numbers)) == [1, 2, 3], "one number was given, not two"


async def test_a_yes_and_a_no_at_once_end_verified_or_with_a_leader_but_never_lost(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    _, application = await region.applicant()
    one, other = activists

    _, errors = await race(say(region, one, application, YES), say(region, other, application, NO))

    state = await state_of(region, application)
    votes = [vote.in_favour for vote in await rows(region.database, Vote)]
    if errors:  # the yes came first and ended it
        assert [type(error) for error in errors] == [AlreadyDecided]
        assert (state, votes) == (ApplicationState.VERIFIED, [YES])
    else:
        assert (state, votes) == (ApplicationState.DISPUTED, [NO, YES])


async def test_a_second_tap_of_the_same_activist_is_no_second_word(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    _, application = await region.applicant()
    doubter = activists[0]

    for word in (NO, NO, YES):
        assert (await say(region, doubter, application, word)).state is ApplicationState.DOUBTED
    _, errors = await race(*(say(region, doubter, application, NO) for _ in range(3)))

    assert errors == []
    assert len(await rows(region.database, Vote)) == 1


async def test_in_a_dispute_only_a_leader_is_heard(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    mother, application = await region.applicant()
    third = await region.holder(Role.ACTIVIST, district=0)
    leader = await region.holder(Role.LEADER, district=0)
    for who, word in zip(activists, (YES, NO), strict=True):
        await say(region, who, application, not word)

    for word in (YES, NO):
        with pytest.raises(LeaderDecides):
            await say(region, third, application, word)
    with pytest.raises(NotAllowed):
        await region.act(third, decide, application.id, verified=True)

    await region.act(leader, decide, application.id, verified=True)
    decided = await only(region.database, Application, Application.id == application.id)
    assert (decided.via, decided.decided_by_id) == (Via.LEADER, leader.id)
    assert (await person(region, mother)).standing is Standing.MEMBER


async def test_what_is_decided_stays_decided(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    _, application = await region.applicant()
    await region.act(SYSTEM, decide, application.id, verified=False)

    with pytest.raises(AlreadyDecided) as late:
        await say(region, activists[0], application, YES)
    assert late.value.fields == {"state": "refused"}
    with pytest.raises(AlreadyDecided):
        await region.act(SYSTEM, decide, application.id, verified=True)


async def test_two_leaders_who_decide_at_once_do_not_both_decide(region: Region) -> None:
    mother, application = await region.applicant()

    decided, errors = await race(
        region.act(SYSTEM, decide, application.id, verified=True),
        region.act(SYSTEM, decide, application.id, verified=False),
    )

    assert [type(error) for error in errors] == [AlreadyDecided]
    standing = (await person(region, mother)).standing
    verified = decided[0].state is ApplicationState.VERIFIED
    assert standing is (Standing.MEMBER if verified else Standing.REFUSED)


async def test_nobody_vouches_for_themselves_or_their_family(region: Region) -> None:
    leader = await region.newcomer()
    await region.grant(leader, Role.LEADER)
    _, own = await region.applicant(someone=leader)
    with pytest.raises(OwnApplication):
        await region.act(leader, decide, own.id, verified=True)
    await region.act(SYSTEM, decide, own.id, verified=True)

    husband = await region.husband_of(leader)
    await region.act(husband, leave)
    _, again = await region.applicant("Андрей", "Седов", someone=husband)
    with pytest.raises(OwnApplication):
        await region.act(leader, vouch, again.id, in_favour=True)


async def test_an_application_out_of_reach_does_not_exist(region: Region) -> None:
    elsewhere = await region.holder(Role.ACTIVIST, district=1)
    _, application = await region.applicant(district=0)

    with pytest.raises(NotFound):
        await say(region, elsewhere, application, YES)
    with pytest.raises(NotFound):
        await region.act(elsewhere, view_card, application.id)
    assert await region.look(elsewhere, waiting) == []
    assert await region.look(elsewhere, waiting_count) == 0
    with pytest.raises(NotAllowed):
        await say(region, await region.member(), application, YES)


async def test_why_somebody_was_refused_is_kept_sealed_and_never_sent(region: Region) -> None:
    """Scenario 4."""
    leader = await region.holder(Role.LEADER)
    stranger, application = await region.applicant("Пётр", "Новый")

    await region.act(leader, decide, application.id, verified=False, reason=f" {SECRET_REASON} ")

    refused = await only(region.database, Application, Application.id == application.id)
    assert refused.refusal_reason == SECRET_REASON
    assert await found_in_clear(region.database, [SECRET_REASON]) == []
    sent = await rows(region.database, OutboxMessage)
    assert all(isinstance(value, int) for row in sent for value in row.params.values())
    logged = [entry.facts for entry in await rows(region.database, AuditEntry)]
    assert SECRET_REASON not in repr(logged)
    assert (await person(region, stranger)).erase_at == region.clock.now() + timedelta(days=30)


async def test_the_next_leader_sees_that_there_was_a_refusal(region: Region) -> None:
    stranger, application = await region.applicant()
    await region.act(SYSTEM, decide, application.id, verified=False, reason=SECRET_REASON)

    _, again = await region.applicant(someone=stranger)

    seen = await region.look(SYSTEM, card, again.id)
    assert seen.refused_before == 1
    assert (await person(region, stranger)).erase_at is None, "she is being considered again"


async def test_a_look_at_a_card_is_on_record_for_the_applicant(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    mother, application = await region.applicant(about="двое приёмных")

    seen = await region.act(activists[0], view_card, application.id)

    assert (seen.person.family_name, seen.application.about) == ("Седова", "двое приёмных")
    assert seen.district.id == region.districts[0].id
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.person_id) == ("bot:application:view", mother.id)


async def test_waiting_ones_are_shown_disputed_first_then_the_longest_waiting(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    asked = []
    for _ in range(3):
        _, application = await region.applicant()
        asked.append(application)
        region.clock.advance(timedelta(hours=1))
    for who, word in zip(activists, (NO, YES), strict=True):
        await say(region, who, asked[2], word)

    found = await region.look(activists[0], waiting)

    assert [row.id for row in found] == [asked[2].id, asked[0].id, asked[1].id]
    assert await region.look(activists[0], waiting_count) == 2, "the disputed one is a leader's"


async def test_one_asks_once_at_a_time_even_with_two_taps(region: Region) -> None:
    newcomer = await region.newcomer()
    await region.accept_all(newcomer)

    _, errors = await race(*(region.apply(newcomer) for _ in range(4)))

    assert [type(error) for error in errors] == [AlreadyApplied] * 3
    assert len(await rows(region.database, Application)) == 1
    assert len(await rows(region.database, Family)) == 1


async def test_what_cannot_be_asked_for(region: Region) -> None:
    mother = await region.member()
    with pytest.raises(AlreadyMember):
        await region.applicant(someone=mother)
    with pytest.raises(AboutTooLong) as refused:
        await region.applicant(about="о" * 501)
    assert refused.value.fields == {"limit": 500}
    with pytest.raises(InvalidInput):
        await region.applicant("Анна1")
    assert len(await rows(region.database, Application)) == 1


async def test_a_withdrawn_application_leaves_a_newcomer_and_an_empty_place(
    region: Region, activists: tuple[Someone, Someone]
) -> None:
    mother, application = await region.applicant()

    await region.act(mother, withdraw_application)

    assert await state_of(region, application) is ApplicationState.WITHDRAWN
    assert (await person(region, mother)).standing is Standing.NEWCOMER
    family = await only(region.database, Family, Family.id == application.family_id)
    assert (family.state, family.number) == (FamilyState.LEFT, None)
    with pytest.raises(AlreadyDecided):
        await say(region, activists[0], application, YES)
    with pytest.raises(NotFound):
        await region.act(mother, withdraw_application)


async def test_a_candidate_becomes_a_parent_and_keeps_her_history(region: Region) -> None:
    """Scenario 3."""
    someone, first = await region.applicant(kind=ApplicantKind.CANDIDATE)
    await region.act(SYSTEM, decide, first.id, verified=True)
    candidate = await person(region, someone)
    assert (candidate.standing, candidate.family_id) == (Standing.CANDIDATE, None)
    with pytest.raises(AlreadyMember):
        await region.applicant(kind=ApplicantKind.CANDIDATE, someone=someone)

    _, second = await region.applicant(someone=someone)
    assert (await person(region, someone)).standing is Standing.CANDIDATE, "while she waits"
    await region.act(SYSTEM, decide, second.id, verified=True)

    parent = await person(region, someone)
    assert (parent.standing, parent.verified_at) == (Standing.MEMBER, candidate.verified_at)
    history = await rows(region.database, Application, Application.person_id == someone.id)
    assert [row.kind for row in history] == [ApplicantKind.CANDIDATE, ApplicantKind.PARENT]
    async with region.database.read() as session:
        assert await latest_of(session, someone.id) is not None
        assert await member_families(session) == 1


async def test_a_candidate_refused_as_a_parent_stays_a_candidate(region: Region) -> None:
    someone, first = await region.applicant(kind=ApplicantKind.CANDIDATE)
    await region.act(SYSTEM, decide, first.id, verified=True)
    _, second = await region.applicant(someone=someone)

    await region.act(SYSTEM, decide, second.id, verified=False)

    still = await person(region, someone)
    assert (still.standing, still.erase_at) == (Standing.CANDIDATE, None)


async def test_whoever_returns_has_the_same_number(region: Region) -> None:
    mother = await region.member()
    await region.member()
    before = await only(region.database, Family, Family.number == 1)
    await region.act(mother, leave)

    _, application = await region.applicant(someone=mother)
    await region.act(SYSTEM, decide, application.id, verified=True)

    assert (await person(region, mother)).family_id == before.id
    again = await only(region.database, Family, Family.id == before.id)
    assert (again.number, again.state, again.left_at) == (1, FamilyState.MEMBER, None)


async def test_the_first_families_at_once_get_numbers_in_a_row(region: Region) -> None:
    asked = [application for _, application in [await region.applicant() for _ in range(6)]]

    _, errors = await race(
        *(region.act(SYSTEM, decide, application.id, verified=True) for application in asked)
    )

    assert errors == []
    numbers = [family.number for family in await rows(region.database, Family)]
    assert sorted(filter(None, numbers)) == [1, 2, 3, 4, 5, 6]


async def test_the_activists_are_spared_the_fourth_application_of_a_day(region: Region) -> None:
    someone = await region.newcomer()
    for _ in range(3):
        await region.applicant(someone=someone)
        await region.act(someone, withdraw_application)

    with pytest.raises(TooManyApplications):
        await region.applicant(someone=someone)

    region.clock.advance(timedelta(days=1, minutes=1))
    _, application = await region.applicant(someone=someone)
    assert application.state is ApplicationState.OPEN

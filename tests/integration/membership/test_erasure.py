"""When the time comes, what names a person is gone from the database itself; counts stay."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.service import finish
from community.membership.documents.queries import proof
from community.membership.leaving.facts import PersonErased
from community.membership.leaving.service import erase_due, leave
from community.membership.people.families import FamilyFilter, page_of_families
from community.membership.people.models import (
    Family,
    MessengerAccount,
    NameToken,
    Person,
    Standing,
)
from community.membership.sign_in.models import LoginLink, SecondFactor, WebSession
from community.membership.sign_in.service import begin_second_factor, create_link, open_session
from community.membership.verification.models import Application, Vote
from community.membership.verification.service import decide, vouch
from tests.support.factories import MESSENGER, SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, rows
from tests.support.raw import found_in_clear

WEEK = timedelta(days=7)
ACCOUNT = "909192939495"  # a number that nothing else in the database could hold


async def erase_now(region: Region) -> int:
    async with region.database.write() as session:
        erased = await erase_due(session)
    await region.database.forget_old_pages()
    return erased


@pytest.fixture
async def gone(region: Region) -> Someone:
    """A leader with a past in every table: applied, was doubted, signed in, was written to."""
    doubter = await region.holder(Role.ACTIVIST, district=0)
    someone = await region.newcomer(ACCOUNT)
    _, application = await region.applicant(
        "Планета", "Тайнова", someone=someone, about="с улицы Незримой"
    )
    await region.act(doubter, vouch, application.id, in_favour=False, reason="не знаю Тайнову")
    await region.act(SYSTEM, decide, application.id, verified=True)
    await region.grant(someone, Role.LEADER)
    token = await region.act(someone, create_link, someone.id)
    async with region.database.write() as session:
        await open_session(session, token, "Браузер Тайновой")
    await region.act(someone, begin_second_factor)
    await mark_sent(region, someone)
    await region.act(someone, leave)
    region.clock.advance(WEEK)
    return someone


async def mark_sent(region: Region, someone: Someone) -> None:
    """As the worker notes it: a private chat is named by the account's own number."""
    for message in await rows(region.database, OutboxMessage):
        if message.recipient_id == someone.id:
            async with region.database.write() as session:
                await finish(session, message.id, State.SENT, sent_ref=f"{ACCOUNT}:17")


async def test_nothing_that_names_her_is_left(region: Region, gone: Someone) -> None:
    assert await found_in_clear(region.database, [ACCOUNT]) == [ACCOUNT]

    assert await erase_now(region) == 1

    person = await only(region.database, Person, Person.id == gone.id)
    assert (person.standing, person.erased_at) == (Standing.ERASED, region.clock.now())
    assert (person.given_name, person.family_name) == (None, None)
    assert await rows(region.database, NameToken, NameToken.person_id == gone.id) == []
    account = await only(region.database, MessengerAccount, MessengerAccount.person_id == gone.id)
    assert (account.external_id, account.reachable) == (None, False)
    application = await only(region.database, Application, Application.person_id == gone.id)
    assert (application.about, application.refusal_reason) == (None, None)
    assert (await only(region.database, Vote)).reason is None
    for table in (LoginLink, WebSession, SecondFactor):
        assert await rows(region.database, table) == []
    told = await queued(region.database, "application.verified")
    assert {row.sent_ref for row in told if row.recipient_id == gone.id} == {None}


async def test_the_file_itself_holds_the_number_no_more(region: Region, gone: Someone) -> None:
    """SQLite overwrites what it frees (secure_delete) and its log is emptied."""
    await erase_now(region)

    planted = [ACCOUNT, "Планета", "Тайнова", "Незримой"]
    assert await found_in_clear(region.database, planted) == []


async def test_counts_dates_and_proof_stay(region: Region, gone: Someone) -> None:
    async with region.database.read() as session:
        before = await proof(session, gone.id)
    log = await rows(region.database, AuditEntry)

    await erase_now(region)

    async with region.database.read() as session:
        assert await proof(session, gone.id) == before
    family = await only(region.database, Family, Family.number == 2)
    assert family.verified_at is not None
    assert family.left_at == region.clock.now() - WEEK
    application = await only(region.database, Application, Application.person_id == gone.id)
    assert application.decided_at is not None
    entries = await rows(region.database, AuditEntry)
    assert entries[-1].tag == "job:person:erase"
    assert [entry.id for entry in entries[:-1]] == [entry.id for entry in log]


async def test_she_is_found_by_her_name_no_more(region: Region, gone: Someone) -> None:
    wanted = FamilyFilter(search="Тайнова", state=None)
    assert (await region.look(SYSTEM, page_of_families, wanted)).total == 1

    await erase_now(region)

    assert (await region.look(SYSTEM, page_of_families, wanted)).total == 0


async def test_who_comes_again_after_erasure_is_somebody_new(region: Region, gone: Someone) -> None:
    await erase_now(region)

    again = await region.newcomer(ACCOUNT)

    assert again.id != gone.id


async def test_other_areas_hear_whose_accounts_are_forgotten(region: Region, gone: Someone) -> None:
    heard: list[PersonErased] = []

    async def listen(_session: object, fact: PersonErased) -> None:
        heard.append(fact)

    region.database.facts.subscribe(PersonErased, listen)
    await erase_now(region)

    assert heard == [PersonErased(gone.id, ((MESSENGER, ACCOUNT),))]


async def test_everyone_is_erased_once_even_by_two_jobs_at_once(region: Region) -> None:
    for _ in range(5):
        await region.act(await region.member(), leave)
    region.clock.advance(WEEK)

    counts, errors = await race(erase_now(region), erase_now(region))

    assert errors == []
    assert sum(counts) == 5
    assert await erase_now(region) == 0
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags.count("job:person:erase") == 5


async def test_a_refused_stranger_is_forgotten_after_a_month(region: Region) -> None:
    _, application = await region.applicant()
    await region.act(SYSTEM, decide, application.id, verified=False, reason="не родитель")

    region.clock.advance(timedelta(days=29))
    assert await erase_now(region) == 0
    region.clock.advance(timedelta(days=1))
    assert await erase_now(region) == 1

    stored = await only(region.database, Application)
    assert (stored.refusal_reason, stored.state) == (None, "refused")
    assert (await only(region.database, Person)).standing is Standing.ERASED


async def test_a_listener_that_fails_keeps_the_person_for_the_next_turn(
    region: Region, gone: Someone
) -> None:
    async def fail(_session: object, _fact: PersonErased) -> None:
        raise RuntimeError

    region.database.facts.subscribe(PersonErased, fail)
    with pytest.raises(RuntimeError):
        await erase_now(region)

    assert (await only(region.database, Person, Person.id == gone.id)).family_name == "Тайнова"

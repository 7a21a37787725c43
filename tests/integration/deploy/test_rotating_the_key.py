"""After a rotation the old key opens nothing and is needed for nothing."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from community.core.actor import Role
from community.core.audit import page_of_log
from community.core.crypto import Keyring, UndecryptableError
from community.core.db import Database
from community.core.settings import load_settings
from community.events.planning.queries import questions_of
from community.events.planning.rules import QuestionPlan
from community.events.signing.models import EventAnswer
from community.events.signing.wishes import answer
from community.membership.invitations import queries as invitations
from community.membership.invitations.service import create_batch
from community.membership.people import emails
from community.membership.people.families import FamilyFilter, page_of_families, view_names
from community.membership.people.models import Person
from community.membership.sign_in.errors import LinkNotValid
from community.membership.sign_in.service import create_link, open_session
from deploy.commands import keys
from tests.support.databases import SECRET
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.mailing import confirmed_address
from tests.support.season import Season

NEW_SECRET = "a newer secret of the tests that is long enough"


async def answer_questions(region: Region, member: Someone) -> None:
    season = await Season.of(region)
    questions = (QuestionPlan("Что принесёте?"), QuestionPlan("Нужна ли машина?"))
    event = await season.event(questions=questions)
    party = await season.sign_up(member, event)
    async with region.database.read() as session:
        asked = await questions_of(session, event.id)
    for question, words in zip(asked, ("Пледы", "Нет"), strict=True):
        await region.act(member, answer, party.id, question.id, words)


@pytest.fixture
async def rotated(region: Region) -> AsyncIterator[Database]:
    """The region, encrypted anew, opened with nothing but the new key."""
    database = region.database
    member = await region.member("Анна", "Седова")
    await region.grant(member, Role.LEADER)
    async with database.write() as session:
        await create_batch(
            session, SYSTEM, district_id=region.districts[0].id, handed_to="Опека", count=2, days=9
        )
        [family] = (await page_of_families(session, SYSTEM, FamilyFilter())).rows
        await view_names(session, SYSTEM, family.id, "Позвонить насчёт встречи")
    await confirmed_address(region, member, "anna@example.org")
    await answer_questions(region, member)
    both = load_settings(database_url=database.url, secret_key=f"{NEW_SECRET},{SECRET}")
    await keys.rotate(both)
    opened = Database(database.url, Keyring([NEW_SECRET]), region.clock)
    yield opened
    await opened.close()


async def test_names_are_read_and_found_with_the_new_key_alone(rotated: Database) -> None:
    async with rotated.read() as session:
        first = select(Person.family_name).order_by(Person.id)
        assert await session.scalar(first.limit(1)) == "Седова"
        found = await page_of_families(session, SYSTEM, FamilyFilter(search="седова"))
    assert found.total == 1


async def test_the_old_key_opens_nothing(region: Region, rotated: Database) -> None:
    async with region.database.read() as session:
        with pytest.raises(UndecryptableError):
            await session.scalar(select(Person.family_name))


async def test_printed_invitations_still_work(rotated: Database) -> None:
    async with rotated.read() as session:
        [batch] = await invitations.batches(session, SYSTEM)
        codes = await invitations.codes_to_print(session, SYSTEM, batch.batch.id)
        for row in codes:
            found, _ = await invitations.usable(session, row.code)
            assert found.id == row.id


async def test_answers_of_events_are_read_with_the_new_key(rotated: Database) -> None:
    """Their key is one of two columns."""
    async with rotated.read() as session:
        query = select(EventAnswer).order_by(EventAnswer.question_id)
        answers = (await session.scalars(query)).all()
    assert [answer.words for answer in answers] == ["Пледы", "Нет"]


async def test_the_link_in_a_letter_still_stops_them(rotated: Database) -> None:
    async with rotated.read() as session:
        person_id = await session.scalar(select(func.min(Person.id)))
        mailbox = await emails.mailbox_of(session, person_id or 0)
        assert mailbox is not None
        assert mailbox.address == "anna@example.org"
        assert await emails.reader_of(session, mailbox.stop) == person_id


async def test_the_log_keeps_its_reasons_and_stays_append_only(rotated: Database) -> None:
    async with rotated.write() as session:
        entries = await page_of_log(session, SYSTEM, tag_part="name:view")
        assert [entry.reason for entry in entries] == ["Позвонить насчёт встречи"]
        for change in ("DELETE FROM audit_entry", "UPDATE audit_entry SET tag = 'x'"):
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(text(change))
            await session.rollback()


async def test_links_made_before_are_dead(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    async with region.database.write() as session:
        token = await create_link(session, SYSTEM, leader.id)
    url = region.database.url

    await keys.rotate(load_settings(database_url=url, secret_key=f"{NEW_SECRET},{SECRET}"))

    async with region.database.write() as session:
        with pytest.raises(LinkNotValid):
            await open_session(session, token, "Firefox")

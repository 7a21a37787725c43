"""Whoever gets hold of the database alone reads no name, no code and no word of an applicant."""

import pytest
from sqlalchemy import text

from community.core.actor import Role
from community.core.crypto import Keyring, UndecryptableError
from community.core.db import Database
from community.membership.invitations.models import Invitation
from community.membership.invitations.service import create_batch
from community.membership.people.families import view_names
from community.membership.people.models import Person
from community.membership.people.service import new_family_code
from community.membership.sign_in.models import WebSession
from community.membership.sign_in.service import create_link, open_session
from community.membership.verification.service import decide
from tests.support.databases import SECRET
from tests.support.factories import SYSTEM, Region
from tests.support.looking import only
from tests.support.raw import found_in_clear

GIVEN, FAMILY, ABOUT = "Планета-Секрет", "Тайнова-Скрытная", "мама двоих с улицы Незримой"
REASON = "сверяю заявление Тайновой"


async def test_names_words_and_codes_are_unreadable_in_the_database_itself(region: Region) -> None:
    mother, application = await region.applicant(GIVEN, FAMILY, about=ABOUT)
    await region.act(SYSTEM, decide, application.id, verified=True)
    family_code, _ = await region.act(mother, new_family_code)
    where = {"district_id": region.districts[0].id, "handed_to": "Отдел опеки"}
    await region.act(SYSTEM, create_batch, **where, count=1, days=30)
    person = await only(region.database, Person)
    await region.act(SYSTEM, view_names, person.family_id, REASON)
    invitation = await only(region.database, Invitation)

    planted = [GIVEN, FAMILY, ABOUT, REASON, family_code, invitation.code]
    assert await found_in_clear(region.database, planted) == []
    assert (person.given_name, person.family_name) == (GIVEN, FAMILY), "with the key they open"
    assert await found_in_clear(region.database, ["Отдел опеки"]), "what is public was found"


async def test_what_opens_the_site_is_unreadable_too(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    link = await region.act(leader, create_link, leader.id)
    async with region.database.write() as session:
        cookie = await open_session(session, link, "Секретный браузер")

    stored = await only(region.database, WebSession)

    assert stored.device == "Секретный браузер"
    assert await found_in_clear(region.database, [link, cookie, "Секретный браузер"]) == []


async def test_another_installations_key_opens_nothing(region: Region) -> None:
    await region.applicant(GIVEN, FAMILY)
    thief = Database(region.database.url, Keyring(["x" * 40]), region.clock)
    try:
        with pytest.raises(UndecryptableError, match=r"person\.given_name"):
            await only(thief, Person)
    finally:
        await thief.close()


async def test_after_the_key_changed_old_rows_open_and_new_ones_use_the_new_key(
    region: Region,
) -> None:
    mother, _ = await region.applicant(GIVEN, FAMILY)
    rotated = Database(region.database.url, Keyring(["n" * 40, SECRET]), region.clock)
    try:
        async with rotated.write() as session:
            person = await session.get_one(Person, mother.id)
            assert person.given_name == GIVEN
            person.given_name = "Новое"
            await session.commit()
        assert (await only(rotated, Person)).given_name == "Новое"
    finally:
        await rotated.close()
    with pytest.raises(UndecryptableError):
        await only(region.database, Person)


async def test_a_name_swapped_between_columns_by_hand_does_not_open(region: Region) -> None:
    await region.applicant(GIVEN, FAMILY)
    async with region.database.engine.begin() as connection:
        await connection.execute(text("UPDATE person SET given_name = family_name"))

    with pytest.raises(UndecryptableError, match="altered"):
        await only(region.database, Person)

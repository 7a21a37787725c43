"""Scenario 26 over HTTP, and what /privacy tells."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.features.privacy.contract import contract_text, detail_names, role_names
from bot.texts import Texts
from community.core.actor import PERMISSIONS, REVEALS, Role, Scope
from community.membership.documents import queries as documents
from community.membership.documents.service import publish_version
from community.membership.leaving.service import erase_due
from community.membership.people.families import member_families, view_names
from community.membership.people.models import MessengerAccount, Person, Standing
from tests.support.club import TOMSK, Club
from tests.support.factories import SYSTEM


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_contract_says_what_the_table_of_rights_says(language: str) -> None:
    texts = Texts(language, TOMSK)
    lines = contract_text(texts).splitlines()
    bullets = [line.removeprefix("• ").partition("</b>: ") for line in lines if "• " in line]

    for role, role_name in role_names(texts).items():
        shown = {
            detail_names(texts)[detail]
            for action, details in REVEALS.items()
            if PERMISSIONS[action].get(role, Scope.OWN) is not Scope.OWN
            for detail in details
        }
        told = [seen.rstrip(".") for who, _, seen in bullets if who.startswith(f"<b>{role_name}")]
        assert {name for line in told for name in line.split(", ")} == shown, role
    never = next(line for line in lines if texts("guardianship bodies") in line)
    assert not never.startswith("•")


@pytest.mark.both_databases
async def test_privacy_shows_who_looked_and_why(club: Club) -> None:
    region = club.region
    someone = await region.member("Анна", "Седова")
    member = await club.in_messenger(someone, "Анна")
    leader = await region.holder(Role.LEADER)
    async with region.database.write() as session:
        person = await session.get_one(Person, someone.id)
        assert person.family_id is not None
        actor = await region.actor(leader, "web")
        await view_names(session, actor, person.family_id, "звоню про праздник")

    await club.say(member, "/privacy")
    assert "органы опеки" in await club.screen(member)
    await club.tap(member, "👁")

    assert "лидер клуба. Зачем:" in await club.screen(member)
    assert "звоню про праздник" in await club.screen(member)


async def test_everything_held_about_me_comes_as_two_files(club: Club) -> None:
    member = await club.in_messenger(await club.region.member("Анна", "Седова"), "Анна")
    await club.say(member, "/privacy")

    await club.tap(member, "💾")

    messages = (await club.messenger.inbox(member))["messages"]
    files = [m["media"] for m in messages if m.get("media")]
    assert [file["name"] for file in files] == ["мои-данные.txt", "мои-данные.json"]
    readable, machine = [await club.download(file["file_id"]) for file in files]
    assert "имя: Анна" in readable.decode("utf-8-sig")
    assert "consent_data" not in readable.decode("utf-8-sig")
    assert "берегите его" in str(messages)
    assert json.loads(machine)["person"]["family_name"] == "Седова"


async def test_withdrawing_consent_takes_her_out_of_chats_and_then_forgets(club: Club) -> None:
    region = club.region
    someone = await region.member("Анна", "Седова")
    mother = await club.in_messenger(someone, "Анна")
    chat = await club.chat(title="Наш чат")
    await club.knock(mother, chat)
    assert await club.inside(mother, chat)

    await club.say(mother, "/privacy")
    await club.tap(mother, "📄")
    await club.tap(mother, "Согласие на обработку")
    await club.tap(mother, "Отозвать")
    effects = await club.screen(mother)
    assert "вы выйдете из 1 чата клуба" in effects
    assert "сотрутся 23 марта 2026" in effects
    await club.tap(mother, "Да, отозвать")

    assert not await club.inside(mother, chat)
    assert "вышли из клуба" in await club.words(mother)
    region.clock.advance(timedelta(days=8))
    async with region.database.write() as session:
        assert await erase_due(session) == 1
    async with region.database.read() as session:
        person = await session.get_one(Person, someone.id)
        assert (person.standing, person.given_name) == (Standing.ERASED, None)
        account = (
            await session.scalars(
                select(MessengerAccount).where(MessengerAccount.person_id == someone.id)
            )
        ).one()
        assert account.external_id is None
        proof = await documents.proof(session, someone.id)
        assert any(line.withdrawn_at for line in proof)
        assert await member_families(session) == 0


async def test_leaving_can_be_undone_with_one_button(club: Club) -> None:
    someone = await club.region.member("Анна", "Седова")
    mother = await club.in_messenger(someone, "Анна")
    await club.tap(mother, "👤")
    await club.tap(mother, "🚪")
    await club.tap(mother, "Остаться")
    await club.tap(mother, "🚪")
    await club.tap(mother, "Да, выйти")

    await club.say(mother, "/menu")
    await club.tap(mother, "↩️")

    async with club.region.database.read() as session:
        assert (await session.get_one(Person, someone.id)).standing is Standing.MEMBER
        assert await member_families(session) == 1


async def test_a_changed_document_is_asked_about_once(club: Club) -> None:
    someone = await club.region.member("Анна", "Седова")
    mother = await club.in_messenger(someone, "Анна")
    database = club.region.database
    async with database.read() as session:
        texts = (await documents.versions(session, "rules"))[0].texts
    async with database.write() as session:
        await publish_version(session, SYSTEM, "rules", texts, asks_again=True, based_on=1)
    await club.settle()

    assert "обновился" in await club.screen(mother)
    await club.tap(mother, "📄")
    await club.tap(mother, "✅")

    async with database.read() as session:
        assert (await documents.accepted_numbers(session, someone.id))["rules"] == 2
        assert not await documents.still_to_accept(session, someone.id)


async def test_whoever_withdrew_a_consent_gives_it_again_on_the_way_back(sqlite_club: Club) -> None:
    club = sqlite_club
    someone = await club.region.member("Анна", "Седова")
    mother = await club.in_messenger(someone, "Анна")
    await club.say(mother, "/privacy")
    for label in ("📄", "✅ Согласие на обработку", "↩️", "↩️ Да"):
        await club.tap(mother, label)
    assert "Вы вышли из клуба" in await club.words(mother)

    await club.say(mother, "/menu")
    await club.tap(mother, "↩️ Вернуться")
    assert "Согласие на обработку" in await club.screen(mother)
    await club.tap(mother, "✅")

    assert "рады вас видеть" in await club.screen(mother)
    async with club.region.database.read() as session:
        person = await session.get_one(Person, someone.id)
        assert person.standing is Standing.MEMBER

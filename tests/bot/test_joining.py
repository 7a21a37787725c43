"""Scenarios 1 to 4 over HTTP: strangers join, husbands follow, false parents do not get in."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.app import ALLOWED_UPDATES
from community.chats.models import Purpose
from community.core.actor import Role
from community.membership.invitations.models import Invitation
from community.membership.invitations.service import create_batch
from community.membership.people.families import member_families
from community.membership.people.models import Family, Person, Standing
from community.membership.verification.models import Application, Vote
from tests.support.club import Club
from tests.support.factories import SYSTEM


async def fill_in(club: Club, user_id: int, given: str = "Анна", family: str = "Седова") -> None:
    """From the first document to the sent application, as a parent of the first district."""
    await club.tap(user_id, "✅")
    await club.tap(user_id, "✅")
    await club.tap(user_id, "🏡")
    await club.say(user_id, given)
    await club.say(user_id, family)
    await club.tap(user_id, club.region.districts[0].name)
    await club.say(user_id, "Знакома с Верой")
    await club.tap(user_id, "📨")


async def invitation_code(club: Club, **batch: int) -> str:
    async with club.region.database.write() as session:
        made = await create_batch(
            session,
            SYSTEM,
            district_id=club.region.districts[0].id,
            handed_to="Опека",
            **{"count": 1, "days": 30, **batch},
        )
        code = await session.scalar(select(Invitation.code).where(Invitation.batch_id == made.id))
    assert code is not None
    return code


@pytest.mark.both_databases
async def test_a_stranger_is_led_from_the_closed_door_into_the_chat(club: Club) -> None:
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    chat = await club.chat(title="Наш чат")
    mother = await club.newcomer("Анна")

    await club.knock(mother, chat)
    assert "Вы попросились в «Наш чат»" in await club.screen(mother)
    await club.tap(mother, "🤗")
    await fill_in(club, mother)
    assert "Отправлено" in await club.screen(mother)
    assert not await club.inside(mother, chat)

    assert "Анна Седова" in await club.screen(activist)
    await club.tap(activist, "✅")

    assert await club.inside(mother, chat)
    assert "добро пожаловать в клуб" in await club.screen(mother)
    assert "Впустили" in await club.screen(activist)
    seen = await club.messenger.chat(mother, chat)
    assert "Седова" not in str(seen["messages"])
    async with club.region.database.read() as session:
        assert await member_families(session) == 2


async def test_a_husband_joins_the_same_family_with_its_code(club: Club) -> None:
    wife = await club.in_messenger(await club.region.member("Анна", "Седова"), "Анна")
    await club.tap(wife, "👤")
    await club.tap(wife, "Моя семья")
    await club.tap(wife, "🔑")
    code = (await club.screen(wife)).split("семьи:\n")[1][:9]

    husband = await club.newcomer("Андрей")
    await club.start(husband)
    await club.tap(husband, "🤗")
    await club.tap(husband, "✅")
    await club.tap(husband, "✅")
    await club.tap(husband, "👫")
    await club.say(husband, code.lower().replace("-", " "))
    await club.say(husband, "Андрей")
    await club.say(husband, "Седов")
    await club.tap(husband, "📨")

    assert "добро пожаловать" in await club.words(husband)
    async with club.region.database.read() as session:
        assert await member_families(session) == 1
        assert await session.scalar(select(func.count(Family.id))) == 1


@pytest.mark.both_databases
async def test_a_printed_code_verifies_at_once_and_only_once(club: Club) -> None:
    code = await invitation_code(club)
    mother, other = await club.newcomer("Ольга"), await club.newcomer("Ирина")

    await club.start(mother, f"inv_{code}")
    await club.tap(mother, "✅")
    await club.tap(mother, "✅")
    await club.say(mother, "Ольга")
    await club.say(mother, "Ким")
    await club.tap(mother, "📨")
    assert "добро пожаловать" in await club.words(mother)

    await club.start(other, f"inv_{code}")
    assert "уже вступила семья" in await club.screen(other)
    await club.start(other, "inv_22222222")
    assert "Такого кода я не знаю" in await club.screen(other)


async def test_an_expired_code_says_so_and_offers_the_way_without_it(sqlite_club: Club) -> None:
    club = sqlite_club
    code = await invitation_code(club, days=1)
    club.region.clock.advance(timedelta(days=2))
    mother = await club.newcomer()

    await club.start(mother, f"inv_{code}")

    assert "Срок этого кода вышел" in await club.screen(mother)
    await club.start(mother)
    assert "🤗 Вступить в клуб" in await club.buttons(mother)


async def test_a_candidate_gets_in_but_not_into_the_parents_chat(club: Club) -> None:
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    chat = await club.chat(title="Родители")
    future = await club.newcomer("Павел")
    await club.knock(future, chat)
    await club.tap(future, "🤗")
    await club.tap(future, "✅")
    await club.tap(future, "✅")
    await club.tap(future, "🌱")
    await club.say(future, "Павел")
    await club.say(future, "Берг")
    await club.tap(future, club.region.districts[0].name)
    await club.tap(future, "Пропустить")
    await club.tap(future, "📨")

    await club.tap(activist, "✅")

    assert "будущий родитель" in await club.words(future)
    assert not await club.inside(future, chat)
    await club.knock(future, chat)
    assert "пока не открыт" in await club.words(future)


async def test_no_to_a_consent_is_met_kindly_and_changes_nothing(sqlite_club: Club) -> None:
    club = sqlite_club
    mother = await club.newcomer()
    await club.start(mother)
    await club.tap(mother, "🤗")

    await club.tap(mother, "Не сейчас")
    assert "Это ваше право" in await club.screen(mother)
    await club.tap(mother, "Прочитать ещё раз")
    await club.tap(mother, "✅")
    await club.tap(mother, "Не сейчас")
    assert "Согласие на обработку" in await club.screen(mother)

    async with club.region.database.read() as session:
        person = (await session.scalars(select(Person))).one()
        assert person.standing is Standing.NEWCOMER
        assert person.given_name is None


@pytest.mark.both_databases
async def test_a_week_later_joining_goes_on_where_it_stopped(club: Club) -> None:
    mother = await club.newcomer()
    await club.start(mother)
    await club.tap(mother, "🤗")
    await club.tap(mother, "✅")
    await club.tap(mother, "✅")
    await club.tap(mother, "🏡")
    await club.say(mother, "Анна")

    club.region.clock.advance(timedelta(days=7))
    await club.restart()
    await club.start(mother)

    assert "А фамилия?" in await club.screen(mother)
    await club.say(mother, "Седова")
    await club.tap(mother, club.region.districts[0].name)
    await club.tap(mother, "Пропустить")
    assert "Анна Седова" in await club.screen(mother)


async def test_what_is_not_a_name_is_asked_again(sqlite_club: Club) -> None:
    club = sqlite_club
    mother = await club.newcomer()
    await club.start(mother)
    for label in ("🤗", "✅", "✅", "🏡"):
        await club.tap(mother, label)

    await club.say(mother, "Анна2000!!!")

    assert "Не похоже на имя" in await club.screen(mother)
    await club.say(mother, "Анна")
    assert "А фамилия?" in await club.screen(mother)


@pytest.mark.both_databases
async def test_two_activists_at_once_admit_once(club: Club) -> None:
    region = club.region
    first = await club.in_messenger(await region.holder(Role.ACTIVIST, district=0))
    second = await club.in_messenger(await region.holder(Role.ACTIVIST, district=0))
    mother, _ = await region.applicant("Анна", "Седова")
    await club.settle()

    await club.messenger.tap(first, "✅")
    await club.messenger.tap(second, "✅")
    updates = await club.app.bot.get_updates(allowed_updates=ALLOWED_UPDATES, timeout=0)
    fresh = [update for update in updates if update.callback_query]
    feed = club.app.dispatcher.feed_update
    await asyncio.gather(*(feed(club.app.bot, update) for update in fresh))
    await club.settle()

    async with region.database.read() as session:
        application = (
            await session.scalars(select(Application).where(Application.person_id == mother.id))
        ).one()
        votes = await session.scalar(
            select(func.count(Vote.id)).where(Vote.application_id == application.id)
        )
        assert votes == 1
    for activist in (first, second):
        assert "Впустили" in await club.screen(activist)


async def test_disagreement_goes_to_the_leader_and_the_reason_stays_there(club: Club) -> None:
    region = club.region
    doubtful = await club.in_messenger(await region.holder(Role.ACTIVIST, district=0))
    trusting = await club.in_messenger(await region.holder(Role.ACTIVIST, district=0))
    leader = await club.in_messenger(await region.holder(Role.LEADER))
    chat = await club.chat(title="Наш чат")
    blogger = await club.newcomer("Пётр")
    await club.knock(blogger, chat)
    await club.tap(blogger, "🤗")
    await fill_in(club, blogger, "Пётр", "Новый")

    await club.tap(doubtful, "🤔")
    await club.say(doubtful, "ведёт блог про усыновление")
    await club.tap(trusting, "✅")
    assert "Впустили" not in await club.words(trusting)
    assert "разошлись" in await club.screen(leader)
    assert not await club.inside(blogger, chat)

    await club.tap(leader, "⛔")
    await club.say(leader, "не подтвердилось звонком")

    words = await club.words(blogger)
    assert "не смог вас принять" in words
    assert "блог" not in words
    assert "звонком" not in words
    assert not await club.inside(blogger, chat)


async def test_somebody_banned_elsewhere_waits_for_a_moderator(club: Club) -> None:
    region = club.region
    activist = await club.in_messenger(await region.holder(Role.ACTIVIST, district=0))
    regional = await club.chat(Purpose.REGIONAL, district=None, title="Область")
    chat = await club.chat(title="Наш чат")
    stranger = await club.newcomer("Икс")
    await club.messenger.add_member(regional, stranger)
    await club.messenger.remove_member(regional, stranger, ban=True)
    await club.settle()

    await club.knock(stranger, chat)

    assert "посмотрит модератор" in await club.screen(stranger)
    assert "заблокировали" in await club.screen(activist)
    await club.tap(activist, "⛔")
    assert not await club.inside(stranger, chat)


async def test_whoever_blocks_the_bot_meanwhile_is_let_in_all_the_same(club: Club) -> None:
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    chat = await club.chat(title="Наш чат")
    mother = await club.newcomer()
    await club.knock(mother, chat)
    await club.tap(mother, "🤗")
    await fill_in(club, mother)
    await club.messenger.block_bot(mother)

    await club.tap(activist, "✅")

    assert await club.inside(mother, chat)


@pytest.mark.both_databases
async def test_a_member_is_let_in_at_once_and_a_neighbour_is_shown_the_way(club: Club) -> None:
    chat = await club.chat(district=0, title="Наш чат")
    ours = await club.in_messenger(await club.region.member("Анна", "Седова", district=0))
    theirs = await club.in_messenger(await club.region.member("Инна", "Лось", district=1))

    await club.knock(ours, chat)
    await club.knock(theirs, chat)

    assert await club.inside(ours, chat)
    assert not await club.inside(theirs, chat)
    assert "чат семей другого района" in await club.screen(theirs)


async def test_who_guesses_codes_is_asked_to_wait_and_keeps_the_other_way_in(club: Club) -> None:
    good = await invitation_code(club)
    guesser = await club.newcomer()
    await club.start(guesser)
    await club.tap(guesser, "🤗")
    await club.tap(guesser, "✅")
    await club.tap(guesser, "✅")
    await club.tap(guesser, "🎟")
    for _ in range(4):
        await club.say(guesser, "AAAA-AAAA")
    await club.start(guesser, "inv_AAAAAAAA")
    assert "Такого кода я не знаю" in await club.words(guesser)

    await club.say(guesser, good)
    assert "следующий я посмотрю через 60 мин" in await club.words(guesser)
    await club.start(guesser, f"inv_{good}")
    async with club.region.database.read() as session:
        assert await session.scalar(select(Invitation.used_at)) is None

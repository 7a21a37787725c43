"""Slips while joining, and second thoughts: each is mended where it happened."""

from community.core.actor import Role
from community.membership.people.service import new_family_code
from tests.bot.test_joining import invitation_code
from tests.support.club import Club


async def test_a_slip_in_the_familys_code_is_mended_without_telling_all_again(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    region = club.region
    mother = await region.actor(await region.member("Анна", "Седова"))
    async with region.database.write() as session:
        code, _ = await new_family_code(session, mother)
    husband = await club.newcomer("Андрей")
    await club.start(husband)
    for label in ("🤗", "✅", "✅", "👫"):
        await club.tap(husband, label)
    for words in ("AAAA-AAAA", "Андрей", "Седов"):
        await club.say(husband, words)

    await club.tap(husband, "📨")
    assert "Этот код не подошёл" in await club.screen(husband)
    await club.say(husband, code)
    assert "Андрей Седов" in await club.screen(husband)
    await club.tap(husband, "📨")

    assert "добро пожаловать" in await club.words(husband)


async def test_a_code_from_a_printed_card_can_be_sent_as_it_stands(sqlite_club: Club) -> None:
    club = sqlite_club
    code = await invitation_code(club)
    mother = await club.newcomer("Ольга")
    await club.start(mother)

    await club.say(mother, "ХАРАКТЕР")
    assert "не понимаю обычных слов" in await club.words(mother)
    await club.say(mother, f"{code[:4]}-{code[4:]}".lower())
    await club.tap(mother, "✅")
    await club.tap(mother, "✅")
    await club.say(mother, "Ольга")
    await club.say(mother, "Ким")
    await club.tap(mother, "📨")

    assert "добро пожаловать" in await club.words(mother)


async def test_a_district_that_is_not_in_the_list_is_asked_for_again(sqlite_club: Club) -> None:
    club = sqlite_club
    mother = await club.newcomer()
    await club.start(mother)
    for label in ("🤗", "✅", "✅", "🏡"):
        await club.tap(mother, label)
    await club.say(mother, "Анна")
    await club.say(mother, "Седова")

    await club.say(mother, "Тридевятый")
    assert "Такого района в списке нет" in await club.screen(mother)
    await club.say(mother, club.region.districts[0].name.lower())

    assert "Напишите пару слов" in await club.screen(mother)


async def test_a_card_from_the_list_loses_its_buttons_when_it_is_answered(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    await club.region.applicant("Анна", "Седова")
    await club.settle()
    await club.say(activist, "/moderation")
    await club.tap(activist, "🚪")

    await club.tap(activist, "✅")

    assert "Впустили" in await club.screen(activist)
    assert await club.buttons(activist) == ["📋 Что ещё ждёт"]


async def test_an_activist_who_thinks_again_gets_the_card_back(sqlite_club: Club) -> None:
    club = sqlite_club
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    await club.region.applicant("Анна", "Седова")
    await club.settle()

    await club.tap(activist, "🤔")
    assert "Что вас смущает?" in await club.screen(activist)
    await club.tap(activist, "⬅️")

    assert "Анна Седова" in await club.screen(activist)
    assert await club.buttons(activist) == ["✅ Знаю, впустить", "🤔 Сомневаюсь"]

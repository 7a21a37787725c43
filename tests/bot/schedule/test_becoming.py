"""Becoming a specialist: the link, the documents, a few questions, and a leader who hears of it."""

import pytest

from community.consultations.specialists import service
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from tests.bot.helping.surgery import Surgery
from tests.support.factories import SYSTEM
from tests.support.looking import rows
from tests.support.practice import speciality


async def invited(surgery: Surgery, alias: str = "Марта") -> str:
    region = surgery.club.region
    chosen = await speciality(region, "lawyer")
    _, code = await region.act(SYSTEM, service.invite, alias, [chosen])
    return str(code)


async def newest(surgery: Surgery) -> Specialist:
    return (await rows(surgery.club.region.database, Specialist))[-1]


@pytest.mark.both_databases
async def test_from_the_link_to_a_profile(surgery: Surgery) -> None:
    club, code = surgery.club, await invited(surgery)
    marta = await club.newcomer("Марта")
    home, far = club.region.districts[0], club.region.districts[3]

    await club.start(marta, f"spe_{code}")
    await club.tap(marta, "✅")
    await club.tap(marta, "✅")
    assert "Как родителям вас называть?" in await club.screen(marta)
    await club.say(marta, "Марта Игоревна")
    await club.tap(marta, "психолог")
    assert "✅ юрист" in await club.buttons(marta)
    await club.tap(marta, "➡️")
    await club.say(marta, "а" * 301)
    assert "до 300" in await club.screen(marta)
    await club.say(marta, "Помогаю с пособиями")
    await club.tap(marta, "татарский")
    await club.tap(marta, "➡️")
    await club.tap(marta, "➡️")
    await club.tap(marta, home.name)
    await club.tap(marta, far.name)
    await club.tap(marta, "✅ Готово")

    assert "посмотрит документы и поговорит с вами" in await club.screen(marta)
    row = await newest(surgery)
    assert row.state is SpecialistState.CANDIDATE
    assert (row.alias, row.about) == ("Марта Игоревна", "Помогаю с пособиями")
    assert row.languages == ["ru", "tt"]
    assert row.district_id == home.id
    told = await club.screen(surgery.lidia)
    assert "приглашение открыто" in told
    assert "юрист" in told
    await club.tap(marta, "🗓 Моё расписание")
    assert "Осталось: документы и разговор" in await club.screen(marta)


async def test_a_code_that_fails_says_why(surgery: Surgery) -> None:
    club, code = surgery.club, await invited(surgery)
    marta, other = await club.newcomer("Марта"), await club.newcomer("Ольга")
    await club.start(marta, f"spe_{code}")

    await club.start(other, f"spe_{code}")
    assert "Это приглашение не работает" in await club.screen(other)
    await club.start(other, "spe_ABCDEFGH")
    assert "Это приглашение не работает" in await club.screen(other)
    await club.start(marta, f"spe_{code}")
    assert "Расписание" in await club.screen(marta)


async def test_a_specialist_needs_no_second_invitation(surgery: Surgery) -> None:
    code = await invited(surgery)

    await surgery.club.start(surgery.irina, f"spe_{code}")

    assert "Вы уже специалист клуба" in await surgery.club.screen(surgery.irina)


async def test_the_day_it_begins(surgery: Surgery) -> None:
    club, code = surgery.club, await invited(surgery)
    marta = await club.newcomer("Марта")
    await club.start(marta, f"spe_{code}")
    row = await newest(surgery)

    lidia = surgery.people[surgery.lidia]
    for step in (service.note_documents, service.note_interview, service.activate):
        await club.region.act(lidia, step, row.id)
    await club.settle()

    assert "теперь вы специалист клуба" in await club.screen(marta)
    await club.say(marta, "/help")
    assert "/schedule" in await club.screen(marta)


async def test_a_profile_is_changed_from_the_schedule(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    club, irina = surgery.club, surgery.irina
    await club.say(irina, "/schedule")
    for label in ("⚙️", "✏️ Обо мне", "✅ Оставить", "➡️"):
        await club.tap(irina, label)
    await club.say(irina, "Сон, страхи, школа")
    for label in ("➡️", "✅ 🏠 Лично", "➡️", "Нигде", "✅ Готово"):
        await club.tap(irina, label)

    row = await newest(surgery)
    assert (row.about, row.online, row.in_person) == ("Сон, страхи, школа", True, False)
    assert row.state is SpecialistState.ACTIVE

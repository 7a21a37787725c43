"""/schedule: how it stands, hours of the week, single days, time off, pace, load and pauses."""

import pytest

from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.specialists.kinds import Format, SpecialistState
from tests.bot.helping.surgery import Surgery
from tests.support.looking import rows
from tests.support.practice import at, free, specialist_row


async def opened(surgery: Surgery, *labels: str) -> str:
    await surgery.club.say(surgery.irina, "/schedule")
    for label in labels:
        await surgery.club.tap(surgery.irina, label)
    return await surgery.club.screen(surgery.irina)


async def hours(surgery: Surgery, weekday: int) -> list[str]:
    found = await rows(surgery.club.region.database, WorkingHours, WorkingHours.weekday == weekday)
    ordered = sorted(found, key=lambda one: one.begins)
    return [f"{one.begins:%H:%M}-{one.ends:%H:%M} {one.format or 'any'}" for one in ordered]


@pytest.mark.both_databases
async def test_the_first_screen_says_how_it_stands(surgery: Surgery) -> None:
    anna, boris = await surgery.comes("Анна"), await surgery.comes("Борис")
    first = await surgery.asks(anna)
    await surgery.asks(boris)
    await surgery.books(anna, first)

    screen = await opened(surgery)

    assert "Ирина, психолог" in screen
    assert "Запросы к вам приходят" in screen
    assert "Запросов у вас: 2 из 5" in screen
    assert "вт, 17 марта, 10:00, онлайн: Семья-" in screen
    buttons = await surgery.club.buttons(surgery.irina)
    assert any(label.endswith("возьмёте?") for label in buttons)


async def test_it_is_for_specialists(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    anna = await surgery.comes("Анна")

    await surgery.club.say(anna, "/schedule")

    assert "Это для специалистов клуба" in await surgery.club.screen(anna)


async def test_a_request_opens_as_its_card_and_leads_back(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    anna = await surgery.comes("Анна")
    await surgery.asks(anna, words="Не спим")
    await surgery.club.tap(surgery.irina, "🤝 Беру")
    await opened(surgery)
    before = len((await surgery.club.messenger.inbox(surgery.irina))["messages"])

    await surgery.club.tap(surgery.irina, "📋 Семья-")
    assert "Этот запрос у вас" in await surgery.club.screen(surgery.irina)
    await surgery.club.tap(surgery.irina, "🗓 Моё расписание")

    assert "Запросов у вас: 1 из 5" in await surgery.club.screen(surgery.irina)
    assert len((await surgery.club.messenger.inbox(surgery.irina))["messages"]) == before


async def test_hours_are_typed(surgery: Surgery) -> None:
    await opened(surgery, "🕘", "Суббота")

    await surgery.club.say(surgery.irina, "10-14, 15:30-18 онлайн")

    assert await hours(surgery, 5) == ["10:00-14:00 any", "15:30-18:00 online"]
    assert "🌿 Выходной" in await surgery.club.buttons(surgery.irina)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("с утра", "Не понимаю «с утра»"),
        ("10:10-14", "по четверти часа"),
        ("14-10", "конец раньше начала"),
        ("10-14, 13-18", "накладываются"),
        ("10-10:30", "не поместится ни одна консультация: она длится 45 мин"),
        ("10-24", "на часах не бывает"),
    ],
)
async def test_what_cannot_be_says_what_can(sqlite_surgery: Surgery, typed: str, said: str) -> None:
    surgery = sqlite_surgery
    await opened(surgery, "🕘", "Понедельник")

    await surgery.club.say(surgery.irina, typed)

    assert said in await surgery.club.screen(surgery.irina)
    assert await hours(surgery, 0) == ["10:00-14:00 any"]
    await surgery.club.say(surgery.irina, "9-12")
    assert said not in await surgery.club.screen(surgery.irina)
    assert await hours(surgery, 0) == ["09:00-12:00 any"]


async def test_hours_are_tapped_copied_turned_and_freed(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    await opened(surgery, "🕘", "Суббота")

    await surgery.club.tap(surgery.irina, "14-18")
    assert await hours(surgery, 5) == ["14:00-18:00 any"]
    await surgery.club.tap(surgery.irina, "Как в понедельник: 10–14")
    assert await hours(surgery, 5) == ["10:00-14:00 any"]
    await surgery.club.tap(surgery.irina, "10:00–14:00, онлайн или лично")
    assert await hours(surgery, 5) == ["10:00-14:00 online"]
    await surgery.club.tap(surgery.irina, "10:00–14:00, онлайн")
    assert await hours(surgery, 5) == ["10:00-14:00 in_person"]
    await surgery.club.tap(surgery.irina, "🌿 Выходной")
    assert await hours(surgery, 5) == []


async def test_one_day_has_other_hours_and_then_the_usual_ones(surgery: Surgery) -> None:
    await opened(surgery, "📅 Один день", "вт 17")
    await surgery.club.say(surgery.irina, "16-18")
    first = (await free(surgery.club.region, limit=1))[0]
    assert first.starts_at == at(12, days=0)  # of Monday itself; Tuesday begins at four
    own = await rows(surgery.club.region.database, DayHours)
    assert [(str(one.day), one.begins.hour) for one in own] == [("2026-03-17", 16)]

    await surgery.club.tap(surgery.irina, "↩️ Как каждую неделю")

    assert not await rows(surgery.club.region.database, DayHours)
    assert "Как каждую неделю: 10–14" in await surgery.club.screen(surgery.irina)


async def test_a_typed_day_becomes_a_journey(surgery: Surgery) -> None:
    place = surgery.club.region.districts[4]
    await opened(surgery, "📅 Один день")
    await surgery.club.say(surgery.irina, "12 апреля")
    await surgery.club.tap(surgery.irina, "🧳")
    await surgery.club.tap(surgery.irina, place.name)
    assert "Со скольки до скольки?" in await surgery.club.screen(surgery.irina)

    await surgery.club.say(surgery.irina, "11-15")

    (own,) = await rows(surgery.club.region.database, DayHours)
    assert (own.district_id, own.format) == (place.id, Format.IN_PERSON)
    assert f"🧳 Выезд: {place.name}" in await surgery.club.screen(surgery.irina)


async def test_one_day_off_and_back(surgery: Surgery) -> None:
    await opened(surgery, "📅 Один день", "вт 17", "🌴 Не принимаю")
    assert "Вы не принимаете" in await surgery.club.screen(surgery.irina)
    assert len(await rows(surgery.club.region.database, TimeOff)) == 1

    await surgery.club.say(surgery.irina, "12-14")

    assert not await rows(surgery.club.region.database, TimeOff)
    assert "12:00–14:00" in " ".join(await surgery.club.buttons(surgery.irina))


async def test_time_off_is_typed_tapped_and_taken_back(surgery: Surgery) -> None:
    await opened(surgery, "🌴")
    await surgery.club.say(surgery.irina, "с 5 по 12 апреля")
    assert "✖️ вс, 5 апреля — вс, 12 апреля" in await surgery.club.buttons(surgery.irina)
    await surgery.club.say(surgery.irina, "завтра с 10 до 14")
    assert "✖️ вт, 17 марта, 10:00–14:00" in await surgery.club.buttons(surgery.irina)
    await surgery.club.tap(surgery.irina, "Завтра")
    await surgery.club.say(surgery.irina, "когда-нибудь")
    assert "Не понимаю «когда-нибудь»" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "сегодня с 8 до 9")
    assert "уже прошло" in await surgery.club.screen(surgery.irina)

    await surgery.club.tap(surgery.irina, "✖️ вт, 17 марта, 10:00–14:00")
    await surgery.club.tap(surgery.irina, "✖️ вт, 17 марта")

    (left,) = await rows(surgery.club.region.database, TimeOff)
    assert (left.ends_at - left.begins_at).days == 8


@pytest.mark.both_databases
async def test_how_long_and_how_many_at_once(surgery: Surgery) -> None:
    await opened(surgery, "⚙️", "⏱", "60 мин", "+ 30 мин", "⬅️ Назад", "📥")

    await surgery.club.say(surgery.irina, "3")

    row = await specialist_row(surgery.club.region, surgery.specialists[surgery.irina])
    assert (row.minutes, row.buffer_minutes, row.load_limit) == (60, 30, 3)
    assert "Запросов сразу: до 3" in await surgery.club.screen(surgery.irina)


async def test_a_pause_and_back(surgery: Surgery) -> None:
    specialist = surgery.specialists[surgery.irina]
    await opened(surgery, "⚙️", "⏸ Пауза")
    await surgery.club.say(surgery.irina, "до 12 апреля")
    assert "Пауза до 12 апреля 2026" in await surgery.club.screen(surgery.irina)
    marta = await surgery.helps("Марта")
    anna = await surgery.comes("Анна")
    await surgery.asks(anna)
    assert await surgery.heard(marta, "К вам запрос")
    assert not await surgery.heard(surgery.irina, "К вам запрос")

    await surgery.club.say(surgery.irina, "/schedule")
    await surgery.club.tap(surgery.irina, "⚙️")
    await surgery.club.tap(surgery.irina, "▶️ Вернуться")
    await surgery.club.tap(surgery.irina, "▶️ Вернуться сейчас")

    row = await specialist_row(surgery.club.region, specialist)
    assert row.state is SpecialistState.ACTIVE
    assert await surgery.heard(surgery.irina, "с возвращением")


async def test_the_calendar_address_is_shown_once(surgery: Surgery) -> None:
    await opened(surgery, "⚙️", "📆")
    assert "https://club.example/calendar/" not in await surgery.club.screen(surgery.irina)

    await surgery.club.tap(surgery.irina, "🔑")
    first = await surgery.club.screen(surgery.irina)
    await surgery.club.tap(surgery.irina, "🔑")

    assert "https://club.example/calendar/" in first
    assert await surgery.club.screen(surgery.irina) != first
    assert "отменяет прежний" in first


async def test_ones_own_link(surgery: Surgery) -> None:
    row = await specialist_row(surgery.club.region, surgery.specialists[surgery.irina])

    screen = await opened(surgery, "⚙️", "🔗")

    assert f"?start=ask_{row.ask_code}" in screen
    assert "https://t.me/" in screen

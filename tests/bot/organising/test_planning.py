"""An event is put together step by step; whatever is typed, nothing of it is lost."""

from datetime import timedelta

import pytest

from community.chats.models import Purpose
from community.core.actor import Role
from community.events.planning.kinds import EventFormat, EventKind, EventState
from community.events.planning.models import EventDistrict
from community.events.posting.models import EventPost
from tests.bot.organising.stage import Stage
from tests.support.club import Club
from tests.support.looking import only, rows
from tests.support.practice import at


@pytest.mark.both_databases
async def test_created_announced_and_posted_in_one_go(club: Club) -> None:
    chat = await club.chat(Purpose.REGIONAL, district=None, title="Чат области")
    stage = await Stage.of(club)
    await stage.fills_in()
    assert "Так это увидят семьи" in await stage.screen()
    assert "сб, 21 марта, 12:00–15:00" in await stage.screen()
    assert "Городской парк" in await stage.screen()
    assert await stage.events() == []

    await stage.taps("📣 Объявить")

    event = await stage.event()
    assert (event.state, event.kind, event.format, event.capacity, event.place) == (
        EventState.ANNOUNCED,
        EventKind.LEISURE,
        EventFormat.IN_PERSON,
        30,
        "Городской парк",
    )
    assert (event.starts_at, event.ends_at) == (at(12, days=5), at(15, days=5))
    assert event.about == "Возьмите тёплые вещи."
    assert "В каких чатах рассказать?" in await stage.screen()

    await stage.taps("▫️ Чат области", "▫️ 📌 Закрепить там", "📨 Опубликовать в 1 чате")

    posted = await only(club.region.database, EventPost)
    assert posted.pins
    assert "Публикую в 1 чате" in await stage.screen()
    anna = await stage.comes()
    await club.knock(anna, chat)
    told = (await club.messenger.chat(anna, chat))["messages"]
    assert any("Пикник у озера" in m.get("text", "") for m in told)
    await stage.taps("📌 В чаты")
    assert "Уже есть в чатах: Чат области" in await stage.screen()


async def test_a_draft_waits_and_is_announced_from_its_desk(club: Club) -> None:
    stage = await Stage.of(club)
    await stage.fills_in()
    await stage.taps("💾 Сохранить черновик")
    assert (await stage.event()).state is EventState.DRAFT
    assert "Черновик сохранён" in await stage.screen()

    await stage.taps("📣 Объявить", "➡️ К событию")

    assert (await stage.event()).state is EventState.ANNOUNCED
    assert "📣 Объявлено" in await stage.screen()


async def test_a_draft_is_dropped_after_a_second_tap(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.fills_in()
    await stage.taps("💾 Сохранить черновик", "🗑 Удалить черновик")
    assert len(await stage.events()) == 1

    await stage.taps("🗑 Да, удалить")

    assert await stage.events() == []
    assert "Черновик удалён" in await stage.screen()


async def test_an_activist_of_one_district_plans_for_it_and_is_not_asked(club: Club) -> None:
    stage = await Stage.of(club, Role.ACTIVIST, district=2)
    await stage.begins()
    await stage.says("Прогулка")
    await stage.taps("Досуг")
    await stage.says("завтра в 6 вечера", "до 20:00")
    await stage.taps("🏠 Очно", "⏭ Пока не знаю", "➡️ Дальше", "♾ Без ограничения")
    await stage.taps("⏭ Без описания")
    await stage.taps("📣 Объявить")

    event = await stage.event()
    assert (event.starts_at, event.ends_at) == (at(18, days=1), at(20, days=1))
    assert (event.capacity, event.place) == (None, None)
    where = await only(club.region.database, EventDistrict)
    assert where.district_id == club.region.districts[2].id
    assert await stage.buttons() == ["➡️ К событию"]  # there is no chat yet


async def test_an_event_online_asks_for_a_link_that_only_guests_see(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.begins()
    await stage.says("Разговор с психологом")
    await stage.taps("Образовательная встреча")
    await stage.says("завтра 19:00")
    await stage.taps("2 часа", "💻 Онлайн")
    await stage.says("позже")
    assert "не похоже на ссылку" in await stage.screen()
    await stage.says("telemost.yandex.ru/j/123")
    await stage.taps("➡️ Дальше", "➡️ Дальше", "♾ Без ограничения", "⏭ Без описания")
    assert "telemost" not in await stage.screen()

    await stage.taps("📣 Объявить")

    assert (await stage.event()).link == "https://telemost.yandex.ru/j/123"


async def test_slips_are_said_with_an_example(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.begins()
    await stage.says("П" * 121)
    assert "до 120 знаков" in await stage.screen()
    await stage.says("Пикник")
    await stage.taps("Досуг")
    for typed, answer in (
        ("скоро", "Не понимаю «скоро»"),
        ("21 марта", "во сколько"),
        ("сегодня 9:00", "уже прошло"),
        ("21 марта 25:00", "«25:00»"),
        ("1 апреля 10:00 - 30 июня 10:00", "не дольше 31 дня"),
    ):
        await stage.says(typed)
        assert answer in await stage.screen(), typed
        assert "Когда?" in await stage.screen()
    await stage.says("21 марта 12:00", "долго")
    assert "Не понимаю «долго»" in await stage.screen()
    await stage.says("900 часов")
    assert "не дольше 31 дня" in await stage.screen()
    await stage.says("до 11:00")
    assert "Сколько длится?" in await stage.screen()
    await stage.taps("3 часа", "🏠 Очно")
    await stage.says("Г" * 201)
    assert "до 200 знаков" in await stage.screen()
    await stage.says("Парк")
    await stage.taps("✅ Семьи клуба", "✅ Актив", "➡️ Дальше")
    assert "Отметьте хотя бы одних" in await stage.screen()
    await stage.taps("▫️ Семьи клуба", "➡️ Дальше", "➡️ Дальше")
    await stage.says("много")
    assert "Одно число" in await stage.screen()
    await stage.says("30 мест", "о" * 2001)
    assert "до 2000 знаков" in await stage.screen()
    await stage.taps("⏭ Без описания")
    assert "Так это увидят семьи" in await stage.screen()


async def test_back_leads_through_every_step_and_keeps_what_was_said(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.fills_in()
    asked = (
        "Расскажите коротко",
        "Сколько мест",
        "каких районов",
        "Для кого это",
        "Где? Например",
        "Как встречаетесь",
        "Сколько длится",
        "Когда? Напишите",
        "Что это?",
        "Как назвать?",
    )
    for question in asked:
        await stage.taps("⬅️ Назад")
        assert question in await stage.screen()
    assert "Сейчас: Пикник у озера" in await stage.screen()

    await stage.taps("➡️ Оставить так", "✓ Досуг", "➡️ Оставить так", "➡️ Оставить так")
    await stage.taps("🏠 Очно", "➡️ Оставить так", "➡️ Дальше", "➡️ Дальше")
    await stage.taps("➡️ Оставить так", "➡️ Оставить так")

    assert "Так это увидят семьи" in await stage.screen()
    assert "0/30" in await stage.screen()
    assert "Возьмите тёплые вещи." in await stage.screen()


async def test_any_step_is_changed_from_the_last_look(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.fills_in()

    await stage.taps("✏️ Изменить", "Когда")
    await stage.says("22.03 11:00")
    assert "вс, 22 марта, 11:00–14:00" in await stage.screen()
    await stage.taps("✏️ Изменить", "Где", "🏠💻 И так, и так", "➡️ Оставить так")
    await stage.says("https://vk.com/call/1")
    assert "Городской парк или онлайн" in await stage.screen()
    await stage.taps("✏️ Изменить", "Название", "⬅️ Назад")
    assert "Так это увидят семьи" in await stage.screen()

    await stage.taps("💾 Сохранить черновик")

    event = await stage.event()
    assert (event.format, event.link) == (EventFormat.BOTH, "https://vk.com/call/1")


async def test_words_that_fit_no_button_do_not_lead_away(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.begins()
    await stage.says("Пикник у озера")

    await stage.says("пусть будет досуг")

    assert "нажать кнопку ниже" in await sqlite_club.words(stage.vera)
    assert "Что это?" in await stage.screen()
    await stage.says("1")
    assert "Когда?" in await stage.screen()


async def test_a_bare_number_is_an_answer_where_a_number_is_asked_for(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.comes_to_seats()

    await stage.says("2", "Возьмите очки.")

    assert "0/2" in await stage.screen()


@pytest.mark.both_databases
async def test_what_was_begun_is_there_after_another_command_and_a_restart(club: Club) -> None:
    stage = await Stage.of(club)
    await stage.begins()
    await stage.says("Пикник у озера")
    await stage.taps("Досуг")
    await stage.says("/menu")
    await club.restart()

    await stage.begins()
    assert "начали событие и не закончили: Пикник у озера" in await stage.screen()
    await stage.taps("➡️ Продолжить")

    assert "Когда?" in await stage.screen()
    await stage.says("21.03 12-15")
    assert "Как встречаетесь" in await stage.screen()
    await stage.begins()
    await stage.taps("🆕 Начать другое")
    await stage.begins()
    assert "Как назвать?" in await stage.screen()


async def test_what_is_finished_is_no_longer_begun(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.fills_in()
    await stage.taps("💾 Сохранить черновик")

    await stage.begins()

    assert "Как назвать?" in await stage.screen()


async def test_a_plan_that_slept_too_long_says_so_and_is_kept(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    await stage.fills_in()
    sqlite_club.region.clock.advance(timedelta(days=20))

    await stage.taps("📣 Объявить")

    assert "Это время уже прошло" in await stage.screen()
    assert await stage.events() == []
    await stage.taps("✏️ Изменить", "Когда")
    await stage.says("10 апреля 12:00")
    await stage.taps("📣 Объявить")
    assert (await stage.event()).state is EventState.ANNOUNCED


async def test_a_draft_that_lay_too_long_says_so_at_its_desk(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.draft()
    sqlite_club.region.clock.advance(timedelta(days=20))
    await stage.opens(event)

    answer = await stage.taps("📣 Объявить")

    assert "Это время уже прошло" in answer["text"]
    assert (await stage.event()).state is EventState.DRAFT


@pytest.mark.parametrize("label", ["📣 Объявить", "💾 Сохранить черновик"])
async def test_a_role_taken_back_half_way_gives_a_sentence(club: Club, label: str) -> None:
    stage = await Stage.of(club, Role.ACTIVIST, district=0)
    await stage.begins()
    await stage.says("Прогулка")
    await stage.taps("Досуг")
    await stage.says("21.03 12-15")
    await stage.taps("🏠 Очно", "⏭ Пока не знаю", "➡️ Дальше", "♾ Без ограничения")
    await stage.taps("⏭ Без описания")
    await stage.loses_role()

    answer = await stage.taps(label)

    assert "Это делаете не вы" in answer["text"]
    assert await rows(club.region.database, EventDistrict) == []

"""The facilitator's desk on a phone: meetings, the chat, the end (scenarios 21, 22)."""

from datetime import date, timedelta

import pytest

from community.chats.models import ChatState
from community.core.actor import Role
from community.selfhelp.care import vacancies
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.meetings.models import GroupMeeting
from moderation.detect.message import Strictness
from moderation.incidents.settings import load_settings
from tests.bot.selfhelp.walking import Walk
from tests.support.circles import local
from tests.support.club import Club
from tests.support.looking import rows


async def plan_weekly(walk: Walk) -> None:
    club, vera = walk.club, walk.facilitator
    await walk.desk()
    await club.tap(vera, "📅 Встречи")
    await club.tap(vera, "🔁 Когда встречаемся")
    await club.say(vera, "18 марта 19:00")
    await club.tap(vera, "Каждую неделю")
    await club.say(vera, "Школьная, 5, вход со двора")


@pytest.mark.both_databases
async def test_weekly_meetings_reminders_and_who_was_there(club: Club) -> None:
    """Scenario 21 from beginning to end."""
    walk = await Walk.of(club)
    anna, _ = await walk.comes_in("Анна"), await walk.comes_in("Мария")
    await plan_weekly(walk)
    assert "Встречи назначены" in await club.screen(walk.facilitator)
    assert "ср, 18 марта, 19:00–20:30" in await club.screen(walk.facilitator)

    walk.circle.until(local(date(2026, 3, 17), 19) + timedelta(minutes=1))
    await club.settle()
    assert "Скоро встреча группы" in await club.screen(anna)
    assert "Школьная, 5, вход со двора" in await club.screen(anna)
    walk.circle.until(local(date(2026, 3, 18), 21))
    await club.settle()
    assert "Кто был и как прошло?" in await club.screen(walk.facilitator)
    await club.tap(walk.facilitator, "✅ Отметить")
    await club.tap(walk.facilitator, "▫️ Анна")
    await club.tap(walk.facilitator, "✅ Готово: был 1 человек")
    await club.tap(walk.facilitator, "😊 Тепло")

    assert "Спасибо, что держите этот круг" in await club.screen(walk.facilitator)
    await club.tap(walk.facilitator, "📅 Встречи")
    await club.tap(walk.facilitator, "🌿 Прошедшие")
    assert "был 1 человек · 😊 Тепло" in await club.screen(walk.facilitator)
    assert "Тепло" not in await club.words(anna)


async def test_a_meeting_moved_after_the_reminder_is_told(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    anna = await walk.comes_in()
    await plan_weekly(walk)
    walk.circle.until(local(date(2026, 3, 18), 9))
    await club.settle()

    await walk.desk()
    await club.tap(walk.facilitator, "📅 Встречи")
    await club.tap(walk.facilitator, "1. ср, 18 марта")
    await club.tap(walk.facilitator, "🕐")
    await club.say(walk.facilitator, "когда-нибудь")
    assert "Не понимаю" in await club.screen(walk.facilitator)
    await club.say(walk.facilitator, "20 марта 18:00")

    assert "Всем в группе сообщу" in await club.screen(walk.facilitator)
    assert "изменилась" in await club.screen(anna)
    assert "пт, 20 марта, 18:00–19:30" in await club.screen(anna)
    walk.circle.until(local(date(2026, 3, 19), 18))
    await club.settle()
    assert "Скоро встреча" in await club.screen(anna)


async def test_one_more_meeting_is_where_the_others_are(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    anna = await walk.comes_in()
    await plan_weekly(walk)

    await club.tap(walk.facilitator, "📅 Встречи")
    await club.tap(walk.facilitator, "➕ Ещё одна встреча")
    await club.say(walk.facilitator, "21 марта 12:00")

    assert "Назначена встреча группы" in await club.screen(anna)
    assert "сб, 21 марта, 12:00–13:30" in await club.screen(anna)
    assert "Школьная, 5, вход со двора" in await club.screen(anna)


async def test_a_meeting_is_called_off_with_a_reason(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    anna = await walk.comes_in()
    await plan_weekly(walk)

    await club.tap(walk.facilitator, "📅 Встречи")
    await club.tap(walk.facilitator, "1. ср")
    await club.tap(walk.facilitator, "⛔")
    await club.say(walk.facilitator, "Болею, простите")

    assert "Встречи группы «Когда дома подросток» не будет" in await club.screen(anna)
    assert "Болею, простите" in await club.screen(anna)


async def test_the_chat_is_made_bound_protected_and_left(club: Club) -> None:
    walk = await Walk.of(club)
    chat = await walk.make_chat()
    assert "Теперь это чат группы" in await club.screen(walk.facilitator)
    posted = (await club.messenger.chat(walk.facilitator, chat))["messages"]
    words = [message for message in posted if "О чём мы договорились" in message.get("text", "")]
    assert [message["protected"] for message in words] == [True]

    anna = await walk.comes_in()
    await club.knock(anna, chat)
    _, stranger = await walk.comes("Иван")
    await club.knock(stranger, chat)
    assert await club.inside(anna, chat)
    assert not await club.inside(stranger, chat)
    await walk.desk()
    await club.tap(walk.facilitator, "💬 Чат")
    assert "пока можно пересылать" in await club.screen(walk.facilitator)
    await club.messenger.protect(chat)
    await club.tap(walk.facilitator, "🔄")
    assert "нельзя переслать" in await club.screen(walk.facilitator)

    await club.tap(walk.facilitator, "⬅️ К столу")
    await club.tap(walk.facilitator, "⚙️")
    await club.tap(walk.facilitator, "🕊 Закрыть")
    await club.say(walk.facilitator, "Спасибо вам за этот год.")
    await club.tap(walk.facilitator, "🕊 Да")

    assert "Спасибо вам за этот год." in await club.words(anna)
    assert (await walk.circle.now()).state is GroupState.CLOSED
    last = (await club.messenger.chat(anna, chat))["messages"]
    assert any("я ухожу из этого чата" in message.get("text", "") for message in last)
    assert (await walk.chat()).state is ChatState.LOST
    assert await club.inside(anna, chat)


async def test_whoever_leads_says_how_far_the_machine_goes(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    await walk.make_chat()
    await walk.desk()
    await club.tap(walk.facilitator, "💬 Чат")
    await club.tap(walk.facilitator, "🛡")
    assert "Грубые слова: мягкое слово в личку" in await club.buttons(walk.facilitator)

    await club.tap(walk.facilitator, "Грубые слова")

    assert "Грубые слова: откладываю для вас" in await club.buttons(walk.facilitator)
    chat = await walk.chat()
    async with club.region.database.read() as session:
        assert (await load_settings(session, chat.id)).abuse is Strictness.HOLD
    await club.tap(walk.facilitator, "↩️ Как принято")
    assert "Грубые слова: мягкое слово в личку" in await club.buttons(walk.facilitator)


async def test_leaving_the_group_closes_its_chat(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    chat = await walk.make_chat()
    anna = await walk.comes_in()
    await club.knock(anna, chat)
    assert await club.inside(anna, chat)

    await club.say(anna, "/groups")
    await club.tap(anna, "1.")
    await club.tap(anna, "🚪")
    await club.tap(anna, "🚪 Да")

    assert not await club.inside(anna, chat)


async def test_a_deleted_chat_is_told_and_another_takes_its_place(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    chat = await walk.make_chat()
    await club.messenger.kick_bot(chat)
    await club.settle()
    assert "больше недоступен" in await club.screen(walk.facilitator)

    new = await walk.make_chat()
    anna = await walk.comes_in()
    await club.knock(anna, new)

    assert await club.inside(anna, new)


async def test_a_silent_facilitator_the_second_one_takes_over_and_members_hear_nothing(
    sqlite_club: Club,
) -> None:
    """Scenario 22."""
    club = sqlite_club
    walk = await Walk.of(club)
    nina, anna = await walk.comes_in("Нина"), await walk.comes_in("Анна")
    await walk.desk()
    await club.tap(walk.facilitator, "👥 Люди")
    await club.tap(walk.facilitator, "Нина")
    await club.tap(walk.facilitator, "🤝 Сделать вторым")
    assert "второй ведущий группы" in await club.screen(nina)
    before = await club.words(anna)
    club.region.clock.advance(timedelta(days=14))
    async with club.region.database.write() as session:
        await vacancies.notice_silent(session)
    await club.settle()

    assert "Возьмёте группу?" in await club.screen(nina)
    assert "две недели не появлялся" in await club.screen(walk.leader)
    assert "У вас всё в порядке?" in await club.screen(walk.facilitator)
    await club.tap(nina, "🧭 Да, беру")

    assert "Теперь группу ведёте вы" in await club.screen(nina)
    assert await club.words(anna) == before
    await club.say(anna, "/groups")
    await club.tap(anna, "1.")
    assert "Ведёт родитель: Нина" in await club.screen(anna)


async def test_whoever_is_there_after_all_says_so_by_a_tap(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    club.region.clock.advance(timedelta(days=14))
    async with club.region.database.write() as session:
        await vacancies.notice_silent(session)
    await club.settle()

    await club.tap(walk.facilitator, "👋 Я здесь")

    assert "Всё остаётся как есть" in await club.screen(walk.facilitator)


async def test_notes_are_written_read_and_dropped(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    await walk.desk()
    await club.tap(walk.facilitator, "📝")
    await club.tap(walk.facilitator, "✏️ Написать")
    await club.say(walk.facilitator, "2")
    assert "2" in await club.screen(walk.facilitator)
    assert "1 из 1" in await club.screen(walk.facilitator)
    await club.tap(walk.facilitator, "🗑")
    await club.tap(walk.facilitator, "🗑 Да")

    assert "1 из 1" not in await club.screen(walk.facilitator)


async def test_a_parent_proposes_and_a_leader_opens_it_by_a_tap(club: Club) -> None:
    leader = await club.in_messenger(await club.region.holder(Role.LEADER))
    anna = await club.in_messenger(await club.region.member("Анна", "Седова"))
    await club.say(anna, "/groups")
    await club.tap(anna, "🌱 Хочу вести группу")
    await club.tap(anna, "👵")
    await club.say(anna, "Бабушкин чай")
    await club.say(anna, "Для тех, кто растит внуков.")
    await club.tap(anna, "🏘 Вживую")
    await club.tap(anna, "🚪 В списке")
    await club.say(anna, "8")
    assert "до 8 человек" in await club.screen(anna)
    await club.tap(anna, "📨")
    assert "Лидер клуба прочитает" in await club.screen(anna)
    assert "«Бабушкин чай» ждёт ответа лидера" in await club.screen(anna)

    assert "Анна, «Бабушкин чай»" in await club.screen(leader)
    await club.tap(leader, "✅ Открыть группу")

    assert "открыта, и ведёте её вы" in await club.screen(anna)
    await club.tap(anna, "🧭 Стол ведущего")
    assert "🧭 Бабушкин чай" in await club.screen(anna)


async def test_a_specialist_hears_at_once_that_groups_are_led_by_parents(sqlite_club: Club) -> None:
    club = sqlite_club
    psychologist = await club.in_messenger(await club.region.holder(Role.SPECIALIST))
    await club.say(psychologist, "/groups")

    answer = await club.tap(psychologist, "🌱")

    assert "ведёт родитель, а не специалист" in answer["text"]


async def test_nothing_is_planned_on_a_holiday_unless_it_is_said(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    walk.circle.until(local(date(2026, 4, 20), 12))
    await walk.desk()
    await club.tap(walk.facilitator, "📅 Встречи")
    await club.tap(walk.facilitator, "🔁")
    await club.say(walk.facilitator, "24 апреля 19:00")
    await club.tap(walk.facilitator, "Каждую неделю")
    await club.tap(walk.facilitator, "➡️ Скажу потом")
    await club.tap(walk.facilitator, "📅 Встречи")
    assert "🎈 праздник, встречи нет" in await club.screen(walk.facilitator)

    await club.tap(walk.facilitator, "2. пт, 1 мая")
    await club.tap(walk.facilitator, "🌿 Всё-таки встречаемся")

    assert "Всем в группе сообщу" in await club.screen(walk.facilitator)
    states = [one.state for one in await rows(club.region.database, GroupMeeting)]
    assert states.count("planned") == len(states) - states.count("holiday")

"""Menus, typed numbers, stale buttons, languages: a kind answer to everything, never silence."""

import pytest
import structlog

from community.core.actor import Role
from community.membership.documents.queries import versions
from community.membership.documents.service import publish_version
from tests.support.club import Club
from tests.support.factories import SYSTEM


async def test_the_menu_of_a_member_keeps_its_order(sqlite_club: Club) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())

    assert await club.buttons(member) == [
        "💬 Чаты",
        "📅 События",
        "🤝 Помощь специалиста",
        "🫂 Группы самопомощи",
        "📚 База знаний",
        "👤 Профиль",
        "🆘 Нужна помощь сейчас",
    ]


async def test_help_in_need_is_two_taps_from_a_strangers_first_screen(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.newcomer()
    await club.start(stranger)

    await club.tap(stranger, "🆘")

    assert "8-800-2000-122" in await club.screen(stranger)
    assert "112" in await club.screen(stranger)


async def test_a_typed_number_presses_the_button(sqlite_club: Club) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member("Анна", "Седова"))

    await club.say(member, "6")

    assert "Профиль" in await club.screen(member)
    assert "Анна Седова" in await club.screen(member)


async def test_one_screen_is_one_message_edited_in_place(sqlite_club: Club) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())
    before = len((await club.messenger.inbox(member))["messages"])

    await club.tap(member, "👤")
    await club.tap(member, "🏠")
    await club.tap(member, "🆘")

    assert len((await club.messenger.inbox(member))["messages"]) == before


async def test_a_button_of_an_old_screen_leads_back_to_the_menu(sqlite_club: Club) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())
    old = (await club.messenger.inbox(member))["messages"][-1]
    await club.say(member, "/menu")

    await club.tap_gone(member, old["id"], old["keyboard"][0][0]["callback_data"])

    assert "Этот экран устарел" in await club.screen(member)
    assert await club.buttons(member) == ["🏠 Меню"]


async def test_a_double_tap_is_answered_twice_and_does_once(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.newcomer()
    await club.start(stranger)
    screen = (await club.messenger.inbox(stranger))["messages"][-1]

    for _ in range(2):
        await club.messenger.tap(stranger, "🤗", message_id=screen["id"])
    await club.settle()

    assert "устарел" in await club.words(stranger) or "Правила" in await club.words(stranger)
    assert "сломалось" not in (await club.words(stranger)).lower()


@pytest.mark.parametrize("words", ["привет", "/nosuch", "мне очень плохо"])
async def test_free_words_get_a_kind_answer_and_the_menu(sqlite_club: Club, words: str) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())

    await club.say(member, words)

    answer = await club.words(member)
    assert "/sos" in answer or "Такой команды" in answer
    assert "💬 Чаты" in await club.buttons(member)


async def test_a_photo_where_words_are_awaited_is_answered_and_the_question_stays(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    stranger = await club.newcomer()
    await club.start(stranger)
    for label in ("🤗", "✅", "✅", "🏡"):
        await club.tap(stranger, label)

    await club.say(stranger, "", document={"name": "a.txt", "content_base64": "YQ=="})

    assert "никто их здесь не увидит" in await club.words(stranger)
    assert "Как вас зовут?" in await club.screen(stranger)


async def test_a_stranger_is_told_what_opens_the_chats(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.newcomer()

    await club.say(stranger, "/chats")
    assert "сначала вступите" in await club.screen(stranger)
    await club.say(stranger, "/profile")
    assert "никто ничего не видит" in await club.screen(stranger)


async def test_help_names_the_commands_of_ones_role(sqlite_club: Club) -> None:
    club = sqlite_club
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST))
    member = await club.in_messenger(await club.region.member())

    await club.say(activist, "/help")
    await club.say(member, "/help")

    assert "/moderation" in await club.screen(activist)
    assert "/moderation" not in await club.screen(member)


async def test_english_is_one_tap_away(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.newcomer()
    await club.start(stranger)

    await club.tap(stranger, "🌐")
    await club.tap(stranger, "English")

    assert "🤗 Join the club" in await club.buttons(stranger)


async def test_an_english_phone_is_greeted_in_english(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.newcomer("Ann", language_code="en")

    await club.start(stranger)

    assert "🆘 I need help now" in await club.buttons(stranger)


async def test_an_update_that_comes_twice_is_handled_once(sqlite_club: Club) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())
    before = len((await club.messenger.inbox(member))["messages"])

    await club.messenger.say(member, "/menu")
    updates = await club.app.bot.get_updates(timeout=0)
    for update in [*updates, *updates]:
        await club.app.dispatcher.feed_update(club.app.bot, update)
    await club.settle()

    assert len((await club.messenger.inbox(member))["messages"]) == before + 2


async def test_the_site_opens_from_the_bot_for_a_leader_only(sqlite_club: Club) -> None:
    club = sqlite_club
    leader = await club.in_messenger(await club.region.holder(Role.LEADER))
    member = await club.in_messenger(await club.region.member())

    await club.say(leader, "/admin")
    await club.say(member, "/admin")

    assert "https://club.example/login/" in str((await club.messenger.inbox(leader))["messages"])
    assert "Сайт — для лидеров клуба" in await club.screen(member)


async def test_rules_are_told_in_a_group_and_ordinary_talk_is_left_alone(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    chat = await club.chat(title="Наш чат")
    member = await club.in_messenger(await club.region.member())
    await club.knock(member, chat)

    await club.say(member, "Доброе утро!", chat_id=chat)
    await club.say(member, "/rules", chat_id=chat)

    seen = (await club.messenger.chat(member, chat))["messages"]
    said = [m["text"] for m in seen if m["from"]["is_bot"] and m.get("text")]
    assert len(said) == 1
    assert "Правила чатов клуба" in said[0]


async def test_what_breaks_with_us_is_said_with_a_number_and_logged_without_words(
    sqlite_club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    club = sqlite_club
    member = await club.in_messenger(await club.region.member())

    async def breaks(*_: object) -> None:
        raise RuntimeError("Тайна-Планета")

    monkeypatch.setattr("bot.features.profile.dialog.district", breaks)
    with structlog.testing.capture_logs() as logged:
        await club.tap(member, "👤")

    broken = next(entry for entry in logged if entry["event"] == "bot_handler_broke")
    assert "Сломалось у нас" in await club.screen(member)
    assert broken["number"] in await club.screen(member)
    assert "Планета" not in str(logged)
    assert await club.buttons(member) == ["🏠 Меню"]


async def test_a_title_with_signs_of_markup_is_shown_as_it_was_written(sqlite_club: Club) -> None:
    club = sqlite_club
    async with club.region.database.write() as session:
        texts = (await versions(session, "rules"))[0].texts
        texts = {code: {**words, "title": "Правила: <3 & <b>"} for code, words in texts.items()}
        await publish_version(session, SYSTEM, "rules", texts, asks_again=False, based_on=1)
    member = await club.in_messenger(await club.region.member())
    chat = await club.chat(title="Наш чат")
    await club.knock(member, chat)

    await club.say(member, "/rules", chat_id=chat)

    said = (await club.messenger.chat(member, chat))["messages"][-1]["text"]
    assert said.startswith("Правила: <3 & <b>")

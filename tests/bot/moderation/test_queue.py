"""/moderation: everything that waits for one's word in one list, the most urgent first."""

import pytest

from community.core.actor import Role
from moderation.incidents.kinds import Decision
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import DESPAIR, INSULT, LIKELY_SPAM


@pytest.mark.both_databases
async def test_the_most_urgent_stands_first_and_the_menu_says_how_much_waits(club: Club) -> None:
    desk = await Desk.of(club)
    moderator, author = await desk.moderator(), await desk.neighbour("Мария")
    await club.region.applicant("Анна", "Седова")
    await desk.say(author, f"Есть {LIKELY_SPAM}")
    await desk.say(await desk.neighbour("Нина"), f"Он {INSULT}")
    await unhappy(desk)
    await desk.say(await desk.neighbour("Лида"), f"Я {DESPAIR}")

    await club.say(moderator, "/menu")
    assert "Вашего слова ждут 6 дел: /moderation" in await club.screen(moderator)
    await club.say(moderator, "/moderation")

    screen = await club.screen(moderator)
    assert screen.splitlines() == [
        "📋 Ждёт вашего слова",
        "",
        "💛 1 человеку может быть плохо",
        "🚪 1 заявка в клуб",
        "🙋 1 автор не согласен",
        "💬 3 сообщения посмотреть",
    ]
    signs = [label[0] for label in await club.buttons(moderator)]
    assert signs == ["💛", "🚪", "🙋", "📢", "🔥", "🔥"]


async def unhappy(desk: Desk) -> None:
    """Somebody whose message was taken away says why that was wrong."""
    author = await desk.neighbour("Ира")
    await desk.say(author, f"Она {INSULT}")
    await desk.club.tap(author, "Не согласен")
    await desk.club.say(author, "Это цитата из фильма")


async def test_a_card_from_the_list_is_decided_in_place_and_leads_back(club: Club) -> None:
    desk = await Desk.of(club)
    moderator = await desk.moderator()
    await desk.say(await desk.neighbour(), f"Есть {LIKELY_SPAM}")
    await club.say(moderator, "/moderation")

    await club.tap(moderator, "📢")
    assert f"Есть {LIKELY_SPAM}" in await club.screen(moderator)
    await club.tap(moderator, "✅")
    assert "Решение: удалить" in await club.screen(moderator)
    assert (await desk.incident()).decision is Decision.RIGHT
    assert "Решение: удалить" in await desk.card()
    await club.tap(moderator, "Что ещё ждёт")

    assert "Никто не ждёт" in await club.screen(moderator)


async def test_a_long_list_has_pages(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.rule(dry_run_spam=True)
    moderator = await desk.moderator()
    for number in range(10):
        await sqlite_club.region.applicant("Анна", f"Седова{'а' * number}")
    await sqlite_club.settle()
    await sqlite_club.say(moderator, "/moderation")
    assert len(await sqlite_club.buttons(moderator)) == 9

    await sqlite_club.tap(moderator, "▶️ 2")

    assert len(await sqlite_club.buttons(moderator)) == 3
    await sqlite_club.tap(moderator, "◀️ 1")
    assert len(await sqlite_club.buttons(moderator)) == 9


async def test_the_queue_is_for_those_who_moderate(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    parent, leader = await desk.neighbour(), await desk.seated(Role.LEADER, district=None)
    await desk.say(await desk.neighbour(), f"Есть {LIKELY_SPAM}")

    await sqlite_club.say(parent, "/moderation")
    assert "Это для активистов клуба" in await sqlite_club.screen(parent)
    await sqlite_club.say(leader, "/moderation")
    assert "1 сообщение посмотреть" in await sqlite_club.screen(leader)


async def test_english_speaks_of_it_in_english(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator, author = await desk.moderator(), await desk.neighbour()
    for user in (moderator, author):
        await sqlite_club.say(user, "/language")
        await sqlite_club.tap(user, "English")
    await desk.say(author, f"Есть {LIKELY_SPAM}")

    assert "is put aside for now. A moderator will look" in await sqlite_club.screen(author)
    assert "Похоже на рекламу" in await desk.card()
    assert await desk.tap(moderator, "❓") == (
        "I am 70% sure.\n• an invitation to write to a stranger"
    )
    await sqlite_club.say(moderator, "/moderation")
    assert "1 message to look at" in await sqlite_club.screen(moderator)
    await sqlite_club.tap(moderator, "📢")
    assert "Out of the chat" in await sqlite_club.screen(moderator)

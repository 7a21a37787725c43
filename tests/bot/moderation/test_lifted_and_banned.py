"""A card shows how things stand: what was lifted, by whom, and what is banned already."""

import pytest

from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import CERTAIN_SPAM, THREAT

RUDE = "Сами вы такие"


@pytest.mark.both_databases
async def test_an_unban_stands_on_the_card_with_who_did_it(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour("Мария")
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    earlier = await desk.say(author, "Доброе утро")
    await desk.command(first, "/ban", to=await desk.say(author, RUDE))
    assert "⛔ Забанен" in await desk.card()
    club.region.advance_minutes(5)

    await desk.command(second, "/unban", to=earlier)

    card = await desk.card()
    assert "⛔ Забанен" not in card
    assert "🔓 Бан снят: Зоя, " in card
    assert card.index("Решение: ") < card.index("🔓")


async def test_a_mute_of_the_machine_that_was_lifted_early_is_shown_as_lifted(
    sqlite_club: Club,
) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator("Вера")
    earlier = await desk.say(author, "Доброе утро")
    await desk.say(author, f"Я тебя {THREAT}")
    assert "Не пишет до" in await desk.card()

    await desk.command(moderator, "/unban", to=earlier)

    card = await desk.card()
    assert "Не пишет до" not in card
    assert "🔓 Снова может писать: Вера, " in card


async def test_what_a_decision_itself_put_back_is_not_told_twice(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, f"Я тебя {THREAT}")
    await desk.tap(moderator, "вернуть")
    assert "🔓" not in await desk.card()
    await desk.tap(moderator, "Отменить")
    await desk.tap(moderator, "⚠️")
    await desk.tap(moderator, "Отменить")

    card = await desk.card()
    assert "🔓" not in card
    assert "Не пишет до" in card


async def test_a_channel_that_is_banned_cannot_be_banned_again(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator, spammer = await desk.moderator(), await desk.neighbour()
    channel = int((await sqlite_club.messenger.add_channel("Скидки", spammer))["id"])

    await desk.say(spammer, "Доброе утро", as_chat=channel)

    assert "⛔ Каналу закрыт вход в этот чат" in await desk.card()
    assert "⛔ Забанить" not in await desk.buttons()
    await desk.tap(moderator, "вернуть")
    assert "Каналу закрыт вход" not in await desk.card()


async def test_a_channel_that_a_moderator_bans_is_shown_as_banned(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.rule(channel_posts_removed=False)
    moderator, owner = await desk.moderator(), await desk.neighbour()
    channel = int((await sqlite_club.messenger.add_channel("Скидки", owner))["id"])
    post = await desk.say(owner, "Скидки!", as_chat=channel)

    await desk.command(moderator, "/ban", to=post)

    assert "⛔ Каналу закрыт вход в этот чат" in await desk.card()


async def test_whom_the_machine_has_banned_is_not_offered_for_a_ban(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.say(await desk.newcomer(), f"Легко: {CERTAIN_SPAM}!")

    buttons = await desk.buttons()

    assert "⛔ Забанить" not in buttons
    assert "🔇 Заглушить" in buttons

"""A wave of spam is one card: it grows, ends, and is decided at once or one by one."""

from datetime import timedelta

import pytest

from moderation.incidents import storms
from moderation.incidents.kinds import Decision
from moderation.incidents.rules import STORM_FROM
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import CERTAIN_SPAM

_COUNT = STORM_FROM + 4


async def wave(desk: Desk) -> list[int]:
    """Strangers who all write at one moment."""
    strangers = [await desk.club.newcomer(f"Гость{n}") for n in range(_COUNT)]
    for stranger in strangers:
        await desk.club.messenger.add_member(desk.chat, stranger)
    for stranger in strangers:
        await desk.club.messenger.say(stranger, f"{CERTAIN_SPAM}!", chat_id=desk.chat)
    await desk.club.hear()
    return strangers


@pytest.mark.both_databases
async def test_a_wave_is_one_card_and_silence_in_the_chat(club: Club) -> None:
    desk = await Desk.of(club)
    strangers = await wave(desk)
    await club.settle()

    storm_cards = [card for card in await desk.cards() if "Волна" in card]
    assert len(storm_cards) == 1
    assert "сам я туда ничего не пишу" in storm_cards[0]
    assert len(await desk.cards()) <= STORM_FROM
    assert await desk.lines() == []
    assert not (await club.messenger.inbox(strangers[-1]))["messages"]


async def test_a_waves_card_grows_and_says_when_it_is_over(club: Club) -> None:
    desk = await Desk.of(club)
    await wave(desk)
    await club.settle()

    club.region.clock.advance(timedelta(seconds=31))
    await club.settle()
    assert f"убрано {_COUNT} сообщений" in (await desk.cards())[-1]
    club.region.clock.advance(timedelta(minutes=11))
    async with club.region.database.write() as session:
        await storms.end_calm(session)
    await club.settle()

    (card,) = [card for card in await desk.cards() if "Волна" in card]
    assert "утихла" in card
    assert f"Разобрано: 0 из {_COUNT}" in card


async def test_all_of_it_is_decided_and_undone_by_one_tap(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()
    await wave(desk)
    await sqlite_club.settle()

    await desk.tap(moderator, "Всё это мусор")

    assert {incident.decision for incident in await desk.incidents()} == {Decision.RIGHT}
    (card,) = [card for card in await desk.cards() if "Волна" in card]
    assert f"Разобрано: {_COUNT} из {_COUNT}" in card
    assert await desk.buttons() == ["↩️ Отменить"]

    await desk.tap(moderator, "Отменить")

    assert {incident.decision for incident in await desk.incidents()} == {None}
    assert "✅ Всё это мусор" in await desk.buttons()


async def test_everything_goes_back_only_after_a_second_thought(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()
    strangers = await wave(desk)
    await sqlite_club.settle()

    await desk.tap(moderator, "Вернуть всё")
    assert {incident.decision for incident in await desk.incidents()} == {None}
    await desk.tap(moderator, "Да, вернуть всё")

    assert {incident.decision for incident in await desk.incidents()} == {Decision.INNOCENT}
    assert await desk.status(strangers[0]) == "left"
    sqlite_club.region.clock.advance(timedelta(minutes=2))
    await sqlite_club.settle()
    assert len(await desk.lines()) == _COUNT


async def test_one_by_one_goes_on_in_private(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()
    await wave(desk)
    await sqlite_club.settle()

    said = await desk.tap(moderator, "По одному")

    assert "Ответил вам в личке" in said
    assert f"{_COUNT} сообщений посмотреть" in await sqlite_club.screen(moderator)
    await sqlite_club.tap(moderator, "📢")
    assert f"{CERTAIN_SPAM}!" in await sqlite_club.screen(moderator)

"""Slow mode and night mode give a message back to its author; nothing is written down."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.club import Club
from tests.support.judging import DESPAIR
from tests.support.street import PICTURE, Street
from tests.support.written import PHOTO, written


def at_night(club: Club) -> None:
    """To 23:30 in Tomsk, which is seven hours ahead of UTC."""
    clock = club.region.clock
    clock.advance(datetime(2026, 3, 16, 16, 30, tzinfo=UTC) - clock.now())


async def private_words(club: Club, user_id: int) -> list[str]:
    messages = (await club.messenger.inbox(user_id))["messages"]
    return [m["text"] for m in messages if m["from"]["is_bot"]]


@pytest.mark.both_databases
async def test_a_second_message_too_soon_goes_back_with_the_time_left(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    mother, other = await street.neighbour(), await street.neighbour("Ольга")
    await street.say(mother, "первое")
    club.region.clock.advance(timedelta(seconds=19))

    await street.say(mother, "второе")
    await street.say(other, "моё")

    assert await street.lines() == ["первое", "моё"]
    word, text = (await private_words(club, mother))[-2:]
    assert "через 41 секунду" in word
    assert text == "второе"
    assert await street.incidents() == []

    club.region.clock.advance(timedelta(seconds=41))
    await street.say(mother, "второе")
    assert (await street.lines())[-1] == "второе"


@pytest.mark.both_databases
async def test_a_report_is_heard_at_once_and_costs_no_turn(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    mother, other = await street.neighbour(), await street.neighbour("Ольга")
    troubling = await street.say(other, "моё")
    await street.say(mother, "первое")

    await street.say(mother, "/report", reply_to=troubling)

    assert "Что вас тревожит" in (await private_words(club, mother))[-1]
    assert await street.lines() == ["моё", "первое"]


async def test_moderators_are_never_slowed_down(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    activist = await street.activist()

    await street.say(activist, "первое")
    await street.say(activist, "второе")

    assert await street.lines() == ["первое", "второе"]


async def test_whoever_cannot_be_given_the_message_back_keeps_it_in_the_chat(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    mother = await street.neighbour()
    await club.messenger.block_bot(mother)

    await street.say(mother, "первое")
    await street.say(mother, "второе")

    assert await street.lines() == ["первое", "второе"]


async def test_somebody_in_despair_is_not_asked_to_wait(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    mother = await street.neighbour()

    await street.say(mother, "первое")
    await street.say(mother, f"Я {DESPAIR}")

    assert len(await street.lines()) == 2


async def test_the_night_is_for_words(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(night_from=23, night_to=7)
    mother = await street.neighbour()
    at_night(club)

    await street.say(mother, "Не спится")
    await street.say(mother, photo={**PICTURE, "caption": "Луна"})

    assert await street.lines() == ["Не спится"]
    word, caption = (await private_words(club, mother))[-2:]
    assert "С 23:00 до 7:00" in word
    assert caption == "Луна"

    club.region.clock.advance(timedelta(hours=8))
    await street.say(mother, photo=PICTURE)
    assert len(await street.lines()) == 2


async def test_an_album_is_one_message(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(slow_seconds=60)
    mother = await street.neighbour()
    before = await private_words(club, mother)

    for number in range(1, 4):
        photo = written(
            message_id=900 + number,
            chat={"id": street.chat, "type": "supergroup", "title": "—"},
            **{"from": {"id": mother, "is_bot": False, "first_name": "—"}},
            photo=PHOTO,
            media_group_id="album",
        )
        message = photo.model_dump(mode="json", by_alias=True, exclude_none=True)
        await club.app.handle({"update_id": 10**6 + number, "message": message})
    await club.settle()

    assert await private_words(club, mother) == before

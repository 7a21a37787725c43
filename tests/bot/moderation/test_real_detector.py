"""The acceptance scenarios with the detector as it ships: what people really write."""

from collections.abc import AsyncIterator

import pytest

from moderation.detect.standard import standard_detector
from moderation.incidents.kinds import Topic
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.raw import found_in_clear
from tests.support.street import Street


@pytest.fixture
async def club(region: Region, messenger_url: str) -> AsyncIterator[Club]:
    async with Club.open(region, messenger_url, detector=standard_detector()) as club:
        yield club


@pytest.mark.both_databases
async def test_scenario_7_a_childs_data_are_with_the_mother_again_and_nowhere_else(
    club: Club,
) -> None:
    street = await Street.of(club)
    mother = await street.newcomer()
    said = "Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95, куда с этим обращаться?"

    await street.say(mother, said)

    assert await street.lines() == []
    screen = await club.screen(mother)
    assert "куда с этим обращаться?" in screen
    assert "112-233" not in screen
    assert "Петрова" not in screen
    (incident,) = await street.incidents()
    assert incident.topic is Topic.PERSONAL_DATA
    await club.region.database.forget_old_pages()
    assert await found_in_clear(club.region.database, ["112-233", "Петрова", "куда с этим"]) == []
    told = "\n".join(message["text"] for message in await street.moderators_see())
    assert "112-233" not in told
    assert "Петрова" not in told


async def test_scenario_8_ordinary_words_stay(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.newcomer()
    said = [
        "Надежда умирает последней",
        "Психолог Ольга Сергеевна помогла, низкий ей поклон",
        "Туфли школьные, цены: 32 размер — 1200 р, 34 — 1350 р, самовывоз",
        "Спасибо вам огромное за поддержку 🙏🙏🙏",
        "Напишите мне в личку, подскажу",
    ]

    for text in said:
        await street.say(mother, text)

    assert await street.lines() == said
    assert await street.incidents() == []


async def test_one_spammer_is_out_of_every_chat(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.newcomer()

    await street.say(
        spammer,
        "Оформим опеку без очереди и проверок! Документы под ключ за 3 дня, все законно. "
        "Пишите в телеграм @bistro_opeka, первым пяти скидка 50%",
    )

    assert await street.lines() == []
    assert (await street.incidents())[0].topic is Topic.SPAM

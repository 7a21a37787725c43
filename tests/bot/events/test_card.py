"""Whatever was written about an event, the card is one message, and all of it can be read."""

from typing import Any

import pytest

from bot.features.events.files import qr_png
from bot.features.events.fitting import shown
from community.events.planning import service as planning
from community.events.planning.kinds import EventFormat, SpeakerLevel
from community.events.planning.rules import SpeakerPlan
from tests.support.club import Club
from tests.support.practice import speciality
from tests.support.visiting import Visiting

BROKEN = b"\xff\xd8\xff" + b"\x00" * 3000


@pytest.mark.both_databases
async def test_everything_one_needs_to_decide_stands_on_the_card(club: Club) -> None:
    visiting = await Visiting.of(club)
    lawyer = await speciality(club.region, "lawyer")
    event = await visiting.season.event(
        about="Как **оформить** выплаты <и> льготы",
        programme="- 10:00 чай\n- 10:30 разговор",
        speakers=(SpeakerPlan("Ольга Ким", SpeakerLevel.FEDERAL, lawyer),),
        authorities=("Департамент семьи",),
        format=EventFormat.BOTH,
        districts=frozenset({club.region.districts[0].id}),
        capacity=10,
    )

    await visiting.opens(visiting.anna, event)

    screen = await club.screen(visiting.anna)
    for words in (
        "📍 Городской парк или онлайн",
        club.region.districts[0].name,
        "Как оформить выплаты <и> льготы",
        "• 10:00 чай\n• 10:30 разговор",
        "🎤 Ольга Ким, юрист, федеральный спикер",
        "🏛 Участвуют: Департамент семьи",
        "Видят: организатор. В чате имён нет. Опека этого не видит.",
    ):
        assert words in screen


async def test_the_longest_event_of_all_fits_and_can_be_read_whole(club: Club) -> None:
    visiting = await Visiting.of(club)
    long: dict[str, Any] = {
        "title": "Т" * 120,
        "about": "\n\n".join(f"Абзац {number} " + "😀" * 90 for number in range(9)),
        "programme": "\n".join(f"- пункт {number:02} " + "ы" * 70 for number in range(22)),
        "place": "П" * 200,
        "speakers": tuple(SpeakerPlan(f"Спикер {one:02} " + "а" * 100) for one in range(20)),
        "authorities": tuple(f"Ведомство {one:02} " + "в" * 140 for one in range(12)),
    }
    event = await visiting.season.event(**long)

    await visiting.opens(visiting.anna, event)
    assert shown(await club.screen(visiting.anna)) <= 4096
    await club.tap(visiting.anna, "📖 Читать целиком")
    read = await club.screen(visiting.anna)
    while "Читать дальше ➡️" in await club.buttons(visiting.anna):
        await club.tap(visiting.anna, "Читать дальше")
        read += await club.screen(visiting.anna)

    assert "Абзац 8" in read
    assert "пункт 21" in read
    assert "Спикер 19" in read
    assert "Ведомство 11" in read
    await club.tap(visiting.anna, "⬅️ К событию")
    assert "✅ Записаться: только я" in await club.buttons(visiting.anna)


async def test_a_short_event_has_nothing_more_to_read(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(about="Коротко")

    await visiting.opens(visiting.anna, event)

    assert not any("Читать" in label for label in await club.buttons(visiting.anna))


async def test_the_poster_comes_when_asked_for_and_travels_once(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    poster = qr_png("https://club.example/" + "poster" * 100)
    await club.region.act(visiting.season.organiser, planning.set_picture, event.id, poster)
    maria = await visiting.comes("Мария")

    for user_id in (visiting.anna, maria):
        await visiting.opens(user_id, event)
        await club.tap(user_id, f"🖼 Афиша, {round(len(poster) / 1024)} КБ")

    first, second = [(await visiting.media(user_id))[-1] for user_id in (visiting.anna, maria)]
    assert first["file_id"] == second["file_id"]
    assert await club.download(first["file_id"]) == poster
    assert "✅ Записаться: только я" in await club.buttons(maria)


async def test_a_broken_poster_is_said_to_be_broken(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await club.region.act(visiting.season.organiser, planning.set_picture, event.id, BROKEN)
    await visiting.opens(visiting.anna, event)

    answer = await club.tap(visiting.anna, "🖼")

    assert "не получается показать" in answer["text"]
    assert "✅ Записаться: только я" in await club.buttons(visiting.anna)

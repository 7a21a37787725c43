"""/duty: who is on, what is mine, what is free, and helping each other out with one tap."""

from datetime import timedelta

from community.core.actor import Role
from community.duty.gaps import tell_of_gaps
from community.duty.models import Duty
from tests.support.club import Club
from tests.support.looking import only, rows
from tests.support.night import Night


async def test_the_screen_says_who_is_on_and_what_is_mine(club: Club) -> None:
    night = await Night.of(club)

    await club.say(night.vera, "/duty")

    screen = await club.screen(night.vera)
    assert "Сейчас: Вера, на замене: Олег" in screen
    assert "пн, 16 марта, день 8–20" in screen
    assert "Свободно на неделе" in screen


async def test_it_is_for_activists(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")

    await club.say(anna, "/duty")

    assert "Это для активистов клуба" in await club.screen(anna)


async def test_a_free_half_is_taken_by_one_tap(club: Club) -> None:
    night = await Night.of(club)
    await club.say(night.oleg, "/duty")

    await club.tap(night.oleg, "➕ пн, 16 марта, ночь")

    assert "пн, 16 марта, ночь 20–8" in await club.screen(night.oleg)
    assert len(await rows(club.region.database, Duty)) == 2


async def test_whoever_cannot_is_replaced_by_one_tap(club: Club) -> None:
    night = await Night.of(club)
    await club.say(night.vera, "/duty")

    await club.tap(night.vera, "🔁 Не смогу")
    assert "ищем замену" in await club.screen(night.vera)
    assert "Кто-то не может дежурить" in await club.screen(night.lidia)
    await club.tap(night.lidia, "🤝 Возьму")

    duty = await only(club.region.database, Duty)
    assert duty.person_id == night.people[night.lidia].id
    assert "Лидия подменит вас" in await club.screen(night.vera)


async def test_the_second_tap_reads_that_somebody_was_faster(club: Club) -> None:
    night = await Night.of(club)
    nina = await night.comes("Нина", Role.ACTIVIST)
    await club.say(night.vera, "/duty")
    await club.tap(night.vera, "🔁 Не смогу")
    await club.tap(night.lidia, "🤝 Возьму")

    answer = await club.tap(nina, "🤝 Возьму")

    assert "взял кто-то другой" in answer["text"]


async def test_too_many_nights_are_refused_kindly(club: Club) -> None:
    night = await Night.of(club)
    for label in ("➕ пн, 16 марта, ночь", "➕ вт, 17 марта, ночь"):
        await club.say(night.oleg, "/duty")
        await club.tap(night.oleg, label)
    await club.say(night.oleg, "/duty")

    answer = await club.tap(night.oleg, "➕ ср, 18 марта, ночь")

    assert "Отдохните" in answer["text"]


async def test_leaders_hear_of_an_empty_night_before_it_comes(club: Club) -> None:
    night = await Night.of(club)
    club.region.clock.advance(timedelta(hours=8))  # six in the evening
    async with club.region.database.write() as session:
        await tell_of_gaps(session)
    await club.settle()

    words = await club.words(night.lidia)
    assert "Пока никто не дежурит" in words
    assert "Этой ночью никто не дежурит" in words
    assert not await night.heard_by(night.oleg, "Этой ночью")


async def test_a_word_comes_before_a_duty_begins(club: Club) -> None:
    night = await Night.of(club)
    await club.say(night.oleg, "/duty")
    await club.tap(night.oleg, "➕ пн, 16 марта, ночь")

    club.region.clock.advance(timedelta(hours=8))
    await club.settle()

    assert "Скоро ваше дежурство: пн, 16 марта, ночь 20–8" in await club.words(night.oleg)

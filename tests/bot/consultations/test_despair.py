"""Despair that is typed while asking is not left to wait for days (scenario 14)."""

from tests.support.asking import Practice
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import DESPAIR, plain_detector


async def test_the_way_to_a_person_stands_under_it(
    sqlite_region: Region, messenger_url: str
) -> None:
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        practice = await Practice.of(club)
        anna = practice.anna
        await club.say(anna, "/consult")
        await club.tap(anna, "Психолог")
        assert "🆘 Нужна помощь сейчас" not in await practice.labels()

        await club.say(anna, f"Я {DESPAIR}")

        assert "не ждите ответа" in await club.screen(anna)
        assert "🆘 Нужна помощь сейчас" in await practice.labels()
        await club.tap(anna, "Мне")
        assert DESPAIR in str((await practice.request()).words)

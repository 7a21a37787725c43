"""Writers of one SQLite file come one after another, and nobody keeps a turn for ever."""

import asyncio

import pytest
from sqlalchemy import text

from community.core import turns
from community.core.db import Database

_CONNECTIONS = 5  # that the pool keeps
COUNT = text("UPDATE counter SET value = value + 1 WHERE name = 'family'")


async def write(database: Database, order: list[int], number: int) -> None:
    async with database.write() as session:
        await session.execute(COUNT)
        order.append(number)
        await session.commit()


async def value(database: Database) -> int:
    async with database.read() as session:
        return int(await session.scalar(text("SELECT value FROM counter")) or 0)


@pytest.fixture
async def counted(sqlite: Database) -> Database:
    async with sqlite.write() as session:
        await session.execute(text("INSERT INTO counter (name, value) VALUES ('family', 0)"))
        await session.commit()
    return sqlite


async def test_first_come_first_served(counted: Database) -> None:
    for _ in range(2):  # the first time opens the connections, in no order
        order: list[int] = []
        await asyncio.gather(*(write(counted, order, number) for number in range(_CONNECTIONS)))
    assert order == list(range(_CONNECTIONS))
    assert await value(counted) == 2 * _CONNECTIONS


async def test_whoever_stops_waiting_stands_in_nobodys_way(counted: Database) -> None:
    order: list[int] = []
    async with counted.write() as session:
        await session.execute(COUNT)
        waiting = [asyncio.create_task(write(counted, order, number)) for number in range(3)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        await session.commit()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert order == [0, 2]


async def test_a_transaction_given_up_or_broken_ends_its_turn(counted: Database) -> None:
    async with counted.write() as session:
        await session.execute(COUNT)  # closed without a word
    async with counted.write() as session:
        await session.execute(COUNT)
        await session.invalidate()
    order: list[int] = []
    await write(counted, order, 1)
    assert await value(counted) == 1


async def test_who_waits_too_long_hears_of_it(
    counted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather an error that the edges know than a process that stands still."""
    monkeypatch.setattr(turns, "SQLITE_BUSY_SECONDS", 0.01)
    async with counted.write() as session:
        await session.execute(COUNT)
        with pytest.raises(TimeoutError):
            await write(counted, [], 1)
        await session.commit()


async def test_readers_wait_for_nobody(counted: Database) -> None:
    async with counted.write() as session:
        await session.execute(COUNT)
        assert await value(counted) == 0
        await session.commit()

"""Many at once: one reading for all of them, and a turnstile for whoever floods."""

import asyncio

import pytest

from bot.group.together import Together
from bot.group.watch.turnstile import Turnstile

FLOODED, QUIET = 1, 2


async def test_those_who_want_the_same_at_once_share_one_reading() -> None:
    read: list[str] = []
    door = asyncio.Event()

    async def look(key: str) -> str:
        read.append(key)
        await door.wait()
        return key.upper()

    together = Together(look)
    wanted = [asyncio.create_task(together.read(key)) for key in ("a", "a", "b", "a")]
    await asyncio.sleep(0)
    door.set()

    assert await asyncio.gather(*wanted) == ["A", "A", "B", "A"]
    assert read == ["a", "b"]
    assert await together.read("a") == "A"
    assert read == ["a", "b", "a"]


async def test_a_reading_that_fails_fails_for_all_and_is_tried_anew() -> None:
    tries: list[str] = []

    async def look(key: str) -> str:
        tries.append(key)
        await asyncio.sleep(0)
        if len(tries) == 1:
            raise OSError
        return key

    together = Together(look)
    first = await asyncio.gather(together.read("a"), together.read("a"), return_exceptions=True)

    assert [type(one) for one in first] == [OSError, OSError]
    assert await together.read("a") == "a"


async def test_whoever_gives_up_waiting_leaves_the_reading_to_the_others() -> None:
    door = asyncio.Event()

    async def look(key: str) -> str:
        await door.wait()
        return key

    together = Together(look)
    impatient, patient = (asyncio.create_task(together.read("a")) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.sleep(0)
    door.set()

    assert await patient == "a"
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_a_flooded_chat_goes_one_by_one_and_others_pass_it_by() -> None:
    turnstile, order = Turnstile(), list[int]()

    async def come(chat_id: int) -> None:
        if not turnstile.enter(chat_id):
            await turnstile.turn(chat_id)
        order.append(chat_id)
        await asyncio.sleep(0)
        turnstile.leave(chat_id)

    flood = [come(FLOODED) for _ in range(300)]
    await asyncio.gather(*flood, come(QUIET))

    assert order.index(QUIET) < 20
    assert len(order) == 301


async def test_a_chat_that_calmed_down_is_forgotten() -> None:
    turnstile = Turnstile()
    for _ in range(50):
        turnstile.enter(FLOODED)
    for _ in range(50):
        turnstile.leave(FLOODED)

    assert turnstile.enter(FLOODED)

"""What happened in one area is heard in another, inside the same transaction."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import Database
from community.core.facts import Fact, publish
from community.core.usecase import use_case
from community.membership.people.models import Counter
from tests.support.looking import rows


@dataclass(frozen=True)
class Counted(Fact):
    name: str


@dataclass(frozen=True)
class CountedTwice(Counted):
    """Another fact, although it is built on the first."""


@use_case
async def count(session: AsyncSession, name: str) -> None:
    session.add(Counter(name=name, value=1))
    await publish(session, Counted(name))


async def write_down(session: AsyncSession, fact: Counted) -> None:
    seen = await session.scalar(select(Counter.value).where(Counter.name == fact.name))
    session.add(Counter(name=f"heard of {fact.name}", value=seen or 0))


async def test_a_listener_sees_what_was_written_and_writes_along(database: Database) -> None:
    database.facts.subscribe(Counted, write_down)

    async with database.write() as session:
        await count(session, "one")

    stored = {row.name: row.value for row in await rows(database, Counter)}
    assert stored == {"one": 1, "heard of one": 1}


async def test_a_listener_that_fails_undoes_the_act(database: Database) -> None:
    async def fail(_session: AsyncSession, _fact: Counted) -> None:
        raise RuntimeError

    database.facts.subscribe(Counted, write_down)
    database.facts.subscribe(Counted, fail)

    async with database.write() as session:
        with pytest.raises(RuntimeError):
            await count(session, "one")

    assert await rows(database, Counter) == []


async def test_a_fact_is_heard_by_those_who_asked_for_it_alone(sqlite: Database) -> None:
    sqlite.facts.subscribe(Counted, write_down)

    async with sqlite.write() as session:
        await publish(session, CountedTwice("one"))
        await session.commit()

    assert await rows(sqlite, Counter) == []

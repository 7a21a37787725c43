"""One use case is one transaction: all of it happens or nothing, and only then others hear."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import Database
from community.core.errors import DomainError
from community.core.outbox.models import OutboxMessage
from community.core.outbox.service import enqueue, to_person
from community.core.usecase import once_saved, use_case
from community.membership.people.models import Counter
from tests.support.looking import rows


class CountedError(DomainError):
    keeps_writes = True


@use_case
async def add(session: AsyncSession, name: str, fails: Exception | None = None) -> str:
    session.add(Counter(name=name, value=1))
    await enqueue(session, to_person(1), "hello", key=name)
    if fails:
        raise fails
    return name


@use_case
async def be_silent(session: AsyncSession, name: str) -> None:
    session.add(Counter(name=name, value=1))


@use_case
async def add_two(session: AsyncSession, fails: Exception | None = None) -> None:
    await add(session, "inner")
    await add(session, "outer", fails)


async def names(database: Database) -> list[str]:
    return [row.name for row in await rows(database, Counter)]


async def test_what_returns_is_kept(database: Database) -> None:
    async with database.write() as session:
        assert await add(session, "one") == "one"

    assert await names(database) == ["one"]
    assert len(await rows(database, OutboxMessage)) == 1


async def test_what_raises_leaves_nothing(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(RuntimeError):
            await add(session, "one", RuntimeError())

    assert await names(database) == []
    assert await rows(database, OutboxMessage) == []


async def test_one_inside_another_joins_it(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(RuntimeError):
            await add_two(session, RuntimeError())
    assert await names(database) == []

    async with database.write() as session:
        await add_two(session)
    assert await names(database) == ["inner", "outer"]


async def test_a_session_goes_on_after_a_failure(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(RuntimeError):
            await add(session, "one", RuntimeError())
        await add(session, "two")

    assert await names(database) == ["two"]


async def test_an_error_that_must_count_keeps_what_it_wrote(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(CountedError):
            await add(session, "wrong tries", CountedError())

    assert await names(database) == ["wrong tries"]


async def test_the_sender_is_woken_after_the_commit_and_only_for_messages(
    database: Database,
) -> None:
    heard: list[str] = []
    database.on_outbox(lambda: heard.append("woken"))

    @use_case
    async def looks_on_its_way(session: AsyncSession) -> None:
        await add(session, "one")
        assert heard == [], "nothing is announced before it is saved"

    async with database.write() as session:
        await looks_on_its_way(session)
        assert heard == ["woken"]
        await be_silent(session, "first")
        with pytest.raises(RuntimeError):
            await add(session, "two", RuntimeError())
        await be_silent(session, "second")
    assert heard == ["woken"]


async def test_what_waits_for_the_commit_is_done_once_and_only_if_there_is_one(
    sqlite: Database,
) -> None:
    learned: list[str] = []

    @use_case
    async def learn(session: AsyncSession, name: str, fails: Exception | None = None) -> None:
        once_saved(session, lambda: learned.append(name))
        await add(session, name, fails)
        assert name not in learned

    async with sqlite.write() as session:
        with pytest.raises(RuntimeError):
            await learn(session, "lost", RuntimeError())
        await learn(session, "kept")
        await be_silent(session, "later")

    assert learned == ["kept"]


async def test_a_process_provides_its_use_cases_with_helpers(sqlite: Database) -> None:
    sqlite.provide("teacher", "of this process")

    async with sqlite.write() as writing, sqlite.read() as reading:
        assert (writing.info["teacher"], reading.info["teacher"]) == ("of this process",) * 2

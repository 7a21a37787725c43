"""What both databases must hold: moments, Cyrillic, no lost update, readers that only read."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import Database, add_many, normalise_url
from community.core.heartbeat import JobHeartbeat
from community.core.usecase import use_case
from community.membership.districts.queries import district_by_name
from community.membership.people.models import Counter, Person, Standing
from tests.support.databases import START
from tests.support.factories import Region
from tests.support.looking import only, race, rows
from tests.support.statements import counted

TASKS, TURNS = 4, 150


async def test_a_moment_comes_back_as_it_went_in_and_in_utc(database: Database) -> None:
    in_tomsk = datetime(2026, 3, 16, 10, 30, 15, 123456, timezone(timedelta(hours=7)))
    async with database.write() as session:
        session.add(JobHeartbeat(name="job", every_seconds=60, finished_at=in_tomsk))
        await session.commit()

    stored = await only(database, JobHeartbeat)

    assert stored.finished_at == in_tomsk
    assert stored.finished_at.tzinfo is UTC


async def test_a_moment_of_no_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 3, 16)  # noqa: DTZ001  the very thing that is refused
    async with database.write() as session:
        session.add(JobHeartbeat(name="job", every_seconds=60, finished_at=naive))
        with pytest.raises(StatementError, match="naive"):
            await session.commit()


async def test_no_update_is_lost_among_many_writers(database: Database) -> None:
    """600 read-modify-writes: SQLite's writers take turns, PostgreSQL's wait for the row."""
    async with database.write() as session:
        session.add(Counter(name="visits", value=0))
        await session.commit()

    @use_case
    async def read_then_write(session: AsyncSession) -> None:
        counter = await session.get_one(Counter, "visits", with_for_update=True)
        counter.value = counter.value + 1

    async def one_writer() -> None:
        for _ in range(TURNS):
            async with database.write() as session:
                await read_then_write(session)

    await asyncio.gather(*(one_writer() for _ in range(TASKS)))

    assert (await only(database, Counter)).value == TASKS * TURNS


async def test_no_update_is_lost_when_the_database_counts(database: Database) -> None:
    async with database.write() as session:
        session.add(Counter(name="visits", value=0))
        await session.commit()

    @use_case
    async def count(session: AsyncSession) -> None:
        await session.execute(update(Counter).values(value=Counter.value + 1))

    async def one_writer() -> None:
        async with database.write() as session:
            await count(session)

    await asyncio.gather(*(one_writer() for _ in range(20)))

    assert (await only(database, Counter)).value == 20


async def test_cyrillic_capitals_are_letters_too(region: Region) -> None:
    async with region.database.read() as session:
        assert await session.scalar(select(func.lower("ТАЁЖНЫЙ Ж"))) == "таёжный ж"
        found = await district_by_name(session, "  ГОРОД ТАЁЖНЫЙ ")
    assert found.name == "город Таёжный"


async def test_a_foreign_key_must_lead_somewhere(database: Database) -> None:
    async with database.write() as session:
        session.add(Person(standing=Standing.NEWCOMER, created_at=START, family_id=404))
        with pytest.raises(IntegrityError):
            await session.commit()


async def test_a_value_outside_its_enum_is_refused_by_the_database(region: Region) -> None:
    await region.newcomer()
    async with region.database.write() as session:
        connection = await session.connection()
        with pytest.raises(IntegrityError):
            await connection.exec_driver_sql("UPDATE person SET standing = 'king'")


async def test_a_reading_session_cannot_write_on_postgresql(region: Region) -> None:
    """On SQLite readers are kept apart by not taking the writer's lock."""
    if region.database.is_sqlite:
        async with region.database.read() as reader, region.database.write() as writer:
            await reader.scalar(select(func.count()).select_from(Person))
            writer.add(Counter(name="beside a reader", value=1))
            await writer.commit()
        assert await rows(region.database, Counter)
        return
    async with region.database.read() as session:
        with pytest.raises(DBAPIError, match="read-only"):
            await session.execute(update(Counter).values(value=1))


async def test_a_reader_sees_what_was_there_when_it_began(sqlite: Database) -> None:
    async with sqlite.read() as reader:
        before = await reader.scalar(select(func.count()).select_from(Counter))
        async with sqlite.write() as writer:
            writer.add(Counter(name="later", value=1))
            await writer.commit()
        after = await reader.scalar(select(func.count()).select_from(Counter))
    assert before == after == 0


async def test_sqlite_is_opened_to_be_shared_strict_and_forgetful(sqlite: Database) -> None:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
    async with sqlite.read() as session:
        connection = await session.connection()
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in wanted
        }
    assert found == wanted


async def test_whoever_inserts_the_same_key_second_is_refused(database: Database) -> None:
    async def insert() -> None:
        async with database.write() as session:
            session.add(Counter(name="family", value=1))
            await session.commit()

    _, errors = await race(insert(), insert())

    assert [type(error) for error in errors] == [IntegrityError]


@pytest.mark.parametrize("address", ["mysql://h/club", "oracle://h/club"])
def test_other_databases_are_refused_before_anything_is_opened(address: str) -> None:
    with pytest.raises(ValueError, match="not supported"):
        normalise_url(address)


async def test_many_rows_are_added_by_one_statement_and_each_knows_its_id(
    database: Database,
) -> None:
    moment = database.clock.now()
    people = [
        Person(standing=Standing.NEWCOMER, given_name=str(number), language="ru", created_at=moment)
        for number in range(1200)
    ]
    for part in (people[:1000], people[1000:], []):
        async with database.write() as session:
            with counted(database) as statements:
                await add_many(session, part)
                await session.commit()
        assert len([one for one in statements if one.startswith("INSERT")]) <= 1

    stored = {person.id: person.given_name for person in await rows(database, Person)}
    assert stored == {person.id: person.given_name for person in people}
    assert len(stored) == 1200

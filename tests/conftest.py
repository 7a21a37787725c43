"""Fixtures for all tests: the same ones run on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator

import pytest

from community.core.db import Database
from tests.support.databases import PostgresMaker, SqliteMaker
from tests.support.factories import Region
from tests.support.postgres import running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with running_postgres() as address:
        yield address


@pytest.fixture(scope="session")
async def sqlite_maker(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[SqliteMaker]:
    maker = SqliteMaker(tmp_path_factory.mktemp("sqlite"))
    await maker.prepare()
    yield maker
    await maker.close()


@pytest.fixture(scope="session")
async def postgres_maker(postgres_server: str) -> AsyncIterator[PostgresMaker]:
    maker = PostgresMaker(postgres_server)
    await maker.prepare()
    yield maker
    await maker.close()


@pytest.fixture(params=["sqlite", "postgres"])
def maker(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> SqliteMaker | PostgresMaker:
    """Each test that asks for a database or a region runs on both kinds."""
    return sqlite_maker if request.param == "sqlite" else postgres_maker


@pytest.fixture
async def database(maker: SqliteMaker | PostgresMaker) -> Database:
    """A migrated, empty database."""
    return await maker.emptied()


@pytest.fixture
async def sqlite(sqlite_maker: SqliteMaker) -> Database:
    """An empty SQLite database, for tests of what does not depend on the kind."""
    return await sqlite_maker.emptied()


@pytest.fixture
async def region(maker: SqliteMaker | PostgresMaker, database: Database) -> Region:
    """A small region with districts and documents, in the database of the test."""
    region = await maker.region()
    assert region.database is database
    return region

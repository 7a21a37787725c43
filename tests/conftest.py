"""Fixtures for all tests: the same ones run on SQLite and on PostgreSQL."""

import gc
from collections.abc import AsyncIterator, Generator, Iterator

import pytest

from community.core.db import Database
from tests.support.databases import PostgresMaker, SqliteMaker
from tests.support.factories import Region
from tests.support.patience import LastResort, ending
from tests.support.postgres import running_postgres

_LAST_RESORT = pytest.StashKey[LastResort]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LAST_RESORT] = LastResort()
    if getattr(config.option, "maxworkerrestart", "") is None:
        # A worker in the place of one that broke down would run into the same, without end.
        config.option.maxworkerrestart = "0"


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """With the last test of a process everything is closed that was opened for all of them."""
    if nextitem is None:
        item.config.stash[_LAST_RESORT].arm()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Armed until the process is gone; a worker waits for the others, as long as they take."""
    last_resort = session.config.stash[_LAST_RESORT]
    last_resort.arm()
    yield
    if hasattr(session.config, "workerinput"):
        last_resort.disarm()


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
    async with ending():
        await maker.close()


@pytest.fixture(scope="session")
async def postgres_maker(postgres_server: str) -> AsyncIterator[PostgresMaker]:
    maker = PostgresMaker(postgres_server)
    await maker.prepare()
    yield maker
    async with ending():
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
async def sqlite_region(sqlite_maker: SqliteMaker, sqlite: Database) -> Region:
    """The small region of `region`, on SQLite alone."""
    region = await sqlite_maker.region()
    assert region.database is sqlite
    return region


@pytest.fixture
async def region(maker: SqliteMaker | PostgresMaker, database: Database) -> Region:
    """A small region with districts and documents, in the database of the test."""
    region = await maker.region()
    assert region.database is database
    return region

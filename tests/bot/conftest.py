"""The real bot over HTTP against the local Bot API server, one step at a time."""

from collections.abc import AsyncIterator

import pytest

from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import RunningMessenger, running_messenger
from tests.support.club import Club
from tests.support.databases import PostgresMaker, SqliteMaker
from tests.support.factories import Region


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A screen is the same on both kinds of database, to whose rules tests/integration holds them.

    So stories are played on SQLite, and on PostgreSQL too where one is marked: the first of each
    file, and whatever runs a race, a crash or a crowd.
    """
    if "maker" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize(
            "maker", ["sqlite", "postgres"] if marked else ["sqlite"], indirect=True
        )


@pytest.fixture
def maker(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> SqliteMaker | PostgresMaker:
    """Of the kind that `pytest_generate_tests` has chosen."""
    return sqlite_maker if request.param == "sqlite" else postgres_maker


@pytest.fixture(scope="session")
async def shared_messenger() -> AsyncIterator[RunningMessenger]:
    async with running_messenger(MessengerConfig(limits=False)) as running:
        yield running


@pytest.fixture
def messenger_url(shared_messenger: RunningMessenger) -> str:
    """Where a messenger answers in which nobody is and nothing was said yet."""
    shared_messenger.messenger.reset()
    return shared_messenger.url


@pytest.fixture
async def club(region: Region, messenger_url: str) -> AsyncIterator[Club]:
    """A region whose bot is at work, on both kinds of database where the story is marked so."""
    async with Club.open(region, messenger_url) as club:
        yield club


@pytest.fixture
async def sqlite_club(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Club]:
    """The same on SQLite alone, whatever the mark of its file."""
    async with Club.open(sqlite_region, messenger_url) as club:
        yield club

"""The real bot over HTTP against the local Bot API server, one step at a time."""

from collections.abc import AsyncIterator

import pytest

from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import RunningMessenger, running_messenger
from tests.support.club import Club
from tests.support.factories import Region


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
    """A region whose bot is at work, on both kinds of database."""
    async with Club.open(region, messenger_url) as club:
        yield club


@pytest.fixture
async def sqlite_club(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Club]:
    """The same on SQLite alone, for what the database has no part in."""
    async with Club.open(sqlite_region, messenger_url) as club:
        yield club

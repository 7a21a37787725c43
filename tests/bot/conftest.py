"""The real bot over HTTP against the local Bot API server, one step at a time."""

from collections.abc import AsyncIterator

import pytest

from community.core.db import Database
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.club import Club
from tests.support.factories import Region


@pytest.fixture
async def club(region: Region) -> AsyncIterator[Club]:
    """A region whose bot is at work, on both kinds of database."""
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url) as club,
    ):
        yield club


@pytest.fixture
async def sqlite_club(sqlite: Database) -> AsyncIterator[Club]:
    """The same on SQLite alone, for what the database has no part in."""
    region = await Region.create(sqlite)
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url) as club,
    ):
        yield club

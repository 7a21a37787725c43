"""A club whose chats are watched by a detector of plain words (tests/support/judging.py)."""

from collections.abc import AsyncIterator

import pytest

from community.core.db import Database
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import plain_detector


@pytest.fixture
async def club(region: Region) -> AsyncIterator[Club]:
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url, detector=plain_detector()) as club,
    ):
        yield club


@pytest.fixture
async def sqlite_club(sqlite: Database) -> AsyncIterator[Club]:
    """The same on SQLite alone, for what the database has no part in."""
    region = await Region.create(sqlite)
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url, detector=plain_detector()) as club,
    ):
        yield club

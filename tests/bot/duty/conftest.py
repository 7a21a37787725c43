"""These stories are played on SQLite; tests/integration holds both databases to the same rules."""

from collections.abc import AsyncIterator

import pytest

from community.core.db import Database
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import plain_detector


@pytest.fixture
async def club(sqlite: Database) -> AsyncIterator[Club]:
    """With a detector that knows despair when it reads it."""
    region = await Region.create(sqlite)
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url, detector=plain_detector()) as club,
    ):
        yield club

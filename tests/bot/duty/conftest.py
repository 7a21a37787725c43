"""These stories are played on SQLite; tests/integration holds both databases to the same rules."""

from collections.abc import AsyncIterator

import pytest

from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import plain_detector


@pytest.fixture
async def club(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Club]:
    """With a detector that knows despair when it reads it."""
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        yield club

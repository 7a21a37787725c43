"""A club whose chats are watched by a detector of plain words (tests/support/judging.py)."""

from collections.abc import AsyncIterator

import pytest

from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import plain_detector


@pytest.fixture
async def club(region: Region, messenger_url: str) -> AsyncIterator[Club]:
    async with Club.open(region, messenger_url, detector=plain_detector()) as club:
        yield club


@pytest.fixture
async def sqlite_club(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Club]:
    """The same on SQLite alone, for what the database has no part in."""
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        yield club

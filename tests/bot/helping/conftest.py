"""Specialists with a phone, a leader, and parents who ask."""

import pytest

from tests.bot.helping.surgery import Surgery
from tests.support.club import Club


@pytest.fixture
async def surgery(club: Club) -> Surgery:
    """On both kinds of database."""
    return await Surgery.of(club)


@pytest.fixture
async def sqlite_surgery(sqlite_club: Club) -> Surgery:
    return await Surgery.of(sqlite_club)

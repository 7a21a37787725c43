"""A mother who asks, and those who could be asked."""

import pytest

from tests.support.factories import Region, Someone
from tests.support.peers import HERE, Peers


@pytest.fixture
def peers(region: Region) -> Peers:
    return Peers(region)


@pytest.fixture
async def mother(region: Region) -> Someone:
    return await region.member("Анна", "Седова", district=HERE)


@pytest.fixture
def sqlite_peers(sqlite_region: Region) -> Peers:
    return Peers(sqlite_region)


@pytest.fixture
async def asker(sqlite_region: Region) -> Someone:
    """The mother, where the kind of database has no part in it."""
    return await sqlite_region.member("Анна", "Седова", district=HERE)

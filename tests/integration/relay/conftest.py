"""A mother who asked for help, somebody who answers her, and a stranger to both."""

import pytest

from tests.integration.relay.talk import Talk, opened
from tests.support.factories import Region, Someone


@pytest.fixture
async def mother(region: Region) -> Someone:
    return await region.newcomer()


@pytest.fixture
async def helper(region: Region) -> Someone:
    return await region.newcomer()


@pytest.fixture
async def stranger(region: Region) -> Someone:
    return await region.newcomer()


@pytest.fixture
async def talk(region: Region, mother: Someone, helper: Someone) -> Talk:
    return Talk(region, mother, helper, (await opened(region, mother, helper)).id)


@pytest.fixture
async def other(region: Region, mother: Someone, stranger: Someone) -> Talk:
    """The same mother with somebody else."""
    return Talk(region, mother, stranger, (await opened(region, mother, stranger)).id)

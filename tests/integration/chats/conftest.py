"""Chats of the region under test."""

import pytest

from tests.support.factories import Region
from tests.support.rooms import Rooms


@pytest.fixture
def rooms(region: Region) -> Rooms:
    return Rooms(region)

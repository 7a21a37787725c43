"""A mother in need, two activists of her district, and the leader of the region."""

import pytest

from community.chats.models import Presence
from community.core.actor import Role
from tests.integration.duty.desk import Desk
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.rooms import Rooms


@pytest.fixture
def desk(region: Region) -> Desk:
    return Desk(region)


@pytest.fixture
async def leader(region: Region) -> Someone:
    return await region.holder(Role.LEADER)


@pytest.fixture
async def vera(region: Region) -> Someone:
    return await region.holder(Role.ACTIVIST, district=0)


@pytest.fixture
async def rita(region: Region) -> Someone:
    return await region.holder(Role.ACTIVIST, district=0)


@pytest.fixture
async def outsider(region: Region) -> Someone:
    """An activist of another district."""
    return await region.holder(Role.ACTIVIST, district=1)


@pytest.fixture
async def mother(region: Region) -> Someone:
    return await region.member("Анна", "Седова", district=0)


@pytest.fixture
async def watch(region: Region, mother: Someone) -> Watch:
    """What the detector hears in the chat of the mother's district."""
    rooms = Rooms(region)
    chat = await rooms.bound(district=0)
    await rooms.note(mother, chat, Presence.MEMBER)
    return Watch(region, chat)

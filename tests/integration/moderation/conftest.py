"""A district's chat, the people who look after it, and a mother who writes there."""

import pytest

from community.chats.models import Chat, Presence, Purpose
from community.core.actor import Role
from tests.integration.moderation.past import Past
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.rooms import Rooms


@pytest.fixture
def rooms(region: Region) -> Rooms:
    return Rooms(region)


@pytest.fixture
async def chat(rooms: Rooms) -> Chat:
    return await rooms.bound(district=0)


@pytest.fixture
async def moderator(region: Region) -> Someone:
    return await region.holder(Role.ACTIVIST, district=0)


@pytest.fixture
async def colleague(region: Region) -> Someone:
    return await region.holder(Role.ACTIVIST, district=0)


@pytest.fixture
async def leader(region: Region) -> Someone:
    return await region.holder(Role.LEADER)


@pytest.fixture
async def outsider(region: Region) -> Someone:
    """An activist of another district."""
    return await region.holder(Role.ACTIVIST, district=1)


@pytest.fixture
async def mother(region: Region, rooms: Rooms, chat: Chat) -> Someone:
    mother = await region.member(district=0)
    await rooms.note(mother, chat, Presence.MEMBER)
    return mother


@pytest.fixture
def watch(region: Region, chat: Chat) -> Watch:
    return Watch(region, chat)


@pytest.fixture
def hands(region: Region) -> Hands:
    return Hands(region.database)


@pytest.fixture
def past(region: Region, chat: Chat) -> Past:
    return Past(region, chat)


@pytest.fixture
async def everywhere(
    region: Region, rooms: Rooms, chat: Chat, mother: Someone, moderator: Someone
) -> dict[str, Chat]:
    """The mother is in the chats of her district and region and in a group of self-help."""
    chats = {
        "district": chat,
        "second": await rooms.bound(district=0),
        "regional": await rooms.bound(Purpose.REGIONAL, None),
        "group": await rooms.bound(Purpose.GROUP, None),
    }
    for one in chats.values():
        await rooms.note(mother, one, Presence.MEMBER)
    chats["left"] = await rooms.bound(district=1)
    await rooms.note(mother, chats["left"], Presence.LEFT)
    return chats

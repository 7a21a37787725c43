"""A watched district chat on the site's region, a mother who writes there, a leader who looks."""

import pytest

from community.chats.models import Chat, Presence
from tests.support.factories import Someone
from tests.support.incidents import Watch
from tests.support.rooms import Rooms
from tests.web.browser import Browser
from tests.web.conftest import Site


@pytest.fixture
def rooms(site: Site) -> Rooms:
    return Rooms(site.region)


@pytest.fixture
async def chat(rooms: Rooms) -> Chat:
    return await rooms.bound(district=0)


@pytest.fixture
def watch(site: Site, chat: Chat) -> Watch:
    return Watch(site.region, chat)


@pytest.fixture
async def mother(site: Site, rooms: Rooms, chat: Chat) -> Someone:
    mother = await site.region.member("Мария", "Зорина", district=0)
    await rooms.note(mother, chat, Presence.MEMBER)
    return mother


@pytest.fixture
async def leader(site: Site) -> Browser:
    return await site.as_leader()

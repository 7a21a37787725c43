"""The site with a bookshelf: an author, a specialist who reviews, a leader who publishes."""

import pytest

from tests.support.bookshelf import Bookshelf
from tests.web.browser import Browser
from tests.web.conftest import Site


@pytest.fixture
async def shelf(light_site: Site) -> Bookshelf:
    return await Bookshelf.of(light_site.region)


@pytest.fixture
async def author(light_site: Site, shelf: Bookshelf) -> Browser:
    return await light_site.signed_in(shelf.author)


@pytest.fixture
async def reviewer(light_site: Site, shelf: Bookshelf) -> Browser:
    return await light_site.signed_in(shelf.reviewer)


@pytest.fixture
async def leader(light_site: Site, shelf: Bookshelf) -> Browser:
    return await light_site.signed_in(shelf.leader)

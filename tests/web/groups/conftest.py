"""A group of the first district, and the browser of the region's leader with a page open."""

import pytest

from tests.support.circles import Circle
from tests.web.browser import Browser
from tests.web.conftest import Site


@pytest.fixture
async def circle(light_site: Site) -> Circle:
    return await Circle.of(light_site.region)


@pytest.fixture
async def leader(light_site: Site, circle: Circle) -> Browser:
    browser = await light_site.signed_in(circle.leader)
    await browser.open("/")
    return browser

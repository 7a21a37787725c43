"""Events of a region, and browsers of those who organise them."""

import pytest

from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site


@pytest.fixture
async def season(site: Site) -> Season:
    return await Season.of(site.region)


@pytest.fixture
async def organiser(site: Site, season: Season) -> Browser:
    """The leader of the region whose events they are, with a page open."""
    browser = await site.signed_in(season.organiser)
    await browser.open("/")
    return browser

"""The site over a region, and browsers of the people in it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from community.core.actor import Role
from community.core.db import Database
from tests.support.factories import Region, Someone
from tests.web.browser import Browser, login_link
from web.app import create_app
from web.context import WebContext


@dataclass
class Site:
    """The running site; `browser()` is a stranger's, `as_leader()` is signed in."""

    region: Region
    app: FastAPI
    _stack: AsyncExitStack
    people: dict[Role, Someone] = field(default_factory=dict)

    async def browser(self, address: str = "198.51.100.7") -> Browser:
        transport = httpx.ASGITransport(self.app, client=(address, 50000))
        client = httpx.AsyncClient(
            transport=transport, base_url="http://club.test", follow_redirects=True
        )
        return Browser(await self._stack.enter_async_context(client))

    async def signed_in(self, someone: Someone) -> Browser:
        browser = await self.browser()
        await browser.open(await login_link(self.region.database, someone))
        return browser

    async def as_leader(self, *, district: int | None = None) -> Browser:
        """A new leader of the region or of one district, signed in."""
        return await self.signed_in(await self.region.holder(Role.LEADER, district=district))


def context_of(database: Database, **changes: object) -> WebContext:
    known: dict[str, object] = {
        "database": database,
        "zone": ZoneInfo("Asia/Tomsk"),
        "region_name": "Светлореченская область",
        "site_url": "http://club.test",
        "bot_username": "svet_club_bot",
        "secure_cookies": False,
    }
    return WebContext(**(known | changes))  # type: ignore[arg-type]


SiteMaker = Callable[[Region], Awaitable[Site]]


@pytest.fixture
async def make_site() -> AsyncIterator[SiteMaker]:
    async with AsyncExitStack() as stack:

        async def make(region: Region) -> Site:
            return Site(region, create_app(context_of(region.database)), stack)

        yield make


@pytest.fixture
async def site(region: Region, make_site: SiteMaker) -> Site:
    """The site on both kinds of database."""
    return await make_site(region)


@pytest.fixture
async def light_site(sqlite_region: Region, make_site: SiteMaker) -> Site:
    """The site on SQLite alone, for what does not depend on the database."""
    return await make_site(sqlite_region)

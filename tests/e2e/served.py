"""The site on a free port of this machine, and windows of a real browser that look at it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from playwright.async_api import Browser, Page, expect

from community.core.actor import Role
from community.core.db import Database
from deploy.messenger.server import QuietServer
from tests.support.factories import Region, Someone
from tests.web.browser import login_link
from tests.web.conftest import context_of
from web.app import create_app

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
_STOP_WITHIN_SECONDS = 2  # an open connection, as of a page that failed, delays the end no longer


@dataclass
class Served:
    region: Region
    address: str
    leader: Someone

    async def enter(self, page: Page) -> None:
        await page.goto(self.address + await login_link(self.region.database, self.leader))
        await expect(page.get_by_role("heading", level=1)).to_have_text("Сегодня")


@asynccontextmanager
async def serving(database: Database, **context: object) -> AsyncIterator[Served]:
    """A region with its leader, and the site for them; `context` is what WebContext is given."""
    region = await Region.create(database)
    leader = await region.holder(Role.LEADER)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_app(context_of(database, **context))
    config = uvicorn.Config(
        app, log_level="error", lifespan="off", timeout_graceful_shutdown=_STOP_WITHIN_SECONDS
    )
    server = QuietServer(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        # The kernel queues connections until the server takes them up: nothing to wait for.
        yield Served(region, f"http://127.0.0.1:{listener.getsockname()[1]}", leader)
    finally:
        server.should_exit = True
        await running
        listener.close()


@asynccontextmanager
async def window(
    chromium: Browser, size: dict[str, int] = DESK, *, scripts: bool = True
) -> AsyncIterator[Page]:
    """A fresh browser window; whatever the page complains about fails the test."""
    context = await chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    try:
        yield page
    finally:
        await context.close()
    assert not complaints


async def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways, once the page is there."""
    await page.wait_for_load_state()
    wide: bool = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return not wide

"""One Chromium for all browser tests; a missing one fails them, it skips nothing."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.support.patience import ending, kill_children

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# How long a page may take where four tests share two cores; nothing waits longer than it must.
_PATIENCE_MS = 20_000
expect.set_options(timeout=_PATIENCE_MS)
_ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The system's browser, or else the one that `playwright install` brought."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    playwright = await async_playwright().start()
    browser = await playwright.chromium.launch(executable_path=path, args=_ARGS)
    yield browser
    try:
        async with ending():
            await browser.close()
            await playwright.stop()
    except TimeoutError:  # neither waits less than for ever by itself, not even when cancelled
        kill_children(having="run-driver")
        raise

"""What is printed and taken along opens in an office, and fits on its sheets."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from community.core.db import Database
from community.events.signing.wishes import say_needs
from tests.e2e.served import DESK, Served, serving, window
from tests.support.season import Season

pytestmark = pytest.mark.browser
_CONVERTED_WITHIN_SECONDS = 120


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


async def festival(served: Served) -> int:
    """An event with forty families, one of which writes what looks like a formula."""
    season = Season(served.region, served.leader)
    event = await season.event(title="Фестиваль", capacity=79)
    for number in range(40):
        mother = await served.region.member("Мария", "Седова")
        party = await season.sign_up(mother, event, adults=1, children=1)
        if number == 0:
            await served.region.act(mother, say_needs, party.id, "=1+1 без орехов")
    return event.id


async def convert(source: Path, wanted: str, folder: Path) -> str:
    """By LibreOffice, with a profile of its own; what it wrote, as text."""
    running = await asyncio.create_subprocess_exec(
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        wanted,
        "--outdir",
        str(folder),
        str(source),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert await asyncio.wait_for(running.wait(), _CONVERTED_WITHIN_SECONDS) == 0
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
    return text_of(folder, f"{source.stem}*.{wanted.partition(':')[0]}")


def text_of(folder: Path, names: str) -> str:
    files = sorted(folder.glob(names))
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


async def download(page: Page, address: str) -> bytes:
    response = await page.context.request.get(address)
    assert response.ok
    return await response.body()


def kept(target: Path, content: bytes) -> Path:
    target.write_bytes(content)
    return target


async def test_the_summary_and_the_printed_list_open_in_an_office(
    chromium: Browser, served: Served, tmp_path: Path
) -> None:
    event_id = await festival(served)
    base = f"{served.address}/events/{event_id}"
    async with window(chromium, DESK) as page:
        await served.enter(page)
        book, page_itself = [
            await download(page, f"{base}/{one}") for one in ("summary.xlsx", "sheet")
        ]
    summary, sheet = (
        kept(tmp_path / "summary.xlsx", book),
        kept(tmp_path / "sheet.html", page_itself),
    )

    # One file for each sheet of the workbook, in UTF-8.
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    cells = await convert(summary, every_sheet, tmp_path)
    for words in ("Семей записано,39", "Седова,Мария", "=1+1 без орехов", "Почему не предложено"):
        assert words in cells
    printed = await convert(sheet, "txt:Text (encoded):UTF8", tmp_path)
    for words in ("Фестиваль", "39 семей", "Седова Мария", "=1+1 без орехов"):
        assert words in printed


async def test_list_and_poster_fit_on_a4(chromium: Browser, served: Served, tmp_path: Path) -> None:
    event_id = await festival(served)
    async with window(chromium, DESK) as page:
        await served.enter(page)
        for paper, most in (("sheet", 3), ("poster", 1)):
            await page.goto(f"{served.address}/events/{event_id}/{paper}")
            await page.wait_for_load_state()
            pdf = await page.pdf(prefer_css_page_size=True)
            assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most, paper

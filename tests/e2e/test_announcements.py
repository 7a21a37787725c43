"""A leader announces something with a thumb on a phone, and watches it on its way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from community.announcements.models import Announcement
from community.core.db import Database
from tests.e2e.served import PHONE, Served, fits, serving, window
from tests.support.announcing import PIXEL, job_turn
from tests.support.delivering import deliver
from tests.support.looking import only

pytestmark = pytest.mark.browser


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


async def test_on_a_phone_an_announcement_is_written_sent_and_watched(
    chromium: Browser, served: Served, tmp_path: Path
) -> None:
    region = served.region
    for district in range(2):
        await region.member(district=district)
    await deliver(region.database)
    picture = tmp_path / "p.png"
    picture.write_bytes(PIXEL)
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(served.address + "/announcements")
        await page.get_by_role("link", name="Новое объявление").click()
        await page.get_by_label("Название для списка").fill("Субботник")
        await page.get_by_label("Текст", exact=True).fill("**Субботник** в парке")
        await expect(page.locator("#preview")).to_contain_text("Субботник в парке")
        await page.get_by_label("Картинка").set_input_files(picture)
        await page.get_by_label("родители клуба").check()
        await page.get_by_text("Только из некоторых районов").click()
        assert await fits(page)
        await page.get_by_role("button", name="Сохранить черновик").click()
        await expect(page.locator(".letter img")).to_be_visible()
        await page.get_by_role("link", name="Отправить…").click()
        await expect(page.get_by_role("main")).to_contain_text("человека получат это сейчас")
        assert await fits(page)
        await page.get_by_role("button", name="Отправить сейчас").click()

        progress = page.locator("#progress")
        await expect(progress).to_contain_text("0 из 3")
        await page.get_by_text("По районам").click()
        await deliver(region.database)
        await expect(progress).to_contain_text("3 из 3", timeout=10_000)
        await job_turn(region.database)
        await expect(progress).to_contain_text("разослано", timeout=10_000)
        await expect(page.locator("#by-districts")).to_be_visible()  # still unfolded
        await expect(page.locator("#by-districts")).to_contain_text("получили меньше 5")
        assert await fits(page)

    row = await only(region.database, Announcement)
    assert row.picture_id is not None
    assert row.ended_at is not None


async def test_without_scripts_all_of_it_works_by_pages(chromium: Browser, served: Served) -> None:
    await served.region.member()
    async with window(chromium, PHONE, scripts=False) as page:
        await served.enter(page)
        await page.goto(served.address + "/announcements/new")
        await page.get_by_label("Название для списка").fill("Субботник")
        await page.get_by_label("Текст", exact=True).fill("**Субботник** в парке")
        await page.get_by_label("родители клуба").check()
        await page.get_by_role("button", name="Посмотреть").click()
        await expect(page.locator("#preview")).to_contain_text("Субботник в парке")
        await page.get_by_role("button", name="Сохранить черновик").click()
        await page.get_by_role("link", name="Отправить…").click()
        await page.get_by_role("button", name="Отправить сейчас").click()
        await page.get_by_role("button", name="Приостановить").click()
        await expect(page.get_by_role("main")).to_contain_text("приостановлено")
        await page.get_by_role("link", name="Отменить").click()
        await page.get_by_role("button", name="Отменить").click()
        await expect(page.get_by_role("main")).to_contain_text("отменено")
        assert await fits(page)

"""An author writes an article with a thumb on a phone, and sees it as the messenger will."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from community.core.db import Database
from community.library.articles.models import Article, ArticleSource
from tests.e2e.served import PHONE, Served, fits, serving, window
from tests.support.looking import only

pytestmark = pytest.mark.browser


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


@pytest.mark.parametrize("scripts", [True, False], ids=["live", "without scripts"])
async def test_on_a_phone_an_article_is_written_and_sent_to_be_reviewed(
    chromium: Browser, served: Served, *, scripts: bool
) -> None:
    long = "\n\n".join(f"## Часть {number}\n\n{'слово ' * 500}" for number in range(2))
    async with window(chromium, PHONE, scripts=scripts) as page:
        await served.enter(page)
        await page.goto(served.address + "/library")
        await page.get_by_role("link", name="Новая статья").click()
        await page.get_by_label("Заголовок").fill("Ребёнок не ест")
        await page.get_by_label("Текст", exact=True).fill(long)
        await page.get_by_label("Тема").select_option(index=1)
        await page.get_by_text("Ещё источники").click()
        await page.get_by_label("Источник 2", exact=True).fill("Памятка")
        if not scripts:
            await page.get_by_role("button", name="Посмотреть").click()
        preview = page.locator("#preview")
        await expect(preview).to_contain_text("Страница 2 из 2")
        await expect(preview).to_contain_text("Ребёнок не ест")
        assert await fits(page)
        await page.get_by_role("button", name="Сохранить черновик").click()
        await expect(page.get_by_role("main")).to_contain_text("Черновик сохранён")
        assert await fits(page)
        await page.get_by_role("button", name="Отправить на проверку").click()
        await expect(page.get_by_role("main")).to_contain_text("ждёт проверки")

    article = await only(served.region.database, Article)
    assert article.state == "in_review"
    assert (await only(served.region.database, ArticleSource)).title == "Памятка"

"""A leader at work in a real browser: on a desk, on a phone, with and without scripts."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from community.core.db import Database
from community.membership.people.models import Person, Standing
from tests.e2e.served import DESK, PHONE, Served, fits, serving, window

pytestmark = pytest.mark.browser


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_a_family_is_verified_from_the_first_page(
    chromium: Browser, served: Served, *, scripts: bool
) -> None:
    mother, _ = await served.region.applicant("Инна", "Рощина", about="Живём у рынка")
    async with window(chromium, scripts=scripts) as page:
        await served.enter(page)
        await page.get_by_role("link", name="Открыть").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Инна Рощина")
        await page.get_by_role("button", name="Принять").click()
        await expect(page.get_by_role("status")).to_contain_text("человек в клубе")

    async with served.region.database.read() as session:
        person = await session.get_one(Person, mother.id)
    assert person.standing is Standing.MEMBER


async def test_on_a_phone_the_same_is_done_with_a_thumb(chromium: Browser, served: Served) -> None:
    await served.region.applicant("Инна", "Рощина")
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        assert await fits(page)
        button = page.get_by_role("link", name="Открыть")
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 32
        await button.click()
        await page.get_by_text("Отказать", exact=True).click()
        await page.get_by_label("Почему").fill("не подтвердилось")
        assert await fits(page)
        await page.get_by_role("button", name="Отказать окончательно").click()
        await expect(page.get_by_role("status")).to_contain_text("Заявка отклонена")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_invitations_are_created_and_printed_on_a4(
    chromium: Browser, served: Served, size: dict[str, int]
) -> None:
    async with window(chromium, size) as page:
        await served.enter(page)
        await page.goto(served.address + "/invitations/new")
        assert await fits(page)
        await page.get_by_label("Район").select_option(index=1)
        await page.get_by_label("Кто их раздаёт").fill("Отдел опеки города")
        await page.get_by_label("Сколько кодов").fill("16")
        await page.get_by_role("button", name="Создать и распечатать").click()
        cards = page.get_by_role("article")
        await expect(cards).to_have_count(16)
        assert await fits(page)
        await page.wait_for_load_state()
        pictures = await page.evaluate(
            "[...document.querySelectorAll('article img')].every(i => i.complete && i.naturalWidth)"
        )
        assert pictures
        await page.emulate_media(media="print")
        held = await page.evaluate(
            "[...document.querySelectorAll('article')].every(a => a.scrollHeight <= a.clientHeight)"
        )
        assert held
        pdf = await page.pdf(prefer_css_page_size=True)
        assert pdf.count(b"/Type /Page\n") == 2  # eight cards on a sheet, and nothing else


async def test_the_list_follows_what_is_typed_and_the_address_keeps_no_name(
    chromium: Browser, served: Served
) -> None:
    await served.region.member("Мария", "Лебедева")
    await served.region.member("Пётр", "Орлов")
    async with window(chromium) as page:
        await served.enter(page)
        await page.get_by_role("link", name="Семьи").first.click()
        await expect(page.locator("#results")).to_contain_text("3 семьи найдены")
        await page.get_by_label("Номер или слова имени").press_sequentially("орлов")
        await expect(page.locator("#results")).to_contain_text("1 семья найдена")
        assert page.url == served.address + "/families"


async def test_a_document_is_seen_as_people_will_read_it_while_it_is_written(
    chromium: Browser, served: Served
) -> None:
    async with window(chromium) as page:
        await served.enter(page)
        await page.goto(served.address + "/settings/documents/rules")
        await page.get_by_label("Текст").first.fill("Мы **не спешим** судить.")
        await expect(page.locator("#preview strong", has_text="не спешим")).to_be_visible()


async def test_the_menu_opens_on_a_phone_without_scripts(chromium: Browser, served: Served) -> None:
    async with window(chromium, PHONE, scripts=False) as page:
        await served.enter(page)
        await page.locator("summary", has_text="Меню").click()
        await page.get_by_role("link", name="Журнал").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Журнал")


async def test_the_keyboard_reaches_the_page_past_the_menu(
    chromium: Browser, served: Served
) -> None:
    async with window(chromium) as page:
        await served.enter(page)
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Сразу к содержанию")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).to_be_focused()


async def test_no_page_is_wider_than_a_phone(chromium: Browser, served: Served) -> None:
    region = served.region
    await region.applicant()
    paths = (
        "/",
        "/families",
        "/families/1",
        "/families/1/names",
        "/people/1/roles",
        "/invitations",
        "/chats",
        "/audit",
        "/settings",
        "/settings/documents",
        "/settings/documents/rules",
        "/settings/districts",
        "/settings/districts/1",
        "/settings/roles",
        "/settings/options",
        "/settings/me",
        "/second-factor",
        "/healthz",
    )
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        for path in paths:
            await page.goto(served.address + path)
            assert await fits(page), path

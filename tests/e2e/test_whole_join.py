"""A whole join, by hand: the demonstration as one process, two people in one browser window."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from deploy.demo.cast import Cast
from deploy.messenger.client import MessengerControl
from tests.support.processes import club, free_port

pytestmark = pytest.mark.browser
_SLOWLY = 20_000  # milliseconds, for a machine that has much to do besides


@pytest.fixture
async def messenger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The address of the local messenger of a freshly seeded demonstration."""
    monkeypatch.chdir(tmp_path)
    ports = {"CLUB_WEB_PORT": str(free_port()), "CLUB_MESSENGER_PORT": str(free_port())}
    async with club("demo", **ports) as demo:
        first, *_ = await demo.lines(3)
        yield first.split()[1].rstrip("/")
        await demo.stop()


@pytest.fixture
async def page(chromium: Browser) -> AsyncIterator[Page]:
    context = await chromium.new_context(locale="ru-RU", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(_SLOWLY)
    yield await context.new_page()
    await context.close()


async def press(column: Locator, label: str) -> None:
    """The newest button of that label under a message of the bot."""
    keyboard = column.get_by_role("group", name="Кнопки сообщения").last
    await keyboard.get_by_role("button", name=label).click()


def said(column: Locator, words: str) -> Locator:
    """The newest message of the open chat that holds these words."""
    return column.get_by_role("log").get_by_text(words).last


async def answer(column: Locator, question: str, words: str) -> None:
    await expect(said(column, question)).to_be_visible(timeout=_SLOWLY)
    field = column.get_by_role("textbox")
    await field.fill(words)
    await field.press("Enter")


async def test_a_stranger_joins_and_an_activist_lets_her_in(page: Page, messenger: str) -> None:
    cast = Cast()
    stranger, activist = cast.persona("stranger").id, cast.persona("activist").id
    await page.goto(f"{messenger}/?as={stranger},{activist}")
    hers = page.locator(f"[data-person='{stranger}']")
    theirs = page.locator(f"[data-person='{activist}']")

    await hers.get_by_role("button", name="Клуб").first.click()
    await hers.get_by_role("button", name="Начать").click()
    for label in ("Вступить в клуб", "Принимаю", "Даю согласие", "Ребёнок уже в семье"):
        await press(hers, label)
    await answer(hers, "Как вас зовут", "Марина")
    await answer(hers, "А фамилия", "Плотникова")
    await press(hers, "Кедровский район")
    await answer(hers, "Напишите пару слов", "Живу через дом от Зои")
    await press(hers, "📨 Отправить")
    await expect(said(hers, "Отправлено. Активист")).to_be_visible(timeout=_SLOWLY)

    await theirs.get_by_role("button", name="Клуб").first.click()
    await expect(said(theirs, "Марина Плотникова")).to_be_visible(timeout=_SLOWLY)
    await press(theirs, "Знаю, впустить")

    await expect(said(hers, "добро пожаловать в клуб")).to_be_visible(timeout=_SLOWLY)
    await press(hers, "Кедровский район")
    district = next(chat for chat in cast.chats if "Кедровский" in chat.title)
    await expect(hers.locator(f"[data-chat='{district.id}']")).to_be_attached(timeout=_SLOWLY)
    async with MessengerControl(messenger) as control:
        assert (await control.chat(stranger, district.id))["member"] == "member"

"""A leader looks after the chats: with keys alone at a desk, with a thumb on a phone."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from community.chats.models import Chat, Presence
from community.core.db import Database
from moderation.detect.message import Strictness
from moderation.detect.standard import standard_detector
from moderation.detect.verdict import Action
from moderation.incidents import deciding
from moderation.incidents.kinds import Decision, IncidentState, Topic
from moderation.incidents.settings import load_settings
from tests.e2e.served import PHONE, Served, fits, serving, window
from tests.support.factories import SYSTEM, Someone
from tests.support.incidents import TEXT, Watch
from tests.support.rooms import Rooms

pytestmark = pytest.mark.browser
SNILS = "Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95"


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    """The site with the detector that the product ships."""
    async with serving(sqlite, detector=standard_detector()) as served:
        yield served


@pytest.fixture
async def chat(served: Served) -> Chat:
    return await Rooms(served.region).bound(district=0)


@pytest.fixture
def watch(served: Served, chat: Chat) -> Watch:
    return Watch(served.region, chat)


async def neighbour(served: Served, chat: Chat) -> Someone:
    someone = await served.region.member(district=0)
    await Rooms(served.region).note(someone, chat, Presence.MEMBER)
    return someone


async def test_the_queue_is_gone_through_by_keys_alone(
    chromium: Browser, served: Served, chat: Chat, watch: Watch
) -> None:
    unwell, angry = await neighbour(served, chat), await neighbour(served, chat)
    insult = await watch.seen(angry, topic=Topic.ABUSE, text="Сам такой", excerpt="Сам такой")
    advert = await watch.seen(await neighbour(served, chat))
    signal = await watch.seen(
        unwell, topic=Topic.DISTRESS, action=Action.ALLOW, text="Сил нет", excerpt="Сил нет"
    )
    async with window(chromium) as page:
        await served.enter(page)
        await page.goto(served.address + "/moderation")
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        await page.keyboard.press("k")
        await expect(page.get_by_role("link", name="Кому-то может быть плохо")).to_be_focused()

        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Сил нет")).to_be_visible()
        await page.keyboard.press("1")  # somebody is with the person
        await expect(page.get_by_text("Сам такой")).to_be_visible()
        await page.keyboard.press("2")  # a warning
        await expect(page.get_by_text(TEXT)).to_be_visible()
        await expect(page.get_by_role("status")).to_contain_text(f"Решено: случай № {insult.id}.")

        await page.keyboard.press("u")
        await expect(page.get_by_role("status")).to_contain_text("Отменено")
        await expect(page.get_by_text("Сам такой")).to_be_visible()

    assert (await watch.incident(signal.id)).decision is Decision.MET
    assert (await watch.incident(insult.id)).state is IncidentState.OPEN
    assert (await watch.incident(advert.id)).state is IncidentState.OPEN
    (warning,) = await watch.sanctions(insult)
    assert warning.lifted_at is not None


async def press_as_russian(page: Page, letter: str, key: str) -> None:
    """A key of a keyboard that writes Cyrillic: another letter on the same place."""
    pressed = {"key": letter, "code": f"Key{key.upper()}", "bubbles": True}
    await page.dispatch_event("body", "keydown", pressed)


async def test_keys_work_whatever_alphabet_they_write(
    chromium: Browser, served: Served, chat: Chat, watch: Watch
) -> None:
    incident = await watch.seen(await neighbour(served, chat))
    async with window(chromium) as page:
        await served.enter(page)
        await page.goto(served.address + "/moderation")
        await press_as_russian(page, "о", "j")
        await expect(page.get_by_role("link", name="Реклама или обман")).to_be_focused()
        await page.keyboard.press("?")
        await expect(page.get_by_text("вниз", exact=True)).to_be_visible()

        await page.goto(f"{served.address}/moderation/incidents/{incident.id}")
        await page.keyboard.press("1")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Решено")
        await press_as_russian(page, "г", "u")
        await expect(page.get_by_role("status")).to_contain_text("Отменено")


async def test_a_finger_left_on_a_key_decides_once(
    chromium: Browser, served: Served, chat: Chat, watch: Watch
) -> None:
    first = await watch.seen(await neighbour(served, chat))
    second = await watch.seen(await neighbour(served, chat))
    async with window(chromium) as page:
        await served.enter(page)
        await page.goto(f"{served.address}/moderation/incidents/{first.id}")
        await page.keyboard.down("1")
        await page.wait_for_url(f"**/incidents/{second.id}?done={first.id}")
        await page.keyboard.down("1")  # the keyboard repeats what is held down
        await page.keyboard.up("1")
        await page.goto(served.address + "/moderation")
        await expect(page.get_by_role("link", name="Реклама или обман")).to_have_count(1)
    assert (await watch.incident(second.id)).state is IncidentState.OPEN


async def test_without_scripts_a_decision_is_a_form_and_so_is_its_undoing(
    chromium: Browser, served: Served, chat: Chat, watch: Watch
) -> None:
    incident = await watch.seen(await neighbour(served, chat))
    async with window(chromium, PHONE, scripts=False) as page:
        await served.enter(page)
        await page.get_by_role("link", name=re.compile("Открыть.*Очередь")).click()
        await page.get_by_role("link", name="Реклама или обман").click()
        await page.get_by_role("button", name="Всё в порядке, вернуть").click()
        await expect(page.get_by_role("status")).to_contain_text("Всё в порядке")
        await page.get_by_role("button", name="Отменить").click()
        await expect(page.get_by_role("status")).to_contain_text("Отменено")
    assert (await watch.incident(incident.id)).state is IncidentState.OPEN


async def test_on_a_phone_a_message_is_tried_and_a_rule_saved(
    chromium: Browser, served: Served, chat: Chat
) -> None:
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(served.address + "/moderation/rules")
        await page.get_by_role("link", name=chat.title).click()
        await page.get_by_label("Что мог бы написать человек").fill(SNILS)
        await page.get_by_label("Кто пишет").select_option(label="участник клуба")
        await page.get_by_role("button", name="Проверить").click()
        await expect(page.get_by_role("status")).to_contain_text("Убрано, текст возвращён автору.")
        await expect(page.locator("mark").first).to_be_in_viewport()
        await expect(page.get_by_role("meter")).to_have_count(4)
        assert await fits(page)

        acts = page.get_by_role("group", name="Что бот делает сам")
        personal_data = acts.get_by_label("Личные данные ребёнка или семьи")
        await personal_data.select_option(label="только придержит")
        await page.get_by_label("первое").fill("30")
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.get_by_role("status")).to_contain_text("Правила сохранены")
        await expect(page.get_by_label("первое")).to_have_value("30")

    async with served.region.database.read() as session:
        settings = await load_settings(session, chat.id)
    assert settings.personal_data is Strictness.HOLD
    assert settings.first_mute_minutes == 30


async def test_on_a_phone_history_is_asked_by_days_and_comes_back_as_it_was(
    chromium: Browser, served: Served, chat: Chat, watch: Watch
) -> None:
    early = await watch.seen(await neighbour(served, chat))
    served.region.clock.advance(timedelta(days=3))
    late = await watch.seen(await neighbour(served, chat))
    async with served.region.database.write() as session:
        for incident in (early, late):
            await deciding.decide(session, SYSTEM, incident.id, Decision.RIGHT)
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(served.address + "/moderation/history")
        results = page.get_by_role("table").get_by_role("link")
        await expect(results).to_have_count(2)
        await page.get_by_label("С какого дня").fill("2026-03-17")
        await expect(results).to_have_count(1)
        await expect(page).to_have_url(re.compile("first_day=2026-03-17"))
        assert await fits(page)

        await results.click()
        await expect(page).to_have_url(f"{served.address}/moderation/incidents/{late.id}")
        await page.go_back()
        await expect(page.get_by_label("С какого дня")).to_have_value("2026-03-17")
        await expect(results).to_have_count(1)

        await page.get_by_label("По какой день").fill("2026-03-16")
        await expect(page.get_by_role("alert")).to_contain_text("Первый день позже последнего")
        await expect(page.get_by_label("С какого дня")).to_have_value("2026-03-17")


@pytest.mark.parametrize("width", [PHONE["width"], 800, 1000])
async def test_no_page_of_moderation_is_wider_than_its_window(
    chromium: Browser, served: Served, chat: Chat, watch: Watch, width: int
) -> None:
    muted, taught = [await watch.seen(await neighbour(served, chat)) for _ in range(2)]
    waiting = await watch.seen(await neighbour(served, chat), topic=Topic.PERSONAL_DATA)
    async with served.region.database.write() as session:
        await deciding.decide(session, SYSTEM, muted.id, Decision.MUTE)
    async with served.region.database.write() as session:
        await deciding.decide(session, SYSTEM, taught.id, Decision.WARN)
    async with window(chromium, PHONE | {"width": width}) as page:
        await served.enter(page)
        pages = ("", f"/incidents/{waiting.id}", f"/incidents/{muted.id}", "/history", "/appeals")
        others = ("/people", "/lessons", "/rules", f"/rules/{chat.id}", "/quality")
        for place in (*pages, *others):
            await page.goto(f"{served.address}/moderation{place}")
            assert await fits(page), place

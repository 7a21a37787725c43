"""A leader plans an event, announces it, lets guests in and confirms who came, with a thumb."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from community.core.db import Database
from community.events.attending.queries import desk
from community.events.planning import service as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from tests.e2e.served import DESK, PHONE, Served, fits, serving, window
from tests.support.looking import only
from tests.support.season import Season

pytestmark = pytest.mark.browser
_HERE = re.compile("^Пришли")


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


async def sit_down(served: Served, event: Event) -> Season:
    """The season of the leader who planned it, with two families signed up."""
    season = Season(served.region, served.leader)
    for name in ("Рощина", "Лугова"):
        mother = await served.region.member("Инна", name)
        await season.sign_up(mother, event, adults=1, children=1)
    return season


async def plan(page: Page, address: str, *, scripts: bool) -> None:
    await page.goto(address + "/events")
    await page.get_by_role("link", name="Новое событие").click()
    await page.get_by_label("Название", exact=True).fill("Пикник у озера")
    await page.get_by_label("Место", exact=True).fill("Городской парк")
    await page.get_by_label("Мест", exact=True).fill("10")
    if scripts:
        await expect(page.locator("#preview")).to_contain_text("Места: 0/10")
        await expect(page.locator("#preview")).to_contain_text("Городской парк")
    assert await fits(page)
    await page.get_by_role("button", name="Сохранить черновик").click()
    await expect(page.get_by_role("status")).to_contain_text("Черновик сохранён")
    assert await fits(page)
    await page.get_by_role("button", name="Объявить").click()
    await expect(page.get_by_role("status")).to_contain_text("семьи могут записаться")


async def meet(page: Page) -> None:
    """All of one family are here, of the other one the mother alone."""
    roshchina, lugova = [
        page.get_by_role("row").filter(has_text=name) for name in ("Рощина", "Лугова")
    ]
    await roshchina.get_by_role("button", name=_HERE).click()
    await expect(roshchina).to_contain_text("пришли: 1 взрослый, 1 ребёнок")
    await expect(page.locator("#came-line")).to_contain_text("Пришла 1 семья из 2")
    await lugova.get_by_text("Не все").click()
    await lugova.get_by_label("детей").fill("0")
    await lugova.get_by_role("button", name="Отметить").click()
    await expect(lugova).to_contain_text("пришли: 1 взрослый")
    assert await fits(page)


async def close(page: Page, address: str) -> None:
    await page.goto(address)
    await page.get_by_role("link", name=re.compile("Отметить.*Пикник")).click()
    walk_ins = page.get_by_label("Сколько человек")
    await walk_ins.fill("2")
    await walk_ins.press("Enter")
    await expect(page.get_by_role("status").first).to_contain_text("Записано")
    await page.get_by_role("button", name="Подтвердить и поблагодарить").click()
    await expect(page.get_by_role("status")).to_contain_text("гостям придёт спасибо")
    await expect(page.get_by_role("main")).to_contain_text("5 человек")
    assert await fits(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_on_a_phone_an_event_is_planned_announced_met_and_closed(
    chromium: Browser, served: Served, *, scripts: bool
) -> None:
    database, clock = served.region.database, served.region.clock
    async with window(chromium, PHONE, scripts=scripts) as page:
        await served.enter(page)
        await plan(page, served.address, scripts=scripts)
        event = await only(database, Event)
        season = await sit_down(served, event)
        clock.advance(event.starts_at - clock.now())
        await page.goto(f"{served.address}/events/{event.id}/guests")
        await meet(page)
        clock.advance(event.ends_at - clock.now() + timedelta(minutes=1))
        async with database.write() as session:
            await planning.hold_due(session)
        await close(page, served.address)
    assert (await season.fresh(event)).state is EventState.CLOSED
    assert (await served.region.look(served.leader, desk, event.id)).came == 5


async def test_a_guest_is_found_while_one_types(chromium: Browser, served: Served) -> None:
    season = Season(served.region, served.leader)
    event = await season.event(starts_at=season.at(hours=1), ends_at=season.at(hours=2))
    for letter in "абвгдежзик":
        await season.sign_up(await served.region.member("Инна", f"Рощина{letter}"), event)
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(f"{served.address}/events/{event.id}/guests")
        await page.get_by_label("Имя того, кто записался").fill("рощинав")
        rows = page.locator("#guests tbody tr")
        await expect(rows).to_have_count(1)
        await rows.get_by_role("button", name=_HERE).click()
        await expect(rows).to_contain_text("пришли: 1 взрослый")
        await expect(rows).to_have_count(1)
        assert "search" not in page.url


async def test_taps_that_come_faster_than_answers_are_all_heard(
    chromium: Browser, served: Served
) -> None:
    season = Season(served.region, served.leader)
    event = await season.event(starts_at=season.at(hours=1), ends_at=season.at(hours=2))
    for letter in "абвг":
        await season.sign_up(await served.region.member("Инна", f"Рощина{letter}"), event)
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(f"{served.address}/events/{event.id}/guests")
        await page.evaluate(
            "for (const one of document.querySelectorAll('button[name=came]')) one.click()"
        )
        await expect(page.locator("#came-line")).to_contain_text("Пришли 4 семьи из 4")
        await expect(page.get_by_role("button", name=_HERE)).to_have_count(0)


async def test_the_editor_says_who_will_be_told_while_one_types(
    chromium: Browser, served: Served
) -> None:
    season = Season(served.region, served.leader)
    event = await season.event()
    await sit_down(served, event)
    async with window(chromium, DESK) as page:
        await served.enter(page)
        await page.goto(f"{served.address}/events/{event.id}/edit")
        await page.get_by_label("Начало", exact=True).fill("2026-03-24T10:00")
        await page.get_by_label("Конец", exact=True).fill("2026-03-24T13:00")
        preview = page.locator("#preview")
        await expect(preview).to_contain_text("2 семьи получат вопрос")
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("2 семьи получат вопрос")
        await page.get_by_role("button", name="Сохранить и сообщить").first.click()
        await expect(page.get_by_role("status")).to_contain_text("Записано")


@pytest.mark.parametrize("width", [PHONE["width"], 800, 1000])
async def test_no_page_of_events_is_wider_than_its_window(
    chromium: Browser, served: Served, width: int
) -> None:
    season = Season(served.region, served.leader)
    event = await season.event(
        capacity=1, title="Пикник" * 10, link="https://a.example.org/" + "x" * 60
    )
    await sit_down(served, event)
    draft = await season.draft()
    pages = ["", "?when=past", "/calendar", "/figures", "/new", f"/{draft.id}"]
    pages += [f"/{event.id}{end}" for end in ("", "/edit", "/guests", "/guests?show=waiting")]
    pages += [f"/{event.id}{end}" for end in ("/sheet", "/poster", "/cancel")]
    async with window(chromium, PHONE | {"width": width}) as page:
        await served.enter(page)
        for place in pages:
            await page.goto(f"{served.address}/events{place}")
            assert await fits(page), place

"""A leader plans who is on duty, with a thumb on a phone."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from community.core.actor import Role
from community.core.db import Database
from community.duty.kinds import Colour, Half
from community.duty.models import Duty
from community.duty.service import call_for_help
from tests.e2e.served import PHONE, Served, fits, serving, window
from tests.support.factories import Someone
from tests.support.looking import only, rows

pytestmark = pytest.mark.browser


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


async def activist(served: Served, given: str, family: str) -> Someone:
    someone = await served.region.member(given, family)
    await served.region.grant(someone, Role.ACTIVIST)
    return someone


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_on_a_phone_a_night_is_planned_cleared_and_put_back(
    chromium: Browser, served: Served, *, scripts: bool
) -> None:
    zoya = await activist(served, "Зоя", "Лугова")
    rita = await activist(served, "Рита", "Полевая")
    async with window(chromium, PHONE, scripts=scripts) as page:
        await served.enter(page)
        await (
            page.get_by_role("link", name="Ночью никто не дежурит")
            .or_(page.get_by_role("link", name="В эти ночи никто не дежурит"))
            .click()
        )
        assert await fits(page)
        night = page.get_by_role("link", name=re.compile("Назначить.*16 марта, ночь"))
        box = await night.bounding_box()
        assert box is not None
        assert box["height"] >= 32
        await night.click()
        await page.get_by_label("Кто дежурит").select_option(label="Зоя Лугова · 0 ночей")
        await page.get_by_label("Кто подменяет").select_option(label="Рита Полевая · 0 ночей")
        assert await fits(page)
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.get_by_role("status")).to_contain_text("Записано")
        assert (await only(served.region.database, Duty)).substitute_id == rita.id

        await page.get_by_role("link", name="Зоя").click()
        await page.get_by_role("button", name="Убрать из графика").click()
        await expect(page.get_by_role("status")).to_contain_text("пн, 16 марта, ночь")
        await page.get_by_role("button", name="Отменить").click()
        await expect(page.get_by_role("status")).to_contain_text("Записано")
        assert await fits(page)

    duty = await only(served.region.database, Duty)
    assert (duty.half, duty.person_id, duty.substitute_id) == (Half.NIGHT, zoya.id, rita.id)


async def test_another_roster_is_chosen_from_the_list_at_once(
    chromium: Browser, served: Served
) -> None:
    place = served.region.districts[1]
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.goto(served.address + "/duty")
        await page.get_by_label("Чей график").select_option(label=place.name)
        heading = page.get_by_role("heading", name=f"График: {place.name}")
        await expect(heading).to_be_visible()
        await page.get_by_role("link", name=re.compile("Назначить.*17 марта, день")).click()
        await expect(page.get_by_role("main")).to_contain_text(place.name)
    assert not await rows(served.region.database, Duty)


@pytest.mark.parametrize("width", [PHONE["width"], 800, 1000])
async def test_no_page_of_duty_is_wider_than_its_window(
    chromium: Browser, served: Served, width: int
) -> None:
    mother = await served.region.member()
    await served.region.act(mother, call_for_help, Colour.RED)
    async with window(chromium, PHONE | {"width": width}) as page:
        await served.enter(page)
        for place in ("", "/plan?day=2026-03-17&half=night&district=region", "/signals"):
            await page.goto(f"{served.address}/duty{place}")
            assert await fits(page), place

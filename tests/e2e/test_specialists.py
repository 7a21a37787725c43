"""A leader vets a specialist and gives a waiting request, with a thumb on a phone."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from community.consultations.requests.kinds import RequestState
from community.consultations.specialists import service as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.db import Database
from tests.e2e.served import PHONE, Served, fits, serving, window
from tests.support.looking import only
from tests.support.practice import asked, helper, seen
from tests.web.browser import login_link

pytestmark = pytest.mark.browser


@pytest.fixture
async def served(sqlite: Database) -> AsyncIterator[Served]:
    async with serving(sqlite) as served:
        yield served


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_on_a_phone_a_specialist_is_invited_vetted_and_let_in(
    chromium: Browser, served: Served, *, scripts: bool
) -> None:
    async with window(chromium, PHONE, scripts=scripts) as page:
        await served.enter(page)
        await page.goto(served.address + "/specialists")
        await page.get_by_role("link", name="Пригласить").click()
        await page.get_by_label("Имя, как его увидят родители").fill("Марта")
        await page.get_by_label("психолог").check()
        assert await fits(page)
        await page.get_by_role("button", name="Сделать ссылку").click()
        link = await page.get_by_label("Отправьте её только одному человеку").input_value()
        assert await fits(page)

        someone = await served.region.newcomer()
        code = link.partition("spe_")[2]
        await served.region.act(someone, specialists.claim, code)
        await page.goto(served.address)
        await page.get_by_role("link", name=re.compile("Открыть.*Марта")).click()
        await page.get_by_role("button", name="Документы видел(а)").click()
        await expect(page.get_by_role("status")).to_contain_text("документы просмотрены")
        await page.get_by_role("button", name="Проведено").click()
        await page.get_by_role("button", name="Допустить к работе").click()
        await expect(page.get_by_role("main")).to_contain_text("принимает запросы")
        assert await fits(page)

    row = await only(served.region.database, Specialist)
    assert (row.state, row.documents_seen_by_id) == (SpecialistState.ACTIVE, served.leader.id)


async def test_on_a_phone_a_waiting_request_is_given_and_the_specialist_takes_it(
    chromium: Browser, served: Served
) -> None:
    region = served.region
    marta, _ = await helper(region, alias="Марта", load_limit=1)
    first = await asked(region, await region.member("Инна", "Рощина"))
    waiting = await asked(region, await region.member("Мария", "Тайная"), words="страшно спать")
    async with window(chromium, PHONE) as page:
        await served.enter(page)
        await page.get_by_role("link", name=re.compile(f"Открыть.*№ {waiting.id}")).click()
        await page.get_by_label("Специалист и сколько у него").select_option(label="Марта · 1 из 1")
        assert await fits(page)
        await page.get_by_role("button", name="Попросить взять").click()
        await expect(page.get_by_role("status")).to_contain_text("специалиста уже просят")
        await expect(page.get_by_role("main")).not_to_contain_text("страшно")
        assert await fits(page)

    async with window(chromium, PHONE) as page:
        await page.goto(served.address + await login_link(region.database, marta))
        await page.get_by_role("link", name="Открыть").click()
        assert await fits(page)
        await page.goto(f"{served.address}/help-requests/mine/{first.id}")
        await page.get_by_role("button", name="Не смогу").click()
        await expect(page.get_by_role("status")).to_contain_text("Спасибо за ответ")
        await page.get_by_role("link", name="Открыть").click()
        await expect(page.get_by_role("main")).to_contain_text("страшно спать")
        await page.get_by_role("button", name="Беру").click()
        await expect(page.get_by_role("link", name="К разговору")).to_be_visible()
        assert await fits(page)
    assert (await seen(region, waiting)).state is RequestState.TAKEN


@pytest.mark.parametrize("width", [PHONE["width"], 800, 1000])
async def test_no_page_of_specialists_and_requests_is_wider_than_its_window(
    chromium: Browser, served: Served, width: int
) -> None:
    _, number = await helper(served.region)
    request = await asked(served.region, await served.region.member())
    card = f"/specialists/{number}"
    pages = ["/help-requests", f"/help-requests/{request.id}", "/help-requests/figures"]
    pages += ["/specialists", "/specialists/specialities", card]
    pages += [
        f"{card}/{place}" for place in ("hours", "calendar", "profile", "leave", "groups/new")
    ]
    async with window(chromium, PHONE | {"width": width}) as page:
        await served.enter(page)
        for place in pages:
            await page.goto(served.address + place)
            assert await fits(page), place

"""Half a day is given to somebody, taken from them, and put back."""

import re

import pytest

from community.core.actor import Role
from community.duty import roster
from community.duty.kinds import Half
from community.duty.models import Duty
from tests.support.factories import Region
from tests.support.looking import only, queued, rows
from tests.web.browser import Browser, Page
from tests.web.conftest import Site
from tests.web.test_duty import DAY, MONDAY, activist, planned

NIGHT = {"day": "2026-03-17", "half": "night", "district_id": ""}
NIGHT_PAGE = "/duty/plan?day=2026-03-17&half=night&district=region"


@pytest.fixture
async def leader(site: Site) -> Browser:
    return await site.as_leader()


def hidden(page: Page, form: str) -> dict[str, str]:
    """What this form of the page would send."""
    fields = page.source.partition(form)[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', fields))


async def clear(leader: Browser) -> Page:
    page = await leader.open(NIGHT_PAGE)
    return await leader.send("/duty/clear", **hidden(page, 'action="/duty/clear"'))


async def undo(leader: Browser, page: Page) -> Page:
    return await leader.send("/duty/plan", **hidden(page, 'class="undo-bar"'))


class TestPlanning:
    async def test_a_night_is_given_to_somebody_who_hears_of_it(
        self, region: Region, leader: Browser
    ) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, 3, Half.NIGHT)
        page = await leader.open(NIGHT_PAGE)
        assert "Вт, 17 марта, ночь, 20–8" in page.text
        assert "Зоя Лугова · 1 ночь" in page.text
        assert "Рита Полевая · 0 ночей" in page.text
        assert "Больше 2 за семь дней нельзя" in page.text

        fields = NIGHT | {"person": str(rita.id), "substitute": str(zoya.id)}
        page = await leader.send("/duty/plan", **fields)

        assert page.path == "/duty?district=region"
        assert "Записано. Кого это касается, тот узнает от бота." in page.text
        duty = await only(region.database, Duty, Duty.day == MONDAY + DAY)
        assert (duty.person_id, duty.substitute_id) == (rita.id, zoya.id)
        told = {one.recipient_id for one in await queued(region.database, "duty.planned")}
        assert {rita.id, zoya.id} <= told

    async def test_a_day_of_another_page_leads_back_to_that_page(
        self, region: Region, leader: Browser
    ) -> None:
        zoya = await activist(region)
        await leader.open(NIGHT_PAGE)
        fields = NIGHT | {"day": "2026-04-05", "person": str(zoya.id), "substitute": ""}
        page = await leader.send("/duty/plan", **fields)
        assert page.path == "/duty?from=2026-03-30&district=region"
        assert "Вс, 5 апреля" in page.text

    async def refused(self, leader: Browser, **fields: str) -> Page:
        await leader.open(NIGHT_PAGE)
        page = await leader.send("/duty/plan", **(NIGHT | fields))
        assert page.path == "/duty/plan"
        return page

    async def test_a_refusal_keeps_what_was_chosen(self, region: Region, leader: Browser) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        for days in (2, 3):
            await planned(region, zoya, days, Half.NIGHT)
        page = await self.refused(leader, person=str(zoya.id), substitute=str(rita.id))
        assert page.status == 409
        assert "за семь дней у одного человека их не больше 2" in page.text
        assert f'<option value="{zoya.id}" selected>Зоя Лугова' in page.source
        assert f'<option value="{rita.id}" selected>Рита Полевая' in page.source

        page = await self.refused(leader, person=str(rita.id), substitute=str(rita.id))
        assert page.status == 422
        assert "Подменять должен кто-то другой." in page.text
        assert 'aria-describedby="substitute-mistake substitute-help"' in page.source

        page = await self.refused(leader, person="", substitute=str(rita.id))
        assert "Выберите, кто дежурит." in page.text
        assert not await rows(region.database, Duty, Duty.day == MONDAY + DAY)

    async def test_neither_a_parent_nor_the_past_is_planned(
        self, region: Region, leader: Browser
    ) -> None:
        mother, zoya = await region.member("Анна", "Седова"), await activist(region)
        page = await self.refused(leader, person=str(mother.id))
        assert "дежурят активисты и лидеры клуба" in page.text
        page = await self.refused(leader, person=str(zoya.id), day="2026-03-15")
        assert page.status == 409
        assert "Это время уже прошло" in page.text
        assert not await rows(region.database, Duty)

    async def test_who_was_faster_is_said(
        self, region: Region, leader: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def nobody_yet(*_: object) -> None:
            return None

        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, 1, Half.NIGHT)
        monkeypatch.setattr(roster, "_standing", nobody_yet)
        page = await self.refused(leader, person=str(rita.id))
        assert page.status == 409
        assert "Только что сюда записали другого человека." in page.text
        assert f'<option value="{rita.id}" selected>' in page.source
        assert (await only(region.database, Duty)).person_id == zoya.id

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?day=2026-03-17",
            "?day=soon&half=night",
            "?day=2026-03-17&half=noon&district=1",
            "?day=2026-03-17&half=night&district=99999",
            "?day=2026-03-17&half=night&district=x",
        ],
    )
    async def test_a_half_that_is_none_has_no_page(self, leader: Browser, query: str) -> None:
        assert (await leader.open(f"/duty/plan{query}")).status == 404

    async def test_the_roster_of_the_region_is_not_planned_by_a_district(
        self, site: Site, region: Region
    ) -> None:
        local = await site.as_leader(district=1)
        olga = await activist(region, "Ольга", "Лесная", district=1)
        await planned(region, await activist(region), 1, Half.NIGHT)
        assert (await local.open(NIGHT_PAGE)).status == 404
        await local.open("/duty")
        for address in ("/duty/plan", "/duty/clear"):
            page = await local.send(address, **(NIGHT | {"person": str(olga.id)}))
            assert page.status == 404
        assert (await only(region.database, Duty)).person_id != olga.id


class TestClearing:
    async def test_it_is_undone_with_one_tap(self, region: Region, leader: Browser) -> None:
        zoya = await activist(region)
        await planned(region, zoya, 1, Half.NIGHT)
        page = await leader.open(NIGHT_PAGE)
        assert "Убрать из графика" in page.text
        assert "Тогда дежурить будет" not in page.text

        page = await clear(leader)
        assert "Убрано из графика: вт, 17 марта, ночь, 20–8." in page.text
        assert not await rows(region.database, Duty)

        page = await undo(leader, page)
        assert "Записано" in page.text
        assert (await only(region.database, Duty)).person_id == zoya.id

    async def test_the_substitute_moves_up_and_both_come_back(
        self, region: Region, leader: Browser
    ) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, 1, Half.NIGHT, substitute=rita)
        assert "Тогда дежурить будет тот, кто подменяет." in (await leader.open(NIGHT_PAGE)).text
        page = await clear(leader)
        assert (await only(region.database, Duty)).person_id == rita.id
        await undo(leader, page)
        duty = await only(region.database, Duty)
        assert (duty.person_id, duty.substitute_id) == (zoya.id, rita.id)

    async def test_a_leader_who_substitutes_steps_back(self, site: Site, region: Region) -> None:
        someone, zoya = await region.holder(Role.LEADER), await activist(region)
        await planned(region, zoya, 1, Half.NIGHT, substitute=someone)
        leader = await site.signed_in(someone)
        assert "Больше не подменяю" in (await leader.open(NIGHT_PAGE)).text
        page = await clear(leader)
        duty = await only(region.database, Duty)
        assert (duty.person_id, duty.substitute_id) == (zoya.id, None)
        await undo(leader, page)
        assert (await only(region.database, Duty)).substitute_id == someone.id

    async def test_undoing_is_not_offered_over_whoever_came_since(
        self, region: Region, leader: Browser
    ) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, 1, Half.NIGHT)
        await leader.open(NIGHT_PAGE)
        page = await clear(leader)
        await planned(region, rita, 1, Half.NIGHT)
        assert "Убрано из графика" not in (await leader.open(page.path)).text

    async def test_a_second_tap_takes_out_nobody_else(
        self, region: Region, leader: Browser
    ) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, 1, Half.NIGHT, substitute=rita)
        shown = hidden(await leader.open(NIGHT_PAGE), 'action="/duty/clear"')
        await leader.send("/duty/clear", **shown)
        page = await leader.send("/duty/clear", **shown)
        assert page.status == 200
        assert "Убрано из графика" not in page.text
        assert (await only(region.database, Duty)).person_id == rita.id

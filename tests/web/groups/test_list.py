"""The list of groups and the first page: what waits, how groups are, and nobody who is in them."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.selfhelp.care import vacancies
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.meetings import holding
from tests.support.circles import Circle, plan_of
from tests.support.factories import Region
from tests.support.statements import counted
from tests.web.browser import Browser
from tests.web.conftest import Site

TWO_WEEKS = timedelta(days=14)


async def notice(region: Region) -> None:
    async with region.database.write() as session:
        await vacancies.notice_silent(session)


class TestList:
    async def test_no_groups_yet(self, light_site: Site) -> None:
        page = await (await light_site.as_leader()).open("/groups")
        assert "Групп пока нет. Создайте первую" in page.text
        assert "пока не подтверждена" in page.text

    async def test_says_number_kind_and_health_and_nobody_who_is_in_it(
        self, leader: Browser, circle: Circle
    ) -> None:
        await circle.joined(2)
        place = circle.region.districts[0].name

        page = await leader.open("/groups")

        assert f"Когда дома подросток Подростки · {place} Вера 2 из 8 встреч ещё не было" in (
            page.text
        )
        assert "Нет чата: его добавляет ведущий в боте." in page.text
        assert "Встреч не назначено: дни встреч ведущий выбирает в боте." in page.text
        for hidden in ("Мария", "Полева", "Лесная"):
            assert hidden not in page.source

    async def test_a_held_meeting_is_evidence(self, leader: Browser, circle: Circle) -> None:
        [mother] = await circle.joined()
        first, *_ = await circle.meets()
        assert "следующая: ср, 18 марта, 19:00" in (await leader.open("/groups")).text
        circle.until(first.ends_at)
        await circle.region.act(circle.facilitator, holding.note_attendance, first.id, [mother.id])

        page = await leader.open("/groups")

        assert "прошла 1 встреча, последняя 18.03.2026" in page.text
        assert "подтверждена: встречи провела 1 группа." in page.text

    @pytest.mark.parametrize("has_second", [False, True])
    async def test_a_silent_lead_is_told_with_what_to_do(
        self, light_site: Site, circle: Circle, has_second: bool
    ) -> None:
        if has_second:
            await circle.second()
        circle.region.clock.advance(TWO_WEEKS)
        await notice(circle.region)

        page = await (await light_site.signed_in(circle.leader)).open("/groups")

        assert "Ждут вас 1 Ведущего давно не слышно Когда дома подросток" in page.text
        known = "второму ведущему предложено принять группу"
        todo = known if has_second else "спросите, всё ли хорошо, или назначьте другого"
        assert f"Ведущий молчит больше 14 дней: {todo}." in page.text
        assert ("и второй ведущий" in page.text) is has_second

    async def test_another_district_has_nothing_here(
        self, light_site: Site, circle: Circle
    ) -> None:
        await circle.region.act(circle.facilitator, leading.step_down, circle.group.id)
        elsewhere = await light_site.as_leader(district=1)
        page = await elsewhere.open("/groups")
        assert "Групп пока нет." in page.text
        assert "Ждут вас" not in page.text

    async def test_a_long_list_is_filtered_and_paged(self, leader: Browser, circle: Circle) -> None:
        region = circle.region
        await region.act(circle.facilitator, groups.pause, circle.group.id)
        assert 'id="state"' not in (await leader.open("/groups")).source
        place = region.districts[1].id
        for number in range(21):
            plan = plan_of(region, title=f"Круг {number:02}", district_id=place)
            await region.act(circle.leader, groups.found, plan, circle.facilitator.id)

        page = await leader.open("/groups")
        assert "Страница 1 из 2" in page.text
        page = await leader.open(f"/groups?state=open&district={place}&page=2")
        assert "Круг 20" in page.text
        assert f"/groups?state=open&amp;district={place}&amp;page=1" in page.source
        page = await leader.open("/groups?state=paused")
        assert "Когда дома подросток" in page.text
        assert "Круг" not in page.text
        assert "Таких групп нет." in (await leader.open("/groups?state=closed")).text
        page = await leader.open("/groups?state=x&district=x&page=7")
        assert "Страница 2 из 2" in page.text

    async def test_costs_the_same_however_many_groups_there_are(
        self, light_site: Site, circle: Circle
    ) -> None:
        region, paths = circle.region, ("/groups", "/groups/new", "/")
        await region.act(await region.member(), groups.propose, plan_of(region))
        region.clock.advance(TWO_WEEKS)
        await notice(region)
        leader = await light_site.signed_in(circle.leader)

        async def cost(path: str) -> int:
            with counted(region.database) as statements:
                assert (await leader.open(path)).status == 200
            return len(statements)

        few = [await cost(path) for path in paths]
        for _ in range(5):
            other = await Circle.of(region)
            await other.joined()
            await other.meets()
            await region.act(other.facilitator, leading.step_down, other.group.id)
            await region.act(await region.member(), groups.propose, plan_of(region))
        assert [await cost(path) for path in paths] == few


class TestProposals:
    async def test_a_leader_opens_what_a_parent_proposed(
        self, leader: Browser, circle: Circle
    ) -> None:
        parent = await circle.region.member("Ирина", "Тихая")
        plan = plan_of(circle.region, title="Чай по четвергам")
        group = await circle.region.act(parent, groups.propose, plan)
        page = await leader.open("/groups")
        assert "Ирина хочет вести группу Чай по четвергам" in page.text
        assert "8 мест" in page.text
        assert "Тихая" not in page.source

        page = await leader.send(f"/groups/{group.id}/open")

        assert "Группа открыта, её ведёт родитель, который её предложил." in page.text
        assert "Ведущий Ирина" in page.text

    async def test_not_for_now_needs_a_reason(self, leader: Browser, circle: Circle) -> None:
        parent = await circle.region.member()
        group = await circle.region.act(parent, groups.propose, plan_of(circle.region))
        page = await leader.send(f"/groups/{group.id}/decline", reason=" ")
        assert page.status == 422
        assert "Напишите причину в нескольких словах, до 300 знаков." in page.text

        page = await leader.send(f"/groups/{group.id}/decline", reason="Такая уже есть.")
        assert "Родитель прочитает причину в боте." in page.text
        assert "Ждут вас" not in page.text
        assert "Ответ: пока нет. Такая уже есть." in (await leader.open(f"/groups/{group.id}")).text

        page = await leader.send(f"/groups/{group.id}/open")
        assert page.status == 422
        assert "Кто-то успел раньше." in page.text

    async def test_whoever_became_a_specialist_meanwhile_does_not_lead(
        self, leader: Browser, circle: Circle
    ) -> None:
        parent = await circle.region.member()
        group = await circle.region.act(parent, groups.propose, plan_of(circle.region))
        await circle.region.grant(parent, Role.SPECIALIST)
        page = await leader.send(f"/groups/{group.id}/open")
        assert page.status == 422
        assert "Группу самопомощи ведёт родитель, а не специалист клуба" in page.text
        async with circle.region.database.read() as session:
            found = await session.get_one(type(group), group.id)
        assert found.state is GroupState.PROPOSED


class TestFirstPage:
    async def test_names_what_waits(self, leader: Browser, circle: Circle) -> None:
        assert (
            "Новых предложений нет, у каждой группы есть ведущий." in (await leader.open("/")).text
        )
        region = circle.region
        plan = plan_of(region, title="Чай по четвергам", online=True, district_id=None)
        await region.act(await region.member(), groups.propose, plan)
        await region.act(circle.facilitator, leading.step_down, circle.group.id)

        page = await leader.open("/")

        assert "Группы самопомощи 2 Когда дома подросток Никто не ведёт группу" in page.text
        assert "Чай по четвергам предлагает родитель онлайн, весь регион" in page.text

    async def test_a_leader_of_another_district_is_not_bothered(
        self, light_site: Site, circle: Circle
    ) -> None:
        await circle.region.act(circle.facilitator, leading.step_down, circle.group.id)
        page = await (await light_site.as_leader(district=1)).open("/")
        assert "у каждой группы есть ведущий" in page.text

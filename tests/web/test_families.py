"""The list of families, one family, names for a reason, duplicates, roles."""

from sqlalchemy import select

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.membership.people import queries as people
from community.membership.people.models import Family, FamilyState, Person
from tests.support.factories import Region, Someone
from tests.web.conftest import Site


async def family_of(region: Region, someone: Someone) -> Family:
    async with region.database.read() as session:
        person = await session.get_one(Person, someone.id)
        return await session.get_one(Family, person.family_id)


class TestTheList:
    async def test_shows_numbers_and_districts_but_no_names(self, site: Site) -> None:
        await site.region.member("Мария", "Лебедева", district=2)
        leader = await site.as_leader()
        page = await leader.open("/families")
        assert "№ 1" in page.text
        assert site.region.districts[2].name in page.text
        assert "2 семьи найдены" in page.text
        assert "Лебедева" not in page.source

    async def test_a_name_is_found_by_whole_words_and_stays_in_no_address(self, site: Site) -> None:
        await site.region.member("Мария", "Лебедева")
        await site.region.member("Пётр", "Орлов")
        leader = await site.as_leader()
        await leader.open("/families")
        page = await leader.send("/families", search="лебедева мария", state="member")
        assert page.path == "/families"
        assert "1 семья найдена" in page.text
        assert "№ 1" in page.text
        assert "№ 2" not in page.text

        page = await leader.send("/families", search="петр", state="member")
        assert "№ 2" in page.text

    async def test_a_number_filters_and_orders_have_an_address_of_their_own(
        self, site: Site
    ) -> None:
        for _ in range(3):
            await site.region.member()
        leader = await site.as_leader()
        await leader.open("/families")
        page = await leader.send("/families", search="№ 2", state="member", sort="number")
        assert page.path == "/families?search=%E2%84%96+2&sort=number"
        assert "1 семья найдена" in page.text

        page = await leader.open("/families?sort=number")
        assert page.text.index("№ 1") < page.text.index("№ 2") < page.text.index("№ 3")

    async def test_pages_are_cut_on_the_server(self, site: Site) -> None:
        async with site.region.database.write() as session:
            session.add_all(
                Family(
                    number=number,
                    district_id=site.region.districts[0].id,
                    state=FamilyState.MEMBER,
                    created_at=site.region.clock.now(),
                    verified_at=site.region.clock.now(),
                )
                for number in range(1001, 1061)
            )
            await session.commit()
        leader = await site.as_leader()
        page = await leader.open("/families?sort=number&page=2")
        assert "Страница 2 из 2" in page.text
        assert "№ 1060" in page.text
        assert "№ 1001" not in page.text
        assert "Страница 2 из 2" in (await leader.open("/families?sort=number&page=99")).text

    async def test_whatever_stands_in_the_address_a_page_is_shown(self, light_site: Site) -> None:
        leader = await light_site.as_leader()
        page = await leader.open("/families?district=x&state=zz&sort=;&page=-1&search=%25")
        assert page.status == 200

    async def test_nothing_found_says_what_to_try(self, light_site: Site) -> None:
        leader = await light_site.as_leader()
        await leader.open("/families")
        page = await leader.send("/families", search="Неизвестная")
        assert "Ничего не нашлось" in page.text

    async def test_a_district_leader_finds_only_her_own_district(self, site: Site) -> None:
        foreign = await family_of(site.region, await site.region.member("Нина", "Чужая"))
        leader = await site.as_leader(district=1)
        assert "1 семья найдена" in (await leader.open("/families")).text
        page = await leader.send("/families", search="Чужая")
        assert "Ничего не нашлось" in page.text
        assert (await leader.open(f"/families/{foreign.id}")).status == 404
        assert (await leader.open(f"/families/{foreign.id}/names")).status == 404


class TestNames:
    async def test_open_for_a_reason_without_the_number_and_the_log_keeps_it(
        self, site: Site
    ) -> None:
        mother = await site.region.member("Мария", "Лебедева")
        family = await family_of(site.region, mother)
        leader = await site.as_leader()
        card = await leader.open(f"/families/{family.id}")
        assert "Семья № 1" in card.text
        assert "Лебедева" not in card.source

        await leader.open(f"/families/{family.id}/names")
        page = await leader.send(f"/families/{family.id}/names", reason="звоню о празднике")
        assert "Мария Лебедева" in page.text
        assert "№" not in page.text
        async with site.region.database.read() as session:
            query = select(AuditEntry).where(AuditEntry.tag == "web:name:view")
            entry = (await session.scalars(query)).one()
        assert (entry.person_id, entry.reason) == (mother.id, "звоню о празднике")

    async def test_stay_closed_without_a_reason(self, site: Site) -> None:
        family = await family_of(site.region, await site.region.member("Мария", "Лебедева"))
        leader = await site.as_leader()
        await leader.open(f"/families/{family.id}/names")
        page = await leader.send(f"/families/{family.id}/names", reason="  ")
        assert page.status == 422
        assert "Напишите причину" in page.text
        assert "Лебедева" not in page.source


class TestDuplicates:
    async def test_two_numbers_become_one_family_after_a_look_at_both(self, site: Site) -> None:
        kept = await family_of(site.region, await site.region.member("Анна", "Седова"))
        await site.region.member("Андрей", "Седов")
        leader = await site.as_leader()

        page = await leader.open(f"/families/{kept.id}/merge?number=2")
        assert "Перестанет считаться Семья № 2" in page.text
        assert "Останется Семья № 1" in page.text
        page = await leader.send(f"/families/{kept.id}/merge", number="2", reason="супруги")
        assert "теперь это одна семья, № 1" in page.text
        assert "Взрослый 2" in page.text
        async with site.region.database.read() as session:
            states = list(await session.scalars(select(Family.state).order_by(Family.number)))
        assert states[:2] == [FamilyState.MEMBER, FamilyState.MERGED]

    async def test_an_unknown_own_or_mistyped_number_is_told_and_kept(self, site: Site) -> None:
        kept = await family_of(site.region, await site.region.member())
        leader = await site.as_leader()
        for number in ("404", "1"):
            page = await leader.open(f"/families/{kept.id}/merge?number={number}")
            assert page.status == 422
            assert "Эти семьи объединить нельзя" in page.text
            assert f'value="{number}"' in page.source
        assert "цифрами" in (await leader.open(f"/families/{kept.id}/merge?number=abc")).text

    async def test_the_reason_is_asked_before_anything_changes(self, site: Site) -> None:
        kept = await family_of(site.region, await site.region.member())
        await site.region.member()
        leader = await site.as_leader()
        await leader.open(f"/families/{kept.id}/merge?number=2")
        page = await leader.send(f"/families/{kept.id}/merge", number="2", reason="")
        assert page.status == 422
        assert "Семья № 2" in page.text
        assert "Напишите причину" in page.text

    async def test_a_family_of_another_district_is_as_unknown_as_none(self, site: Site) -> None:
        await site.region.member(district=0)
        leader = await site.region.holder(Role.LEADER, district=1)
        own = await family_of(site.region, leader)
        browser = await site.signed_in(leader)
        foreign = await browser.open(f"/families/{own.id}/merge?number=1")
        nothing = await browser.open(f"/families/{own.id}/merge?number=99")
        assert foreign.text.replace("1", "") == nothing.text.replace("99", "").replace("1", "")


class TestRoles:
    async def test_are_given_and_taken_back_from_the_card(self, site: Site) -> None:
        region = site.region
        mother = await region.member("Мария", "Лебедева", district=1)
        leader = await site.as_leader()
        place = region.districts[1]
        await leader.open(f"/people/{mother.id}/roles")
        page = await leader.send(
            f"/people/{mother.id}/roles",
            role="activist",
            district_id=str(place.id),
            until="2026-12-31",
        )
        assert "Роль дана" in page.text
        assert f"{place.name} · с 16.03.2026 · до 31.12.2026" in page.text
        assert "Лебедева" not in page.source

        async with region.database.read() as session:
            grant = (await people.active_grants(session, mother.id))[0]
        page = await leader.send(f"/people/{mother.id}/roles/{grant.id}/take")
        assert "Роль снята" in page.text
        assert "Особых ролей пока нет" in page.text

    async def test_a_term_in_the_past_is_refused_beside_its_field(self, site: Site) -> None:
        mother = await site.region.member()
        leader = await site.as_leader()
        await leader.open(f"/people/{mother.id}/roles")
        page = await leader.send(f"/people/{mother.id}/roles", role="activist", until="2020-01-01")
        assert page.status == 422
        assert 'aria-describedby="until-mistake"' in page.source
        assert 'value="2020-01-01"' in page.source

    async def test_a_district_leader_gives_no_role_beyond_the_district(self, site: Site) -> None:
        mother = await site.region.member(district=1)
        leader = await site.as_leader(district=1)
        page = await leader.open(f"/people/{mother.id}/roles")
        assert "администратор" not in page.text
        page = await leader.send(f"/people/{mother.id}/roles", role="leader", district_id="")
        assert page.status == 422
        assert "не можете" in page.text
        async with site.region.database.read() as session:
            assert not await people.active_grants(session, mother.id)

    async def test_the_last_administrator_stays(self, site: Site) -> None:
        admin = await site.region.holder(Role.ADMIN)
        browser = await site.signed_in(admin)
        async with site.region.database.read() as session:
            grant = (await people.active_grants(session, admin.id))[0]
        await browser.open(f"/people/{admin.id}/roles")
        page = await browser.send(f"/people/{admin.id}/roles/{grant.id}/take")
        assert page.status == 422
        assert "Это последний администратор" in page.text

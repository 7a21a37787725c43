"""Documents, districts, roles and options on the site."""

from sqlalchemy import func, select

from community.core.actor import Role
from community.core.options import load_options
from community.core.outbox.models import OutboxMessage
from community.membership.districts.models import District
from community.membership.documents import queries as documents
from tests.web.browser import Browser, Page
from tests.web.conftest import Site

NEW_RULE = "Мы не спешим судить."


async def write_rules(leader: Browser, step: str, **changes: str) -> Page:
    form = {"based_on": "1", "step": step}
    for language in ("ru", "en"):
        form |= {f"title_{language}": "Правила", f"summary_{language}": "Коротко о главном"}
        form[f"body_{language}"] = f"**{NEW_RULE}**"
    return await leader.send("/settings/documents/rules", **(form | changes))


class TestDocuments:
    async def test_a_preview_shows_the_text_as_people_read_it_and_changes_nothing(
        self, site: Site
    ) -> None:
        leader = await site.as_leader()
        page = await leader.open("/settings/documents/rules")
        assert 'name="based_on" value="1"' in page.source
        page = await write_rules(leader, "preview")
        assert f"<strong>{NEW_RULE}</strong>" in page.source
        async with site.region.database.read() as session:
            assert (await documents.document(session, "rules")).number == 1

    async def test_a_script_in_a_text_stays_words(self, light_site: Site) -> None:
        leader = await light_site.as_leader()
        await leader.open("/settings/documents/rules")
        evil = "<script>alert(1)</script> [ссылка](javascript:alert(1))"
        page = await write_rules(leader, "preview", body_ru=evil)
        assert "<script>alert" not in page.source
        assert 'href="javascript' not in page.source

    async def test_a_new_version_asks_everyone_again_only_when_ticked(self, site: Site) -> None:
        await site.region.member()
        leader = await site.as_leader()
        await leader.open("/settings/documents/rules")
        asked = select(func.count()).where(OutboxMessage.template == "documents.changed")

        page = await write_rules(leader, "publish")
        assert "Версия 2 опубликована" in page.text
        async with site.region.database.read() as session:
            assert await session.scalar(asked) == 0
        page = await write_rules(leader, "publish", based_on="2", asks_again="on")
        assert "всех спросили заново" in page.text
        async with site.region.database.read() as session:
            assert await session.scalar(asked) == 2

    async def test_what_changed_is_shown_line_by_line(self, light_site: Site) -> None:
        leader = await light_site.as_leader()
        await leader.open("/settings/documents/rules")
        await write_rules(leader, "publish")
        page = await leader.open("/settings/documents/rules/versions/2")
        assert f"добавлено: **{NEW_RULE}**" in page.text
        assert "убрано:" in page.text
        assert (await leader.open("/settings/documents/rules/versions/3")).status == 404

    async def test_a_text_too_long_for_the_messenger_is_kept_and_told(self, site: Site) -> None:
        leader = await site.as_leader()
        await leader.open("/settings/documents/rules")
        long = "я" * 3001
        page = await write_rules(leader, "publish", body_ru=long)
        assert page.status == 422
        assert "до 3000 знаков" in page.text
        assert 'aria-describedby="body_ru-mistake' in page.source
        assert long in page.source

    async def test_two_editors_at_once_the_second_loses_nothing(self, site: Site) -> None:
        leader = await site.as_leader()
        await leader.open("/settings/documents/rules")
        await write_rules(leader, "publish")
        page = await write_rules(leader, "publish", title_ru="Мой заголовок")
        assert page.status == 422
        assert "Кто-то успел раньше" in page.text
        assert "Мой заголовок" in page.source

    async def test_an_administrator_and_a_district_leader_do_not_edit_them(
        self, light_site: Site
    ) -> None:
        admin = await light_site.signed_in(await light_site.region.holder(Role.ADMIN))
        local = await light_site.as_leader(district=1)
        for browser in (admin, local):
            assert "Документы" not in (await browser.open("/settings")).text
            assert (await browser.open("/settings/documents")).status == 404
            assert (await write_rules(browser, "publish")).status == 404


class TestDistricts:
    async def test_a_district_is_corrected(self, site: Site) -> None:
        leader = await site.as_leader()
        place = site.region.districts[0]
        page = await leader.open(f"/settings/districts/{place.id}")
        assert f'value="{place.name}"' in page.source
        form = {"name": "Заречный район", "name_in": "в Заречном районе"}
        form |= {"name_of": "Заречного района", "count_year": "2025"}

        wrong = await leader.send(
            f"/settings/districts/{place.id}", **form, foster_families="минус"
        )
        assert wrong.status == 422
        assert "Целое число, ноль или больше." in wrong.text
        assert "Заречный район" in wrong.source

        page = await leader.send(f"/settings/districts/{place.id}", **form, foster_families="77")
        assert "Район сохранён" in page.text
        async with site.region.database.read() as session:
            stored = await session.get_one(District, place.id)
        assert (stored.name, stored.foster_families, stored.active) == ("Заречный район", 77, False)

    async def test_a_name_that_another_district_has_is_told(self, site: Site) -> None:
        leader = await site.as_leader()
        first, second = site.region.districts[:2]
        await leader.open(f"/settings/districts/{first.id}")
        page = await leader.send(
            f"/settings/districts/{first.id}",
            name=second.name,
            name_in="в",
            name_of="из",
            foster_families="1",
            count_year="2025",
        )
        assert page.status == 422
        assert 'aria-describedby="name-mistake' in page.source


class TestOptions:
    async def test_are_saved_within_their_bounds(self, site: Site) -> None:
        leader = await site.as_leader()
        page = await leader.open("/settings/options")
        assert 'value="24"' in page.source
        form = {
            "application_reminder_hours": "48",
            "erase_after_days": "7",
            "raid_threshold": "30",
            "raid_window_minutes": "10",
            "raid_calm_minutes": "60",
            "relay_erase_days": "45",
            "signal_wait_minutes": "15",
            "duty_nights_a_week": "2",
            "group_silent_days": "14",
            "help_offer_hours": "6",
            "help_leader_hours": "24",
            "help_answer_hours": "24",
            "help_quiet_days": "14",
            "event_offer_hours": "8",
            "event_cutoff_hours": "3",
            "event_erase_days": "30",
            "peer_wave_hours": "10",
            "digest_weekday": "2",
            "digest_hour": "12",
            "quiet_from_hour": "22",
            "quiet_to_hour": "8",
        }
        page = await leader.send("/settings/options", **(form | {"erase_after_days": "31"}))
        assert page.status == 422
        assert "Целое число в пределах 1–30." in page.text
        assert 'value="48"' in page.source

        page = await leader.send("/settings/options", **form)
        assert "Параметры сохранены" in page.text
        async with site.region.database.read() as session:
            options = await load_options(session)
        assert (options.application_reminder_hours, options.relay_erase_days) == (48, 45)
        assert (options.help_offer_hours, options.quiet_to_hour) == (6, 8)
        assert options.event_offer_hours == 8
        assert (options.digest_weekday, options.digest_hour) == (2, 12)

    async def test_a_word_instead_of_a_number_tells_the_bounds(self, light_site: Site) -> None:
        leader = await light_site.as_leader()
        await leader.open("/settings/options")
        page = await leader.send("/settings/options", application_reminder_hours="сутки")
        assert "в пределах" in page.text


class TestRoleHolders:
    async def test_stand_as_numbers_with_their_terms(self, site: Site) -> None:
        region = site.region
        activist = await region.holder(Role.ACTIVIST, district=2)
        page = await (await site.as_leader()).open("/settings/roles")
        assert f"Активист № {activist.id} {region.districts[2].name}" in page.text
        assert "бессрочно" in page.text
        assert "Вера" not in page.source

    async def test_of_another_district_are_not_shown(self, site: Site) -> None:
        await site.region.holder(Role.ACTIVIST, district=2)
        page = await (await site.as_leader(district=1)).open("/settings/roles")
        assert site.region.districts[2].name not in page.text

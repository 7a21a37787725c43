"""Specialists on the site: invited, vetted, with hours and a calendar; and their own card."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from community.consultations.booking.models import GroupConsultation
from community.consultations.requests import service as requests
from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.specialists import service as specialists
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist, Speciality
from community.core.actor import Role
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, rows
from tests.support.practice import asked, at, free, helper, specialist_row
from tests.support.practice import speciality as speciality_id
from tests.web.browser import Browser
from tests.web.conftest import Site


@pytest.fixture
async def leader(site: Site) -> Browser:
    return await site.as_leader()


async def candidate(region: Region) -> tuple[Someone, int]:
    """Invited, and has opened the link."""
    someone = await region.newcomer()
    chosen = await speciality_id(region)
    invited, code = await region.act(SYSTEM, specialists.invite, "Марта", [chosen])
    await region.act(someone, specialists.claim, code)
    return someone, invited.id


class TestList:
    async def test_an_empty_club_says_how_to_invite(self, leader: Browser) -> None:
        page = await leader.open("/specialists")
        assert "Специалистов пока нет. Пригласите первого" in page.text
        assert 'href="/specialists/new"' in page.source

    async def test_it_tells_load_next_free_time_and_documents(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region)
        await asked(region, await region.member("Мария", "Тайная"))
        await region.act(SYSTEM, specialists.activate, number, at(9, days=5).date())
        page = await leader.open("/specialists")
        assert "Ирина психолог принимает запросы 1 из 5 пн, 16 марта, 12:00 21.03.2026" in page.text
        assert "Тайная" not in page.source

    async def test_it_is_filtered_by_speciality_and_state(
        self, region: Region, leader: Browser
    ) -> None:
        _, irina = await helper(region)
        await helper(region, "lawyer", alias="Павел")
        await region.act(SYSTEM, specialists.pause, irina, at(9, days=3).date())
        page = await leader.open(f"/specialists?speciality={await speciality_id(region, 'lawyer')}")
        assert "Павел" in page.text
        assert "Ирина" not in page.text
        page = await leader.open("/specialists?state=paused")
        assert "Ирина психолог на паузе до 19 марта 2026" in page.text
        assert "Таких нет." in (await leader.open("/specialists?state=left")).text

    @pytest.mark.parametrize("query", ["state=x", "speciality=99999999999", "speciality=-1"])
    async def test_any_address_is_answered(self, leader: Browser, query: str) -> None:
        assert (await leader.open(f"/specialists?{query}")).status == 200


class TestVetting:
    async def test_from_an_invitation_to_the_first_request(
        self, site: Site, region: Region, leader: Browser
    ) -> None:
        chosen = await speciality_id(region)
        page = await leader.open("/specialists/new")
        page = await leader.send(
            "/specialists/new", alias="Марта", **{f"speciality_{chosen}": "on"}
        )
        assert "Ссылка готова" in page.text
        link = re.search(r'value="(https://t\.me/svet_club_bot\?start=spe_(\w+))"', page.source)
        assert link is not None
        invited = await only(region.database, Specialist)
        base = f"/specialists/{invited.id}"
        picture = await leader.open(f"{base}/invitation.svg")
        assert picture.response.headers["Content-Type"] == "image/svg+xml"
        assert "Документы видел(а)" not in page.text, "nobody has come yet"

        someone = await region.newcomer()
        await region.act(someone, specialists.claim, link[2])
        page = await leader.open(base)
        assert "start=spe_" not in page.source
        page = await leader.send(f"{base}/activate")
        assert page.status == 422
        assert "Сначала отметьте, что документы просмотрены" in page.text
        page = await leader.send(f"{base}/documents")
        assert "Документы о профессии 16 марта 2026 · Вера есть" in page.text
        page = await leader.send(f"{base}/interview")
        page = await leader.send(f"{base}/activate", recheck_on="2027-03-16")
        assert "принимает запросы" in page.text
        row = await specialist_row(region, invited.id)
        assert (row.state, str(row.recheck_on)) == (SpecialistState.ACTIVE, "2027-03-16")
        assert (await region.actor(someone)).has_role(Role.SPECIALIST)

    async def test_nobody_vets_themself(self, site: Site, region: Region) -> None:
        someone = await region.holder(Role.LEADER)
        chosen = await speciality_id(region)
        invited, code = await region.act(SYSTEM, specialists.invite, "Вера", [chosen])
        await region.act(someone, specialists.claim, code)
        browser = await site.signed_in(someone)
        page = await browser.open(f"/specialists/{invited.id}")
        assert "Сам себя никто не проверяет" in page.text
        assert "Документы видел(а)" not in page.text
        page = await browser.send(f"/specialists/{invited.id}/documents")
        assert page.status == 404

    async def test_a_training_needs_a_day_that_is_not_ahead(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region)
        await leader.open(f"/specialists/{number}")
        form = {"title": "Травма привязанности", "hours": "72", "held_on": "2026-04-01"}
        page = await leader.send(f"/specialists/{number}/trainings", **form)
        assert page.status == 422
        assert "Выберите день, который уже прошёл." in page.text
        page = await leader.send(
            f"/specialists/{number}/trainings", **form | {"held_on": "2026-02-01"}
        )
        assert "Травма привязанности 1 февраля 2026 · 72 часа" in page.text

    async def test_a_leader_of_a_district_looks_on(self, site: Site, region: Region) -> None:
        _, number = await candidate(region)
        local = await site.as_leader(district=1)
        page = await local.open(f"/specialists/{number}")
        assert page.status == 200
        assert "Изменить" not in page.text
        assert (await local.open(f"/specialists/{number}/profile")).status == 404
        assert (await local.open("/specialists/new")).status == 404


class TestPauseAndEnd:
    async def test_a_pause_has_a_day_and_ends(self, region: Region, leader: Browser) -> None:
        _, number = await helper(region)
        await leader.open(f"/specialists/{number}")
        page = await leader.send(f"/specialists/{number}/pause", until="2026-03-16")
        assert page.status == 422
        page = await leader.send(f"/specialists/{number}/pause", until="2026-03-23")
        assert "на паузе до 23 марта 2026" in page.text
        page = await leader.send(f"/specialists/{number}/resume")
        assert "принимает запросы" in page.text

    async def test_leaving_says_before_what_follows(self, region: Region, leader: Browser) -> None:
        _, number = await helper(region)
        parent = await region.member()
        request = await asked(region, parent)
        slot = (await free(region))[0]
        await region.act(parent, requests.book_time, request.id, slot.starts_at, Format.ONLINE)
        page = await leader.open(f"/specialists/{number}/leave")
        assert "1 открытый запрос уйдёт к другим" in page.text
        assert "Будет отменена 1 назначенная консультация." in page.text
        page = await leader.send(f"/specialists/{number}/leave")
        assert "больше не помогает" in page.text
        assert (await specialist_row(region, number)).state is SpecialistState.LEFT


class TestProfile:
    async def test_it_is_shown_as_it_stands_and_saved(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region)
        page = await leader.open(f"/specialists/{number}/profile")
        assert 'name="alias" value="Ирина"' in page.source
        chosen, place = await speciality_id(region, "lawyer"), region.districts[2]
        form = {
            "alias": "Ирина Львовна",
            "about": "Про выплаты",
            f"speciality_{chosen}": "on",
            f"district_{place.id}": "on",
            "language_ru": "on",
            "language_rsl": "on",
            "format_online": "on",
            "load_limit": "3",
            "minutes": "60",
            "buffer_minutes": "0",
        }
        page = await leader.send(f"/specialists/{number}/profile", **form)
        assert "Карточка сохранена." in page.text
        assert "Ирина Львовна" in page.text
        assert "русский жестовый" in page.text
        assert place.name in page.text
        row = await specialist_row(region, number)
        assert (row.load_limit, row.minutes, row.in_person) == (3, 60, False)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"alias": "Ира +7913"}, "Напишите имя буквами"),
            ({"minutes": "50"}, "По четверти часа, от 15 до 180"),
            ({"load_limit": "0"}, "Целое число в пределах 1–50."),
        ],
    )
    async def test_a_mistake_is_said_beside_its_field(
        self, region: Region, leader: Browser, wrong: dict[str, str], said: str
    ) -> None:
        _, number = await helper(region)
        await leader.open(f"/specialists/{number}/profile")
        form = {
            "alias": "Ирина",
            f"speciality_{await speciality_id(region)}": "on",
            "language_ru": "on",
            "format_online": "on",
            "load_limit": "5",
            "minutes": "45",
            "buffer_minutes": "15",
        }
        page = await leader.send(f"/specialists/{number}/profile", **(form | wrong))
        assert page.status == 422
        assert said in page.text


class TestHours:
    async def test_one_stretch_for_several_days_and_one_taken_away(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region, weekdays=[])
        base = f"/specialists/{number}/hours"
        page = await leader.open(base)
        assert "Часов пока нет" in page.text
        hours = {"begins": "10:00", "ends": "13:00", "format": "online"}
        page = await leader.send(f"{base}/week", **hours)
        assert "Отметьте хотя бы один день недели." in page.text
        page = await leader.send(f"{base}/week", weekday_0="on", weekday_2="on", **hours)
        assert "Понедельник 10:00–13:00 онлайн" in page.text
        assert "Среда 10:00–13:00 онлайн" in page.text
        page = await leader.send(f"{base}/week", weekday_0="on", **hours | {"begins": "12:00"})
        assert "раньше, чем закончились другие" in page.text
        assert len(await rows(region.database, WorkingHours)) == 2
        first = (await rows(region.database, WorkingHours))[0]
        await leader.send(f"{base}/week/{first.id}/drop")
        assert (await only(region.database, WorkingHours)).weekday == 2

    async def test_a_day_of_travel_leads_to_one_place(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region, travels_to=[region.districts[2].id])
        base = f"/specialists/{number}/hours"
        await leader.open(base)
        day = {"day": "2026-03-20", "begins": "11:00", "ends": "15:00"}
        page = await leader.send(f"{base}/days", **day, travel_id=str(region.districts[2].id))
        assert f"Пт, 20 марта {region.districts[2].name}" in page.text
        page = await leader.send(f"{base}/days", **day | {"begins": "15:00", "ends": "17:00"})
        assert "уже записаны часы в другом месте" in page.text
        page = await leader.open(f"/specialists/{number}/calendar")
        assert f"Пт, 20 марта выезд: {region.districts[2].name} 11:00" in page.text
        await leader.send(f"{base}/days/drop", day="2026-03-20")
        assert await rows(region.database, DayHours) == []

    async def test_time_off_for_days_or_for_hours(self, region: Region, leader: Browser) -> None:
        _, number = await helper(region)
        base = f"/specialists/{number}/hours"
        await leader.open(base)
        days = {"first_off_day": "2026-03-17", "last_off_day": "2026-03-18"}
        await leader.send(f"{base}/off", **days)
        off = await only(region.database, TimeOff)
        assert (off.begins_at, off.ends_at) == (at(0, days=1), at(0, days=3))
        page = await leader.open(f"/specialists/{number}/calendar")
        assert "Вт, 17 марта нет приёма Ср, 18 марта нет приёма Чт, 19 марта 10:00" in page.text
        await leader.send(f"{base}/off/{off.id}/back")
        assert await rows(region.database, TimeOff) == []
        page = await leader.send(f"{base}/off", **days | {"last_off_day": "2026-03-10"})
        assert page.status == 422


class TestCalendar:
    async def test_booked_times_name_nobody_and_clashes_are_marked(
        self, region: Region, leader: Browser
    ) -> None:
        _, number = await helper(region)
        parent = await region.member("Мария", "Тайная")
        request = await asked(region, parent, words="страшно спать")
        tuesday = at(10, days=1)
        await region.act(parent, requests.book_time, request.id, tuesday, Format.ONLINE)
        page = await leader.open(f"/specialists/{number}/calendar")
        assert "Вт, 17 марта 10:00–10:45 занято онлайн 11:00" in page.text
        await leader.open(f"/specialists/{number}/hours")
        monday_only = [row.id for row in await rows(region.database, WorkingHours) if row.weekday]
        for hours_id in monday_only:
            await leader.send(f"/specialists/{number}/hours/week/{hours_id}/drop")
        page = await leader.open(f"/specialists/{number}/calendar")
        assert "Назначено вне часов приёма вт, 17 марта, 10:00–10:45, онлайн" in page.text
        for word in ("Тайная", "Мария", "страшно", "/mine/"):
            assert word not in page.source

    async def test_a_group_is_planned_and_called_off(self, region: Region, leader: Browser) -> None:
        _, number = await helper(region)
        base = f"/specialists/{number}/groups"
        await leader.open(f"{base}/new")
        form = {
            "topic": "Подросток и телефон",
            "speciality": str(await speciality_id(region)),
            "day": "2026-03-17",
            "begins": "10:00",
            "ends": "11:30",
            "seats": "8",
            "format": "online",
        }
        page = await leader.send(f"{base}/new", **form | {"ends": "09:00"})
        assert page.status == 422
        page = await leader.send(f"{base}/new", **form)
        assert "10:00–11:30 группа: Подросток и телефон" in page.text
        page = await leader.send(f"{base}/new", **form)
        assert "На это время уже что-то назначено" in page.text
        group = await only(region.database, GroupConsultation)
        assert "Пока никто не записался." in (await leader.open(f"{base}/{group.id}/cancel")).text
        page = await leader.send(f"{base}/{group.id}/cancel")
        assert "Группа отменена" in page.text
        assert "Подросток" not in page.text
        assert (await leader.open(f"{base}/{group.id}/cancel")).status == 404

    @pytest.mark.parametrize("since", ["x", "9999-12-31", "0001-01-01", "2031-01-01"])
    async def test_any_day_is_answered(self, region: Region, leader: Browser, since: str) -> None:
        _, number = await helper(region)
        assert (await leader.open(f"/specialists/{number}/calendar?from={since}")).status == 200


class TestSpecialities:
    async def test_one_is_added_with_its_case_form(self, region: Region, leader: Browser) -> None:
        await leader.open("/specialists/specialities")
        names = {"skill_name": "Медиатор", "skill_name_of": "медиатора"}
        page = await leader.send("/specialists/specialities", **names, skill_name_en="Медиатор")
        assert "латиницей" in page.text
        page = await leader.send("/specialists/specialities", **names, skill_name_en="Mediator")
        assert "Медиатор помощь медиатора · mediator" in page.text
        page = await leader.send("/specialists/specialities", **names, skill_name_en="Mediator")
        assert page.status == 422
        async with region.database.read() as session:
            known = await session.scalars(select(Speciality.code))
            assert "mediator" in known.all()


class TestOwnCard:
    async def test_a_specialist_sees_the_own_card_and_nobody_elses(
        self, site: Site, region: Region
    ) -> None:
        someone, number = await helper(region)
        _, other = await helper(region, alias="Чужая")
        browser = await site.signed_in(someone)
        page = await browser.open("/specialists/me")
        assert "Ирина" in page.text
        assert f'href="/specialists/{number}/profile"' in page.source
        for path in ("/specialists", f"/specialists/{other}", f"/specialists/{other}/hours"):
            assert (await browser.open(path)).status == 404
        page = await browser.open("/")
        assert "Вас никто не ждёт." in page.text
        for address in ("/families", "/audit", "/help-requests", "/specialists", "/moderation"):
            assert f'href="{address}"' not in page.source

    async def test_hours_are_the_specialists_own_to_set(self, site: Site, region: Region) -> None:
        someone, number = await helper(region, weekdays=[])
        browser = await site.signed_in(someone)
        await browser.open(f"/specialists/{number}/hours")
        hours = {"weekday_4": "on", "begins": "16:00", "ends": "18:00"}
        page = await browser.send(f"/specialists/{number}/hours/week", **hours)
        assert "Пятница 16:00–18:00" in page.text

    async def test_the_first_page_of_a_leader_says_whom_to_vet_and_recheck(
        self, region: Region, leader: Browser
    ) -> None:
        await candidate(region)
        _, number = await helper(region)
        await region.act(SYSTEM, specialists.activate, number, at(9).date() + timedelta(days=3))
        page = await leader.open("/")
        assert "Марта ждёт проверки" in page.text
        assert "Ирина снова смотрим документы: 19 марта 2026" in page.text

"""Requests on the site: the leaders' queue without names, a specialist's own, the figures."""

import re

import pytest
from icalendar import Calendar
from sqlalchemy import select

from community.consultations.booking.groups import GroupPlan, plan_group
from community.consultations.requests import service as requests
from community.consultations.requests.deadlines import pass_on_due
from community.consultations.requests.kinds import (
    ForWhom,
    Naming,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.specialists import service as specialists
from community.consultations.specialists.kinds import Format
from community.core.actor import Role
from community.membership.people.models import Family, Person, RoleGrant
from community.membership.people.queries import active_grants
from community.membership.people.service import revoke_role
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.practice import asked, at, helper, seen
from tests.support.practice import speciality as speciality_id
from tests.web.browser import Browser
from tests.web.conftest import Site

SECRETS = ("Тайная", "Мария", "страшно", "Семья-")


async def mother(region: Region, district: int = 0) -> Someone:
    return await region.member("Мария", "Тайная", district=district)


async def number_of(region: Region, someone: Someone) -> int:
    async with region.database.read() as session:
        query = select(Family.number).join(Person, Person.family_id == Family.id)
        number = await session.scalar(query.where(Person.id == someone.id))
    assert number is not None
    return number


@pytest.fixture
async def leader(site: Site) -> Browser:
    return await site.as_leader()


class TestQueue:
    async def test_it_tells_everything_but_who_and_which_words(
        self, region: Region, leader: Browser
    ) -> None:
        await helper(region)
        fields = {"urgency": Urgency.TODAY, "for_whom": ForWhom.CHILD, "words": "страшно спать"}
        request = await asked(region, await mother(region), **fields)
        region.advance_minutes(60)
        page = await leader.open("/help-requests")
        assert f"№ {request.id} · психолог для ребёнка · онлайн или очно" in page.text
        assert "предложен, ждём ответа сегодня 60 минут Ирина до пн, 16 марта, 12:00" in page.text
        assert "все открытые 1 ждут 0 предложены 1 в работе 0" in page.text
        for path in ("/help-requests", f"/help-requests/{request.id}", "/"):
            source = (await leader.open(path)).source
            assert not any(word in source for word in SECRETS), path

    async def test_what_is_overdue_stands_first_and_is_counted(
        self, region: Region, leader: Browser
    ) -> None:
        calm = await asked(region, await mother(region), "lawyer")
        region.advance_minutes(30 * 60)
        late = await asked(region, await mother(region))
        page = await leader.open("/help-requests")
        assert page.text.index(f"№ {calm.id}") < page.text.index(f"№ {late.id}")
        assert "просрочены 1" in page.text
        page = await leader.open("/help-requests?overdue=yes")
        assert f"№ {calm.id}" in page.text
        assert f"№ {late.id}" not in page.text
        page = await leader.open("/")
        assert "Запросы о помощи 2" in page.text
        assert "срок прошёл: вт, 17 марта, 10:00" in page.text

    async def test_it_is_filtered_and_paged(self, region: Region, leader: Browser) -> None:
        for number in range(32):
            await asked(region, await mother(region, number % 2))
        page = await leader.open("/help-requests")
        assert page.text.count("· психолог") == 30
        page = await leader.open("/help-requests?page=2")
        assert page.text.count("· психолог") == 2
        here = region.districts[1].id
        page = await leader.open(f"/help-requests?district={here}&state=waiting")
        assert page.text.count("· психолог") == 16
        page = await leader.open("/help-requests?urgency=today")
        assert "Таких запросов нет." in page.text

    @pytest.mark.parametrize(
        "query", ["state=x&speciality=y", "page=0", "page=999999999", "district=99999999999"]
    )
    async def test_any_address_is_answered(self, leader: Browser, query: str) -> None:
        assert (await leader.open(f"/help-requests?{query}")).status == 200

    async def test_a_leader_of_a_district_sees_that_one(self, site: Site, region: Region) -> None:
        await region.holder(Role.LEADER)
        foreign = await asked(region, await mother(region, 2))
        own = await asked(region, await mother(region, 1))
        local = await site.as_leader(district=1)
        page = await local.open("/help-requests")
        assert f"№ {own.id}" in page.text
        assert f"№ {foreign.id}" not in page.text
        assert (await local.open(f"/help-requests/{foreign.id}")).status == 404

    async def test_an_honest_wait_stands_for_every_speciality(
        self, region: Region, leader: Browser
    ) -> None:
        someone, _ = await helper(region)
        for _ in range(3):
            request = await asked(region, await mother(region))
            region.advance_minutes(180)
            await region.act(someone, requests.accept, request.id)
        await asked(region, await mother(region), "lawyer")
        region.advance_minutes(1)
        page = await leader.open("/help-requests")
        assert "Психолог никто не ждёт · обычно берут за 3 часа" in page.text
        assert "Юрист ждёт 1 · запросов мало, срок не назвать" in page.text


class TestCard:
    async def test_the_history_says_who_was_asked_and_what_came_of_it(
        self, region: Region, leader: Browser
    ) -> None:
        irina, _ = await helper(region)
        marta, _ = await helper(region, alias="Марта")
        request = await asked(region, await mother(region), words="страшно")
        region.advance_minutes(60)
        await region.act(irina, requests.decline, request.id)
        region.advance_minutes(60)
        await region.act(marta, requests.accept, request.id)
        page = await leader.open(f"/help-requests/{request.id}")
        told = page.text.partition("Что было")[2]
        for said in ("просьба о помощи", "предложен: Ирина", "Ирина: не может"):
            assert said in told
        assert told.index("Ирина: не может") < told.index("Марта: взят в работу")
        assert not any(word in page.source for word in SECRETS)

    async def test_it_is_given_to_somebody_whatever_their_load(
        self, region: Region, leader: Browser
    ) -> None:
        await helper(region, load_limit=1)
        await asked(region, await mother(region))
        request = await asked(region, await mother(region))
        assert request.state is RequestState.WAITING
        _, marta = await helper(region, alias="Марта", load_limit=1)
        await asked(region, await mother(region))
        await asked(region, await mother(region))
        waiting = await seen(region, request)
        base = f"/help-requests/{waiting.id}"
        page = await leader.open(base)
        if waiting.state is RequestState.WAITING:
            page = await leader.send(f"{base}/look")
        page = await leader.open(base)
        assert "1 из 1" in page.text
        page = await leader.send(f"{base}/give", specialist="")
        assert page.status == 422
        page = await leader.send(f"{base}/give", specialist="999")
        assert page.status == 409
        assert "Этот специалист не может взять запрос" in page.text
        page = await leader.send(f"{base}/give", specialist=str(marta))
        assert "Чей ход Марта" in page.text

    async def test_it_is_closed_for_the_club_once(self, region: Region, leader: Browser) -> None:
        request = await asked(region, await mother(region))
        base = f"/help-requests/{request.id}"
        await leader.open(base)
        page = await leader.send(f"{base}/close", outcome="lapsed")
        assert page.status == 422
        page = await leader.send(f"{base}/close", outcome="referred")
        assert "Чем закончилось направили за пределы клуба" in page.text
        assert "закрыт: направили за пределы клуба · Вера" in page.text
        page = await leader.send(f"{base}/close", outcome="helped")
        assert page.status == 409
        assert "Этот запрос уже закрыт." in page.text
        assert (await seen(region, request)).outcome is RequestOutcome.REFERRED

    async def test_looking_again_says_when_nobody_is_free(
        self, region: Region, leader: Browser
    ) -> None:
        request = await asked(region, await mother(region))
        await leader.open(f"/help-requests/{request.id}")
        page = await leader.send(f"/help-requests/{request.id}/look")
        assert "Пока никто не свободен." in page.text


class TestOwn:
    async def test_a_specialist_reads_the_words_takes_and_closes(
        self, site: Site, region: Region
    ) -> None:
        irina, _ = await helper(region)
        parent = await mother(region)
        request = await asked(region, parent, words="страшно спать")
        browser = await site.signed_in(irina)
        page = await browser.open("/")
        assert "Вас просят взять 1 запрос" in page.text
        page = await browser.open("/help-requests/mine")
        alias = f"Семья-{await number_of(region, parent)}"
        assert f"Просят вас 1 {alias}" in page.text
        base = f"/help-requests/mine/{request.id}"
        page = await browser.open(base)
        assert "страшно спать" in page.text
        assert "Район скрыт" in page.text
        assert "Тайная" not in page.source
        page = await browser.send(f"{base}/accept")
        assert "Запрос ваш." in page.text
        taken = await seen(region, request)
        assert f'href="/talks/{taken.conversation_id}"' in page.source
        page = await browser.send(f"{base}/outcome", outcome="nonsense")
        assert page.status == 422
        page = await browser.send(f"{base}/outcome", outcome="helped")
        assert "Запрос закрыт." in page.text
        assert (await seen(region, request)).outcome is RequestOutcome.HELPED

    async def test_a_first_name_is_shown_where_it_was_agreed_to(
        self, site: Site, region: Region
    ) -> None:
        irina, _ = await helper(region)
        request = await asked(region, await mother(region), naming=Naming.FIRST_NAME)
        page = await (await site.signed_in(irina)).open(f"/help-requests/mine/{request.id}")
        assert "Мария Психолог № 1" in page.text
        assert "Тайная" not in page.source
        assert "Семья-" not in page.source

    async def test_what_has_gone_to_somebody_else_is_told_kindly(
        self, site: Site, region: Region
    ) -> None:
        irina, _ = await helper(region)
        await helper(region, alias="Марта")
        request = await asked(region, await mother(region))
        browser = await site.signed_in(irina)
        await browser.open(f"/help-requests/mine/{request.id}")
        region.advance_minutes(13 * 60)
        async with region.database.write() as session:
            await pass_on_due(session)
        page = await browser.send(f"/help-requests/mine/{request.id}/accept")
        assert page.status == 409
        assert "Запрос уже в других руках." in page.text

    async def test_what_was_never_offered_does_not_exist(self, site: Site, region: Region) -> None:
        await helper(region)
        pavel, _ = await helper(region, "lawyer", alias="Павел")
        request = await asked(region, await mother(region))
        browser = await site.signed_in(pavel)
        await browser.open("/help-requests/mine")
        assert (await browser.open(f"/help-requests/mine/{request.id}")).status == 404
        for act in ("accept", "decline", "hand-on", "outcome"):
            page = await browser.send(f"/help-requests/mine/{request.id}/{act}", outcome="helped")
            assert page.status == 404, act

    async def test_beyond_the_limit_it_is_not_taken(self, site: Site, region: Region) -> None:
        irina, number = await helper(region)
        for _ in range(2):
            request = await asked(region, await mother(region))
        profile = specialists.Profile(
            "Ирина", speciality_ids=[await speciality_id(region)], load_limit=1
        )
        await region.act(irina, specialists.describe, number, profile)
        browser = await site.signed_in(irina)
        await browser.open(f"/help-requests/mine/{request.id}")
        page = await browser.send(f"/help-requests/mine/{request.id}/accept")
        assert page.status == 409
        assert "Получится больше 1 открытых запросов." in page.text


class TestFigures:
    async def test_small_numbers_are_hidden_and_the_share_has_its_formula(
        self, region: Region, leader: Browser
    ) -> None:
        irina, _ = await helper(region, load_limit=50)
        for number in range(7):
            parent = await mother(region, number % 2)
            request = await asked(region, parent, words="страшно")
            region.advance_minutes(120)
            await region.act(irina, requests.accept, request.id)
            outcome = RequestOutcome.HELPED if number else RequestOutcome.REFERRED
            await region.act(irina, requests.close, request.id, outcome)
            await region.act(parent, requests.rate, request.id, 3)
        page = await leader.open("/help-requests/figures?days=90")
        assert "7 запросов за 90 дней" in page.text
        assert "Решено внутри клуба: 86 % Формула: запросы с итогом «помогло»" in page.text
        assert "Строка CL-R1" in page.text
        assert "Психолог 7 0 2 часа мало данных 86 % 100 %" in page.text
        assert f"{region.districts[1].name} меньше 5 0 мало данных" in page.text
        assert "Помогло 6" in page.text
        assert "Направили за пределы клуба меньше 5" in page.text
        assert not any(word in page.source for word in SECRETS)

    @pytest.mark.parametrize("days", ["", "31", "-1", "99999999999", "365"])
    async def test_any_period_is_answered(self, leader: Browser, days: str) -> None:
        page = await leader.open(f"/help-requests/figures?days={days}")
        assert "За это время запросов не было." in page.text


class TestFeed:
    async def address(self, site: Site, someone: Someone) -> str:
        browser = await site.signed_in(someone)
        await browser.open("/specialists/me")
        page = await browser.send("/specialists/me/calendar-address")
        found = re.search(r'value="http://club\.test(/calendar/[\w-]+\.ics)"', page.source)
        assert found is not None
        return found[1]

    async def test_it_holds_times_and_aliases_and_nobodys_name(
        self, site: Site, region: Region
    ) -> None:
        irina, number = await helper(region)
        families = [await mother(region) for _ in range(2)]
        for parent, naming, hour in zip(families, Naming, (10, 11), strict=True):
            request = await asked(region, parent, naming=naming, words="страшно")
            moment = at(hour, days=1)
            await region.act(parent, requests.book_time, request.id, moment, Format.ONLINE)
        chosen, hours = await speciality_id(region), (at(17, days=2), at(18, days=2))
        plan = GroupPlan(chosen, "Подростки", *hours, 8, Format.ONLINE)
        await region.act(irina, plan_group, number, plan)

        stranger = await site.browser()
        page = await stranger.open(await self.address(site, irina))

        assert page.response.headers["Content-Type"].startswith("text/calendar")
        assert page.response.headers["Cache-Control"].startswith("private")
        events = Calendar.from_ical(page.source).walk("VEVENT")
        told = {str(one["SUMMARY"]): one.decoded("DTSTART") for one in events}
        assert told == {
            f"Семья-{await number_of(region, families[0])}": at(10, days=1),
            f"Запрос-{request.id}": at(11, days=1),
            "Подростки": at(17, days=2),
        }
        assert not any(word in page.source for word in ("Тайная", "Мария", "страшно"))

    async def test_a_new_address_shuts_the_former_one(self, site: Site, region: Region) -> None:
        irina, _ = await helper(region)
        former = await self.address(site, irina)
        current = await self.address(site, irina)
        stranger = await site.browser()
        assert (await stranger.open(former)).status == 404
        assert (await stranger.open(current)).status == 200
        assert (await stranger.open("/calendar/nonsense.ics")).status == 404

    async def test_guessing_is_slowed_down(self, site: Site) -> None:
        stranger = await site.browser()
        answers = [(await stranger.open(f"/calendar/{n}.ics")).status for n in range(61)]
        assert answers[-2:] == [404, 429]


class TestScenario29:
    async def test_an_officer_who_opens_a_request_is_refused_and_the_log_says_so(
        self, site: Site, region: Region, leader: Browser
    ) -> None:
        request = await asked(region, await mother(region), words="страшно")
        officer = await region.newcomer()
        await region.grant(officer, Role.LEADER)
        browser = await site.signed_in(officer)
        async with region.database.write() as session:
            for grant in await active_grants(session, officer.id):
                await revoke_role(session, SYSTEM, grant.id)
        async with region.database.write() as session:
            session.add(
                RoleGrant(person_id=officer.id, role=Role.OFFICER, granted_at=region.clock.now())
            )
            await session.commit()
        for _ in range(3):
            page = await browser.open(f"/help-requests/{request.id}")
            assert page.status == 401
            assert "психолог" not in page.source
        page = await leader.open("/audit?about=page")
        told = f"№ {officer.id} , специалист опеки Страница сайта: отказ"
        assert page.text.count(told) == 1, "the first of three times"

    async def test_a_specialist_who_opens_the_queue_is_in_the_log_as_well(
        self, site: Site, region: Region, leader: Browser
    ) -> None:
        irina, _ = await helper(region)
        request = await asked(region, await mother(region))
        browser = await site.signed_in(irina)
        assert (await browser.open(f"/help-requests/{request.id}")).status == 404
        page = await leader.open("/audit?about=page")
        assert f"№ {irina.id}" in page.text

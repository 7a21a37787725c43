"""The roster and its forms, and how signals were answered, as leaders see them."""

from datetime import date, timedelta

import pytest

from community.core.actor import Role
from community.core.clock import DEFAULT_ZONE
from community.duty import roster
from community.duty.ending import close
from community.duty.going import take
from community.duty.kinds import Colour, Half, Outcome, SignalSource
from community.duty.models import Duty
from community.duty.service import add_words, call_for_help
from community.duty.serving import Turn
from community.membership.people.service import choose_language
from tests.support.factories import SYSTEM, Region, Someone
from tests.web.browser import Browser
from tests.web.conftest import Site
from web.view import duty_words
from web.view.environment import texts
from web.view.formats import Formats

MONDAY = date(2026, 3, 16)  # 10:00 in Tomsk, when tests begin
DAY = timedelta(days=1)
RUSSIAN = Formats("ru", DEFAULT_ZONE, texts("ru"))


async def activist(
    region: Region, given: str = "Зоя", family: str = "Лугова", *, district: int | None = None
) -> Someone:
    someone = await region.member(given, family, district=district or 0)
    await region.grant(someone, Role.ACTIVIST, district=district)
    return someone


async def planned(
    region: Region,
    someone: Someone,
    days: int = 0,
    half: Half = Half.DAY,
    *,
    district: int | None = None,
    substitute: Someone | None = None,
) -> Duty:
    place = None if district is None else region.districts[district].id
    turn = Turn(MONDAY + days * DAY, half, place)
    substitute_id = substitute.id if substitute else None
    return await region.act(SYSTEM, roster.plan, turn, someone.id, substitute_id)


@pytest.fixture
async def leader(site: Site) -> Browser:
    return await site.as_leader()


class TestRoster:
    async def test_it_says_who_is_there_now_and_what_is_missing(
        self, region: Region, leader: Browser
    ) -> None:
        zoya, rita = await activist(region), await activist(region, "Рита", "Полевая")
        await planned(region, zoya, substitute=rita)
        for days in range(7):
            if days:
                await planned(region, rita, days)
        await planned(region, zoya, 1, Half.NIGHT)

        page = await leader.open("/duty")

        assert "Сейчас дежурят: день, 8–20 Весь регион Зоя подменит Рита" in page.text
        assert "Ночью никого: пн, 16 марта; ср, 18 марта;" in page.text
        assert "Днём никого" not in page.text
        assert "Полевая" not in page.source
        assert "Пн, 16 марта Зоя : изменить, пн, 16 марта, день, 8–20 подменит Рита" in page.text
        assert "никого Назначить : пн, 16 марта, ночь, 20–8" in page.text

    async def test_an_empty_club_sees_an_empty_roster_and_a_full_one_is_calm(
        self, region: Region, leader: Browser
    ) -> None:
        page = await leader.open("/duty")
        assert "Сейчас дежурят: день, 8–20 Весь регион никого" in page.text
        assert page.text.count("Назначить") == 28
        for days in range(7):
            for half in Half:
                await planned(region, await activist(region), days, half)
        assert "Каждый день и каждую ночь кто-то дежурит." in (await leader.open("/duty")).text

    async def test_two_weeks_before_and_after_are_one_link_away(self, leader: Browser) -> None:
        page = await leader.open("/duty")
        assert "/duty?from=2026-03-30&amp;district=region" in page.source
        page = await leader.open("/duty?from=2026-03-02&district=region")
        assert "Пн, 2 марта" in page.text
        assert "Вс, 15 марта" in page.text
        assert "Назначить" not in page.text, "nothing is planned for what is over"
        page = await leader.open("/duty?from=2026-03-30&district=region")
        assert "Вс, 12 апреля" in page.text

    @pytest.mark.parametrize(
        "query",
        ["from=yesterday", "from=0001-01-01", "from=9999-12-31", "district=99999", "cleared=x"],
    )
    async def test_an_address_typed_by_chance_opens_the_usual_page(
        self, leader: Browser, query: str
    ) -> None:
        page = await leader.open(f"/duty?{query}")
        assert page.status == 200
        assert "График: весь регион" in page.text
        assert "Пн, 16 марта" in page.text

    async def test_in_the_small_hours_the_night_of_yesterday_still_runs(
        self, region: Region, leader: Browser
    ) -> None:
        region.advance_minutes(16 * 60 + 30)  # Tuesday, 2:30
        zoya = await activist(region)
        await planned(region, zoya, half=Half.NIGHT)
        page = await leader.open("/duty")
        assert "Сейчас дежурят: ночь, 20–8 Весь регион Зоя" in page.text
        assert "Пн, 16 марта — никого не было Зоя" in page.text

    async def test_a_leader_of_a_district_plans_hers_and_sees_the_regions(
        self, site: Site, region: Region
    ) -> None:
        zoya = await activist(region)
        olga = await activist(region, "Ольга", "Лесная", district=1)
        secret = await activist(region, "Ядвига", "Чужая", district=2)
        await planned(region, zoya)
        await planned(region, olga, half=Half.NIGHT, district=1)
        await planned(region, secret, district=2)
        local = await site.as_leader(district=1)
        place = region.districts[1].name

        page = await local.open("/duty")
        assert f"График: {place}" in page.text
        assert f"{place} никого Весь регион Зоя" in page.text
        assert "от региона: Зоя Назначить" in page.text
        missing = page.text.partition("Ночью никого:")[2].partition("Днём никого:")[0]
        assert "16 марта" not in missing, "Olga is there, for the district"
        assert "17 марта" in missing

        page = await local.open("/duty?district=region")
        assert "Этот график составляют лидеры региона" in page.text
        assert "Назначить" not in page.text
        assert "/duty/plan" not in page.source
        for address in (
            "/duty",
            "/duty?district=region",
            f"/duty?district={region.districts[2].id}",
        ):
            assert "Ядвига" not in (await local.open(address)).source

    async def test_whoever_looks_for_a_replacement_is_marked(
        self, region: Region, leader: Browser
    ) -> None:
        zoya = await activist(region)
        duty = await planned(region, zoya, 2)
        await region.act(zoya, roster.offer, duty.id)
        assert "ищет замену" in (await leader.open("/duty")).text

    async def test_the_page_speaks_english_as_well(self, site: Site, region: Region) -> None:
        someone = await region.holder(Role.LEADER)
        await region.act(someone, choose_language, "en")
        page = await (await site.signed_in(someone)).open("/duty")
        assert "On duty now: day, 8–20" in page.text
        assert "Mon, 16 March" in page.text


class TestSignals:
    async def test_small_counts_are_not_told_and_nobody_is_named(
        self, region: Region, leader: Browser
    ) -> None:
        zoya = await activist(region)
        for number in range(6):
            mother = await region.member("Нина", "Тихая")
            signal = await region.act(
                mother, call_for_help, Colour.RED if number else Colour.YELLOW
            )
            await region.act(mother, add_words, "мне страшно")
            region.advance_minutes(7)
            await region.act(zoya, take, signal.id)
            await region.act(zoya, close, signal.id, Outcome.HELPED)

        page = await leader.open("/duty/signals")

        assert "6 сигналов тревоги за 30 дней · ложных тревог: 0" in page.text
        assert "Красный: жизнь, насилие, ребёнок в опасности 5" in page.text
        assert "Жёлтый: хочется поговорить меньше 5" in page.text
        assert "Пока кто-то не пришёл 7 минут 7 минут 100 %" in page.text
        assert "До первых слов живого человека — — пока мало сигналов" in page.text
        assert "Помог разговор 6" in page.text
        for word in ("Нина", "Тихая", "Зоя", "страшно"):
            assert word not in page.source

    async def test_without_signals_the_page_says_what_would_stand_here(
        self, leader: Browser
    ) -> None:
        page = await leader.open("/duty/signals?days=7")
        assert "За это время сигналов не было." in page.text

    @pytest.mark.parametrize("days", ["0", "-3", "many", "99999999999"])
    async def test_any_number_of_days_is_answered(self, leader: Browser, days: str) -> None:
        assert (await leader.open(f"/duty/signals?days={days}")).status == 200


class TestNobodyIsThere:
    @pytest.mark.parametrize("path", ["/", "/duty"])
    async def test_it_is_said_until_somebody_is(
        self, region: Region, leader: Browser, path: str
    ) -> None:
        zoya, mother = await activist(region), await region.member("Анна", "Седова")
        assert "рядом никого" not in (await leader.open(path)).text
        signal = await region.act(mother, call_for_help, Colour.RED)

        page = await leader.open(path)
        assert "1 человек ждёт помощи с 16 марта" in page.text
        assert "Анна" not in page.text
        await region.act(await region.member(), call_for_help, Colour.YELLOW)
        assert "2 человека ждут помощи, первый с 16 марта" in (await leader.open(path)).text

        for one in (signal.id, signal.id + 1):
            await region.act(zoya, take, one)
        assert "рядом никого" not in (await leader.open(path)).text

    async def test_a_leader_elsewhere_does_not_see_it(self, site: Site, region: Region) -> None:
        await region.act(await region.member(district=0), call_for_help, Colour.RED)
        other = await site.as_leader(district=2)

        assert "рядом никого" not in (await other.open("/")).text


class TestFirstPage:
    async def test_an_empty_night_is_said_until_somebody_is_there(
        self, region: Region, leader: Browser
    ) -> None:
        zoya = await activist(region)
        page = await leader.open("/")
        assert "В эти ночи никто не дежурит: пн, 16 марта; вт, 17 марта" in page.text
        await planned(region, zoya, 0, Half.NIGHT)
        assert "Ночью никто не дежурит: вт, 17 марта" in (await leader.open("/")).text
        await planned(region, zoya, 1, Half.NIGHT)
        assert "никто не дежурит" not in (await leader.open("/")).text

    async def test_for_a_district_its_own_duty_is_enough(self, site: Site, region: Region) -> None:
        olga = await activist(region, "Ольга", "Лесная", district=1)
        await planned(region, olga, 0, Half.NIGHT, district=1)
        await planned(region, olga, 1, Half.NIGHT, district=1)
        local = await site.as_leader(district=1)
        assert "никто не дежурит" not in (await local.open("/")).text
        other = await site.as_leader(district=2)
        assert "никто не дежурит" in (await other.open("/")).text

    async def test_an_administrator_neither_sees_it_nor_the_menu(
        self, site: Site, region: Region
    ) -> None:
        admin = await site.signed_in(await region.holder(Role.ADMIN))
        page = await admin.open("/")
        assert "никто не дежурит" not in page.text
        assert "Дежурства" not in page.text


def test_every_code_of_duty_has_its_words() -> None:
    assert set(duty_words.HALVES) == set(Half)
    assert set(duty_words.COLOURS) == set(Colour)
    assert set(duty_words.SOURCES) == set(SignalSource)
    assert set(duty_words.OUTCOMES) == set(Outcome)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.5, "меньше минуты"),
        (1, "1 минута"),
        (43.4, "43 минуты"),
        (119, "119 минут"),
        (200, "3 часа"),
        (3000, "50 часов"),
    ],
)
def test_a_wait_is_said_as_a_person_would_say_it(minutes: float, said: str) -> None:
    assert RUSSIAN.waited(timedelta(minutes=minutes)) == said


def test_only_what_is_too_small_to_hide_in_is_not_told() -> None:
    counts = [RUSSIAN.few(count) for count in (0, 1, 4, 5, 1200)]
    assert counts == ["0", "меньше 5", "меньше 5", "5", "1\xa0200"]

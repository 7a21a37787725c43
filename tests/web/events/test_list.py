"""The list and the calendar: what is ahead, what is over, what is looked for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.events.planning import service as planning
from community.events.planning.kinds import EventKind
from community.events.planning.models import Event
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site

ZONE = ZoneInfo("Asia/Tomsk")


async def end(season: Season, event: Event) -> None:
    season.region.clock.advance(event.ends_at - season.region.clock.now() + timedelta(minutes=1))
    async with season.region.database.write() as session:
        await planning.hold_due(session)


class TestList:
    async def test_nothing_is_planned(self, organiser: Browser) -> None:
        assert "Пока ничего не запланировано." in (await organiser.open("/events")).text
        page = await organiser.open("/events?when=past")
        assert "Пока ничего не проведено." in page.text
        page = await organiser.open("/events?search=Пикник")
        assert "Ничего не нашлось." in page.text

    async def test_it_says_how_full_an_event_is(self, organiser: Browser, season: Season) -> None:
        region = season.region
        event = await season.event(capacity=5)
        await season.sign_up(await region.member(), event, adults=2, children=2)
        await season.sign_up(await region.member(), event, adults=2)
        page = await organiser.open("/events")
        assert "Пикник у озера Досуг · весь регион пн, 23 марта, 10:00–13:00" in page.text
        assert "4/5 · ждёт 1" in page.text

    async def test_filters_find_and_keep_each_other(
        self, organiser: Browser, season: Season
    ) -> None:
        place = season.region.districts[2]
        await season.event(title="Большой Сбор", kind=EventKind.FESTIVAL)
        await season.event(title="Учёба", kind=EventKind.TRAINING)
        await season.draft(title="Сбор района", districts=frozenset({place.id}))

        async def found(query: str) -> set[str]:
            text = (await organiser.open(f"/events?{query}")).text
            return {one for one in ("Большой Сбор", "Учёба", "Сбор района") if one in text}

        assert await found("search=сБоР") == {"Большой Сбор", "Сбор района"}
        assert await found("kind=festival") == {"Большой Сбор"}
        assert await found("state=draft") == {"Сбор района"}
        assert await found(f"district={place.id}") == {"Сбор района"}
        assert await found(f"district={place.id}&kind=festival") == set()
        assert await found("kind=x&state=x&district=x&page=x&when=x") == {
            "Большой Сбор",
            "Учёба",
            "Сбор района",
        }
        assert await found("search=%25") == set()

    async def test_what_is_over_moves_to_the_other_tab_once_confirmed(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        await end(season, event)
        page = await organiser.open("/events")
        assert "не отмечено, кто пришёл" in page.text.split("события")[-1]
        await organiser.send(f"/events/{event.id}/close", rest="came")
        assert "Пикник" not in (await organiser.open("/events")).text
        page = await organiser.open("/events?when=past")
        assert "пн, 23 марта 2026, 10:00–13:00" in page.text

    async def test_pages_are_turned(self, organiser: Browser, season: Season) -> None:
        for number in range(31):
            await season.draft(
                title=f"Встреча {number}", starts_at=season.at(days=1, minutes=number)
            )
        page = await organiser.open("/events?search=Встреча")
        assert "Страница 1 из 2" in page.text
        assert "search=%D0%92%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B0&amp;page=2" in page.source
        page = await organiser.open("/events?search=Встреча&page=2")
        assert "Встреча 30" in page.text
        assert (await organiser.open("/events?page=99999999999")).status == 200


class TestCalendar:
    async def test_a_month_shows_each_day_of_what_lasts(
        self, organiser: Browser, season: Season
    ) -> None:
        begins = datetime(2026, 3, 30, 18, tzinfo=ZONE)
        await season.event(
            title="Лагерь",
            capacity=20,
            starts_at=begins,
            ends_at=datetime(2026, 4, 2, 0, tzinfo=ZONE),
        )
        page = await organiser.open("/events/calendar?month=2026-03")
        assert "Март 2026" in page.text
        assert "18:00 Лагерь · 0/20" in page.text
        # A table for wide windows (with the days that fill up its last week), a list for phones.
        assert page.text.count("Лагерь") == 3 + 2
        assert 'href="/events/new?day=2026-03-30"' in page.source
        april = await organiser.open("/events/calendar?month=2026-04")
        assert april.text.count("Лагерь") == 3 + 1

    @pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12", "2026-02-30"])
    async def test_any_month_is_answered(self, organiser: Browser, month: str) -> None:
        page = await organiser.open(f"/events/calendar?month={month}")
        assert page.status == 200
        assert "Март 2026" in page.text

    @pytest.mark.parametrize("month", ["2020-01", "2099-12"])
    async def test_the_first_and_the_last_month_are_shown(
        self, organiser: Browser, month: str
    ) -> None:
        assert (await organiser.open(f"/events/calendar?month={month}")).status == 200


class TestFirstPage:
    async def test_it_tells_of_the_coming_days_and_of_what_nobody_noted(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        over = await season.event(
            title="Вчерашнее", starts_at=season.at(hours=1), ends_at=season.at(hours=2)
        )
        soon = await season.event(
            title="Скорое",
            capacity=1,
            starts_at=season.at(days=3),
            ends_at=season.at(days=3, hours=1),
        )
        await season.event(title="Далёкое", starts_at=season.at(days=9), ends_at=season.at(days=10))
        for _ in range(2):
            await season.sign_up(await region.member(), soon)
        await end(season, over)
        page = await organiser.open("/")
        assert "События 1 Вчерашнее не отмечено, кто пришёл" in page.text
        assert "Скорое чт, 19 марта, 10:00–11:00 · 1/1 · ждёт 1" in page.text
        assert "Далёкое" not in page.text

    async def test_anothers_event_is_not_ours_to_note(self, site: Site, season: Season) -> None:
        event = await season.event()
        await end(season, event)
        page = await (await site.as_leader(district=0)).open("/")
        assert "В ближайшие семь дней событий нет" in page.text

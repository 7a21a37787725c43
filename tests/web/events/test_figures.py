"""What was held, in counts: on the page and in the file."""

import csv
import io

import pytest

from community.core.actor import Role
from community.events.attending import service as attending
from community.events.attending.service import Rest
from community.events.planning.kinds import EventAim, EventKind
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site
from tests.web.events.test_guests import end

YEAR = "from=2026-01-01&to=2026-12-31"


async def season_of_three(season: Season) -> None:
    """One family at two confirmed events, and one that nobody has confirmed."""
    region = season.region
    family = await region.member()
    festival = await season.event(
        kind=EventKind.FESTIVAL,
        aims=frozenset({EventAim.BONDS, EventAim.LOYALTY}),
        districts=frozenset({region.districts[0].id}),
    )
    training = await season.event(
        kind=EventKind.TRAINING, starts_at=season.at(days=20), ends_at=season.at(days=20, hours=1)
    )
    await season.event(title="Нет")
    await season.sign_up(family, festival, adults=2, children=1)
    await season.sign_up(family, training)
    await end(season, training)
    for event in (festival, training):
        await region.act(season.organiser, attending.close, event.id, Rest.CAME)


async def test_events_people_and_distinct_families_are_counted(site: Site, season: Season) -> None:
    await season_of_three(season)
    page = await (await site.signed_in(season.organiser)).open(f"/events/figures?{YEAR}")
    for words in (
        "Проведено 3 Посещаемость подтверждена 2 Участников 4 Из них детей 1 Разных семей 1",
        "Фестиваль 1 3 1",
        "Лояльность 1 3 1",
        f"{season.region.districts[0].name} 1 3 1",
        "весь регион 2 1 1",
        "Апрель 2026 1 1 1",
        "У некоторых не отмечено, кто пришёл.",
    ):
        assert words in page.text, words
    assert page.source.count("<svg viewBox") == 2


async def test_the_file_says_the_same_and_runs_nothing(site: Site, season: Season) -> None:
    await season_of_three(season)
    async with season.region.database.write() as session:
        place = await session.get_one(
            type(season.region.districts[0]), season.region.districts[0].id
        )
        place.name = "=1+1"
        await session.commit()
    leader = await site.signed_in(season.organiser)
    response = (await leader.open(f"/events/figures.csv?{YEAR}")).response
    assert response.headers["content-type"].startswith("text/csv")
    assert 'filename="events-2026-01-01-2026-12-31.csv"' in response.headers["content-disposition"]
    assert response.text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=";"))
    assert ["Участников", "4"] in rows
    assert ["Фестиваль", "1", "3", "1"] in rows
    assert ["'=1+1", "1", "3", "1"] in rows


async def test_a_district_counts_its_own_and_the_regions_events(site: Site, season: Season) -> None:
    await season_of_three(season)
    page = await (await site.as_leader(district=1)).open(f"/events/figures?{YEAR}")
    assert "Проведено 2 Посещаемость подтверждена 1 Участников 1" in page.text
    assert season.region.districts[0].name not in page.text.split("По районам")[1]


@pytest.mark.parametrize(
    "query",
    ["", "from=x&to=y", "from=2026-12-31&to=2026-01-01", "from=0001-01-01", "to=9999-12-31"],
)
async def test_any_days_are_answered(organiser: Browser, season: Season, query: str) -> None:
    await season.event()
    for page in ("figures", "figures.csv"):
        assert (await organiser.open(f"/events/{page}?{query}")).status == 200
    assert "В эти дни ничего не проводили." in (await organiser.open("/events/figures")).text


async def test_figures_are_not_for_activists(site: Site, season: Season) -> None:
    browser = await site.signed_in(await season.region.holder(Role.ACTIVIST))
    assert (await browser.open("/events/figures.csv")).status == 404


async def test_what_a_held_event_counts_for_stands_with_what_is_asked_for(
    site: Site, season: Season
) -> None:
    await season_of_three(season)
    leader = await site.as_leader()

    page = await leader.open("/events/evidence")

    assert "CL-Q4" in page.text
    assert "0 из 4" in page.text

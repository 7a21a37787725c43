"""What machines ask: alive? how many? And what people see there."""

from datetime import timedelta

import pytest

from community.core.crypto import Keyring
from community.core.db import Database
from community.core.heartbeat import beat
from deploy.assembly import wire_facts
from deploy.judging import DetectorModelBrokenError, DistressWeightsBrokenError
from tests.support.databases import SECRET
from tests.support.factories import Region
from tests.web.conftest import Site, SiteMaker, context_of
from tests.web.test_chats import chat
from web.app import create_app


@pytest.fixture
async def broken_site(sqlite: Database, make_site: SiteMaker) -> Site:
    """The site over a database that cannot be opened."""
    nowhere = Database("sqlite:////proc/nowhere.db", Keyring([SECRET]), sqlite.clock)
    wire_facts(nowhere)
    return await make_site(Region(nowhere))


async def test_all_is_well_for_machines(site: Site) -> None:
    await chat(site.region, "Родители")
    async with site.region.database.write() as session:
        await beat(session, "raids", timedelta(minutes=1))
    page = await (await site.browser()).open("/healthz")
    assert page.status == 200
    told = page.response.json()
    assert (told["status"], told["database"]) == ("ok", True)
    assert told["chats"] == {"healthy": 1, "unhealthy": 0}
    assert [job["name"] for job in told["jobs"]] == ["raids"]
    assert told["outbox_waiting"] == 0
    assert told["version"]


async def test_people_get_a_page_that_names_what_stopped(site: Site) -> None:
    async with site.region.database.write() as session:
        await beat(session, "raids", timedelta(minutes=1), "OperationalError")
    page = await (await site.browser()).open("/healthz", Accept="text/html,*/*")
    assert "Работает, но кое-что требует внимания" in page.text
    assert "Наблюдение за наплывом заявок" in page.text
    assert "OperationalError" in page.text


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (DetectorModelBrokenError, "сообщения проверяются только по правилам."),
        (DistressWeightsBrokenError, "он слышит только знакомые фразы."),
    ],
)
async def test_what_the_detector_has_lost_is_said_in_plain_words(
    site: Site, kind: type[Exception], sentence: str
) -> None:
    error = kind.__name__
    async with site.region.database.write() as session:
        await beat(session, "lessons", timedelta(minutes=1), error)
    browser = await site.browser()
    page = await browser.open("/healthz", Accept="text/html")
    assert sentence in page.text
    assert error not in page.text
    told = (await browser.open("/healthz")).response.json()
    assert (told["status"], told["jobs"][0]["error"]) == ("degraded", error)


async def test_a_database_that_is_gone_is_said_so(broken_site: Site) -> None:
    browser = await broken_site.browser()
    page = await browser.open("/healthz")
    assert page.status == 503
    assert page.response.json()["status"] == "down"
    page = await browser.open("/healthz", Accept="text/html")
    assert "База данных не отвечает" in page.text


async def test_numbers_are_for_this_machine_or_for_the_token(light_site: Site) -> None:
    await light_site.region.member()
    far, near = await light_site.browser(), await light_site.browser("127.0.0.1")
    assert (await far.open("/metrics")).status == 404
    assert (await near.open("/metrics", **{"X-Forwarded-For": "203.0.113.9"})).status == 404

    text = (await near.open("/metrics")).source
    assert 'club_families{state="member"} 1.0' in text
    assert 'club_outbox_messages{state="pending"}' in text
    assert 'club_web_requests_total{method="GET",route="/metrics",status="404"} 2.0' in text


async def test_the_token_opens_the_numbers_from_afar(light_site: Site) -> None:
    light_site.app = create_app(context_of(light_site.region.database, metrics_token="t0ken"))
    far = await light_site.browser()
    assert (await far.open("/metrics", Authorization="Bearer wrong")).status == 404
    page = await far.open("/metrics", Authorization="Bearer t0ken")
    assert "club_database_up 1.0" in page.source


async def test_numbers_say_when_the_database_is_gone(broken_site: Site) -> None:
    near = await broken_site.browser("127.0.0.1")
    assert "club_database_up 0.0" in (await near.open("/metrics")).source


async def test_a_log_in_token_is_no_part_of_the_numbers(light_site: Site) -> None:
    await (await light_site.browser()).open("/login/secret-token")
    near = await light_site.browser("127.0.0.1")
    text = (await near.open("/metrics")).source
    assert "secret-token" not in text
    assert 'route="/login/{token}"' in text

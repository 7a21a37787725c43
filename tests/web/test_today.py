"""The first page: what waits, what needs mending, how the club grows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.core.actor import Role
from community.core.heartbeat import beat
from community.membership.leaving.service import leave
from community.membership.people.service import choose_language, mark_unreachable
from deploy.judging import DetectorModelBrokenError
from moderation.detect.verdict import Action
from moderation.incidents import appealing, deciding
from moderation.incidents.kinds import Decision, Topic
from tests.support.incidents import TEXT, Watch
from tests.support.rooms import Rooms
from tests.web.conftest import Site
from web.pages.today.routes import month_borders


@pytest.fixture
def rooms(site: Site) -> Rooms:
    return Rooms(site.region)


async def test_an_empty_club_is_calm(site: Site) -> None:
    page = await (await site.as_leader()).open("/")
    assert "Никто не ждёт" in page.text
    assert "Всё в порядке" in page.text
    assert "1 семья сейчас" in page.text


async def test_families_are_counted_by_month_with_those_who_left(site: Site) -> None:
    region = site.region
    region.clock.advance(-timedelta(days=40))
    gone = await region.member()
    await region.member()
    region.clock.advance(timedelta(days=40))
    leader = await site.as_leader()
    async with region.database.write() as session:
        await leave(session, await region.actor(gone))

    page = await leader.open("/")
    assert "2 семьи сейчас" in page.text
    assert "Март 2026 +1 −1 2" in page.text
    assert "Февраль 2026 +2 0 2" in page.text
    assert "Январь 2026 0 0 0" in page.text


async def test_a_district_leader_counts_her_own_district(site: Site) -> None:
    for _ in range(3):
        await site.region.member(district=0)
    page = await (await site.as_leader(district=1)).open("/")
    assert "1 семья сейчас" in page.text


async def test_a_job_that_stopped_is_named_in_words(site: Site) -> None:
    async with site.region.database.write() as session:
        await beat(session, "erasures", timedelta(minutes=1))
    site.region.clock.advance(timedelta(hours=2))
    page = await (await site.as_leader()).open("/")
    assert "Остановилась работа по расписанию: удаление данных вышедших" in page.text
    assert "2 часа назад" in page.text


async def test_the_most_urgent_of_the_chats_is_named_without_anybodys_words(
    site: Site, rooms: Rooms
) -> None:
    chat = await rooms.bound(district=0)
    watch = Watch(site.region, chat)
    leader = await site.as_leader()
    assert "В чатах ничто не ждёт решения." in (await leader.open("/")).text

    await watch.seen(await site.region.member())
    await watch.seen(await site.region.member(), topic=Topic.DISTRESS, action=Action.ALLOW)
    page = await leader.open("/")
    assert "2 случая ждут решения" in page.text
    assert f"Самое срочное: кому-то может быть плохо · {chat.title}" in page.text
    assert "посмотрите сейчас" in page.text
    assert TEXT not in page.source

    elsewhere = await site.as_leader(district=1)
    assert "В чатах ничто не ждёт решения." in (await elsewhere.open("/")).text


async def test_an_appeal_waits_for_everybody_but_whoever_decided(site: Site, rooms: Rooms) -> None:
    mother = await site.region.member()
    judge = await site.region.holder(Role.LEADER)
    incident = await Watch(site.region, await rooms.bound()).seen(mother)
    await site.region.act(judge, deciding.decide, incident.id, Decision.RIGHT)
    await site.region.act(mother, appealing.appeal, incident.id, "")

    assert "1 автор не согласен с решением" in (await (await site.as_leader()).open("/")).text
    page = await (await site.signed_in(judge)).open("/")
    assert "В чатах ничто не ждёт решения." in page.text


async def test_a_damaged_model_is_said_in_plain_words(site: Site) -> None:
    async with site.region.database.write() as session:
        await beat(session, "lessons", timedelta(minutes=1), DetectorModelBrokenError.__name__)
    page = await (await site.as_leader()).open("/")
    assert "Файл модели повреждён: сообщения проверяются только по правилам." in page.text
    assert "DetectorModelBrokenError" not in page.text


async def test_unreachable_people_are_districts_and_counts_only(site: Site) -> None:
    region = site.region
    for _ in range(2):
        silent = await region.member("Нина", "Тихая", district=4)
        async with region.database.write() as session:
            await mark_unreachable(session, silent.account_id)
    page = await (await site.as_leader()).open("/")
    assert f"{region.districts[4].name}: 2" in page.text
    assert "Тихая" not in page.source

    other = await (await site.as_leader(district=1)).open("/")
    assert region.districts[4].name not in other.text


async def test_an_administrator_sees_health_but_neither_families_nor_applications(
    site: Site,
) -> None:
    await site.region.applicant()
    page = await (await site.signed_in(await site.region.holder(Role.ADMIN))).open("/")
    assert "Состояние" in page.text
    assert "Ждут решения" not in page.text
    assert "ждёт решения" not in page.text
    assert "Семьи" not in page.text.replace("Клуб семей", "")


async def test_the_site_speaks_the_language_of_the_person(site: Site) -> None:
    leader = await site.region.holder(Role.LEADER)
    async with site.region.database.write() as session:
        await choose_language(session, await site.region.actor(leader), "en")
    page = await (await site.signed_in(leader)).open("/")
    assert '<html lang="en">' in page.source
    assert "Health All is well" in page.text
    assert "1 family now" in page.text


def test_months_begin_at_midnight_of_the_region() -> None:
    new_year = datetime(2026, 12, 31, 18, tzinfo=UTC)  # 1 January, 01:00 in Tomsk
    borders = month_borders(new_year, ZoneInfo("Asia/Tomsk"), 2)
    assert borders == [
        datetime(2026, 11, 30, 17, tzinfo=UTC),
        datetime(2026, 12, 31, 17, tzinfo=UTC),
        datetime(2027, 1, 31, 17, tzinfo=UTC),
    ]

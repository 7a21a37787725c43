"""The log on the site."""

from community.core.actor import Role
from community.membership.people.families import view_names
from community.membership.people.models import Person
from tests.support.circles import Circle
from tests.support.factories import Region, Someone
from tests.support.practice import asked, helper
from tests.web.conftest import Site

WHY = "звоню о празднике"


async def somebody_looked(region: Region) -> Someone:
    """A leader looked at the names of a family, and said why; the one looked at."""
    mother = await region.member("Мария", "Лебедева", district=2)
    leader = await region.holder(Role.LEADER)
    async with region.database.write() as session:
        family_id = (await session.get_one(Person, mother.id)).family_id
        assert family_id is not None
        await view_names(session, await region.actor(leader, "web"), family_id, WHY)
    return mother


async def test_an_act_is_told_in_human_words_with_numbers_for_people(site: Site) -> None:
    mother = await somebody_looked(site.region)
    leader = await site.as_leader()
    page = await leader.open("/audit?about=name")
    assert "Имя: просмотр на сайте" in page.text
    assert f"№ {mother.id} , {site.region.districts[2].name}" in page.text
    assert WHY in page.text
    assert "Лебедева" not in page.source


async def test_an_administrator_reads_that_it_was_but_not_why(site: Site) -> None:
    await somebody_looked(site.region)
    admin = await site.signed_in(await site.region.holder(Role.ADMIN))
    page = await admin.open("/audit?about=name")
    assert "Имя: просмотр" in page.text
    assert WHY not in page.source


async def test_a_district_leader_reads_only_of_her_district(site: Site) -> None:
    await somebody_looked(site.region)
    leader = await site.as_leader(district=1)
    page = await leader.open("/audit")
    assert WHY not in page.source
    assert site.region.districts[2].name not in page.text


async def test_one_person_is_followed(site: Site) -> None:
    mother = await somebody_looked(site.region)
    other = await site.region.member(district=3)
    leader = await site.as_leader()
    page = await leader.open(f"/audit?person={mother.id}")
    assert "Имя: просмотр" in page.text
    assert f"№ {other.id} " not in page.text


async def test_earlier_pages_continue_where_the_first_one_ended(site: Site) -> None:
    for _ in range(12):
        await site.region.member()
    leader = await site.as_leader()
    first = await leader.open("/audit")
    assert first.source.count("<tr>") == 51
    older = first.source.split('href="/audit?before=')[1].split('"')[0]
    second = await leader.open(f"/audit?before={older}")
    assert 0 < second.source.count("<tr>") - 1 <= 50
    assert "Раньше →" not in second.text or second.source.count("<tr>") == 51


async def test_an_empty_filter_says_so(light_site: Site) -> None:
    leader = await light_site.as_leader()
    assert "По этому отбору ничего нет" in (await leader.open("/audit?person=999")).text


async def test_who_asked_for_help_is_not_in_the_log_for_others(site: Site) -> None:
    await helper(site.region)
    mother = await site.region.member("Мария", "Лебедева")
    await asked(site.region, mother)
    leader = await site.as_leader()

    page = await leader.open("/audit?about=help_request")
    assert "сам человек" in page.text
    assert f"№ {mother.id}" not in page.text
    page = await leader.open(f"/audit?person={mother.id}")
    assert "запрос о помощи" not in page.source.lower().split("<tbody>")[-1]


async def test_who_is_in_a_self_help_group_is_not_in_the_log(site: Site) -> None:
    circle = await Circle.of(site.region)
    [mother] = await circle.joined()
    leader = await site.signed_in(circle.leader)

    page = await leader.open("/audit?about=group")
    assert "Группа самопомощи: просьба войти или вход по ссылке" in page.text
    assert "сам человек" in page.text
    assert f"№ {mother.id}" not in page.text
    page = await leader.open(f"/audit?person={mother.id}")
    assert "группа самопомощи" not in page.source.lower().split("<tbody>")[-1]

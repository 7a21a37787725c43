"""The neighbouring districts of a family, on its card.

Of the region of tests, districts 12 and 17 lie beside district 0.
"""

from community.chats.models import ChatMember, Presence
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.membership.people.models import Family, FamilyBorder, Person
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, rows
from tests.support.rooms import Rooms
from tests.web.conftest import Site


async def family_of(region: Region, someone: Someone) -> Family:
    person = await only(region.database, Person, Person.id == someone.id)
    return await only(region.database, Family, Family.id == person.family_id)


async def test_a_leader_adds_a_neighbour_and_takes_it_away_again(site: Site) -> None:
    region = site.region
    mother = await region.member("Мария", "Лебедева", district=0)
    family = await family_of(region, mother)
    beside = region.districts[12]
    leader = await site.as_leader(district=0)

    page = await leader.open(f"/families/{family.id}")
    assert "Живут на границе?" in page.text
    assert "Соседние районы" not in page.text
    page = await leader.send(f"/families/{family.id}/borders", district_id=str(beside.id))
    assert "теперь семью пустят и в чат этого района" in page.text
    assert f"Соседние районы {beside.name}" in page.text
    assert f'value="{beside.id}"' not in page.source
    assert "Лебедева" not in page.source

    rooms = Rooms(region)
    theirs = await rooms.bound(district=12)
    await rooms.note(mother, theirs, Presence.MEMBER)
    page = await leader.send(f"/families/{family.id}/borders/{beside.id}/drop")

    assert "из чата этого района семья выйдет" in page.text
    assert "Соседние районы" not in page.text
    (taken_out,) = await queued(region.database, "chats.remove")
    member = await only(region.database, ChatMember, ChatMember.id == taken_out.params["member"])
    assert (member.chat_id, member.account_id) == (theirs.id, mother.account_id)
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert [tag for tag in tags if ":border:" in tag] == ["web:border:add", "web:border:remove"]
    page = await leader.open("/audit?about=border")
    assert "соседний район" in page.text


async def test_a_district_that_does_not_fit_is_refused_beside_its_field(light_site: Site) -> None:
    region = light_site.region
    family = await family_of(region, await region.member(district=0))
    leader = await light_site.as_leader()
    await leader.open(f"/families/{family.id}")
    for number in (0, 1):
        page = await leader.send(
            f"/families/{family.id}/borders", district_id=str(region.districts[number].id)
        )
        assert page.status == 422
        assert "Выберите район, соседний с районом семьи." in page.text
        assert 'aria-describedby="district_id-mistake"' in page.source
    page = await leader.send(f"/families/{family.id}/borders", district_id="")
    assert page.status == 422
    assert await rows(region.database, FamilyBorder) == []


async def test_with_two_there_is_no_third_to_choose(light_site: Site) -> None:
    region = light_site.region
    family = await family_of(region, await region.member(district=0))
    leader = await light_site.as_leader()
    await leader.open(f"/families/{family.id}")
    for number in (12, 17):
        page = await leader.send(
            f"/families/{family.id}/borders", district_id=str(region.districts[number].id)
        )
    assert 'name="district_id"' not in page.source

    third = str(region.districts[1].id)
    page = await leader.send(f"/families/{family.id}/borders", district_id=third)

    assert page.status == 422
    assert "Соседних районов у семьи уже 2." in page.text


async def test_the_neighbours_leader_neither_sees_the_family_nor_changes_it(
    light_site: Site,
) -> None:
    region = light_site.region
    mother = await region.member(district=0)
    family = await family_of(region, mother)
    own = await light_site.as_leader(district=0)
    await own.open(f"/families/{family.id}")
    theirs = str(region.districts[12].id)
    await own.send(f"/families/{family.id}/borders", district_id=theirs)
    neighbour = await region.holder(Role.LEADER, district=12)
    browser = await light_site.signed_in(neighbour)

    assert (await browser.open(f"/families/{family.id}")).status == 404
    assert (await browser.send(f"/families/{family.id}/borders/{theirs}/drop")).status == 404
    assert len(await rows(region.database, FamilyBorder)) == 1


async def test_a_family_that_is_not_in_the_club_is_offered_none(light_site: Site) -> None:
    _, application = await light_site.region.applicant(district=0)
    leader = await light_site.as_leader()

    page = await leader.open(f"/families/{application.family_id}")

    assert "Семья пока без номера" in page.text
    assert "Живут на границе?" not in page.text

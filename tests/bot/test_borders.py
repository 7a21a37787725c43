"""🗺 A family at a border: the neighbours' chat opens by a tap and closes by another.

Of the region of tests, districts 12 and 17 lie beside district 0.
"""

import pytest

from community.membership.people.borders import add_border
from community.membership.people.models import FamilyBorder, Person
from tests.support.club import Club
from tests.support.factories import Someone
from tests.support.looking import only, rows

RYABINOVSKY, SVETLORECHENSK = "Рябиновский район", "город Светлореченск"


async def open_borders(club: Club, user_id: int) -> None:
    await club.say(user_id, "/profile")
    await club.tap(user_id, "🗺")


async def family_of(club: Club, someone: Someone) -> int:
    person = await only(club.region.database, Person, Person.id == someone.id)
    assert person.family_id is not None
    return person.family_id


@pytest.mark.both_databases
async def test_the_neighbours_chat_opens_in_the_profile_and_closes_there(club: Club) -> None:
    wife = await club.region.member("Анна", "Седова", district=0)
    mother = await club.in_messenger(wife, "Анна")
    father = await club.in_messenger(await club.region.husband_of(wife), "Андрей")
    ours = await club.chat(district=0, title="Наш чат")
    theirs = await club.chat(district=12, title="Чат Рябиновского")
    await club.knock(mother, ours)
    await club.knock(mother, theirs)
    assert "Соседний район" in await club.words(mother)
    assert not await club.inside(mother, theirs)

    await open_borders(club, mother)
    assert "Видят это: лидеры клуба." in await club.screen(mother)
    await club.tap(mother, RYABINOVSKY)
    assert "✓ Рябиновский район" in await club.buttons(mother)
    await club.tap(mother, "💬")

    assert "Чат Рябиновского" in await club.buttons(mother)
    for adult in (mother, father):
        await club.knock(adult, theirs)
        assert await club.inside(adult, theirs)
    await club.say(father, "/profile")
    assert "Соседний район: Рябиновский район" in await club.screen(father)

    await club.tap(father, "🗺")
    await club.tap(father, "✓ Рябиновский")

    assert not await club.inside(mother, theirs)
    assert not await club.inside(father, theirs)
    assert await club.inside(mother, ours)
    await club.say(mother, "/chats")
    assert "Чат Рябиновского" not in await club.buttons(mother)


async def test_two_are_enough_and_the_screen_says_so(sqlite_club: Club) -> None:
    club = sqlite_club
    mother = await club.in_messenger(await club.region.member(district=0))

    await open_borders(club, mother)
    assert await club.buttons(mother) == [RYABINOVSKY, SVETLORECHENSK, "⬅️ Назад", "🏠 Меню"]
    await club.tap(mother, RYABINOVSKY)
    await club.tap(mother, SVETLORECHENSK)

    assert "Два района уже есть" in await club.screen(mother)
    await club.tap(mother, "⬅️")
    assert f"Соседние районы: {RYABINOVSKY}, {SVETLORECHENSK}" in await club.screen(mother)


async def test_a_double_tap_adds_once_and_takes_nothing_away(sqlite_club: Club) -> None:
    club = sqlite_club
    mother = await club.in_messenger(await club.region.member(district=0))
    await open_borders(club, mother)
    screen = (await club.messenger.inbox(mother))["messages"][-1]

    for _ in range(2):
        await club.messenger.tap(mother, RYABINOVSKY, message_id=screen["id"])
    await club.settle()

    assert len(await rows(club.region.database, FamilyBorder)) == 1


async def test_a_third_one_on_an_old_screen_is_refused_with_a_word(sqlite_club: Club) -> None:
    """A spouse has chosen two in the meantime, where the region names no neighbours."""
    club, region = sqlite_club, sqlite_club.region
    someone = await region.member(district=0)
    async with region.database.write() as session:
        session.add(region.districts[0])
        region.districts[0].neighbours = []
        await session.commit()
    mother = await club.in_messenger(someone)
    await open_borders(club, mother)
    family_id = await family_of(club, someone)
    for number in (1, 2):
        await region.act(someone, add_border, family_id, region.districts[number].id)

    answer = await club.tap(mother, region.districts[3].name)

    assert "Соседних районов уже 2" in str(answer)
    assert len(await rows(region.database, FamilyBorder)) == 2


async def test_only_a_family_has_neighbours(sqlite_club: Club) -> None:
    club = sqlite_club
    stranger = await club.in_messenger(await club.region.newcomer())
    waiting = await club.in_messenger((await club.region.applicant())[0])

    for user_id in (stranger, waiting):
        await club.say(user_id, "/profile")
        assert not [label for label in await club.buttons(user_id) if label.startswith("🗺")]


@pytest.mark.parametrize(("district", "hinted"), [(12, True), (1, False)])
async def test_whoever_knocks_next_door_hears_of_the_border(
    sqlite_club: Club, district: int, *, hinted: bool
) -> None:
    club = sqlite_club
    chat = await club.chat(district=0, title="Наш чат")
    theirs = await club.in_messenger(await club.region.member(district=district))

    await club.knock(theirs, chat)

    assert "чат семей другого района" in await club.screen(theirs)
    assert ("Живёте на границе с ним?" in await club.screen(theirs)) is hinted


async def test_the_copy_of_my_data_names_the_neighbours(sqlite_club: Club) -> None:
    club = sqlite_club
    someone = await club.region.member(district=0)
    family_id = await family_of(club, someone)
    for number in (12, 17):
        await club.region.act(someone, add_border, family_id, club.region.districts[number].id)
    mother = await club.in_messenger(someone)
    await club.say(mother, "/privacy")

    await club.tap(mother, "💾")

    messages = (await club.messenger.inbox(mother))["messages"]
    readable = next(m["media"] for m in messages if m.get("media"))
    text = (await club.download(readable["file_id"])).decode("utf-8-sig")
    assert f"соседние районы: {RYABINOVSKY}, {SVETLORECHENSK}" in text

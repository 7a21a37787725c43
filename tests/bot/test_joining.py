"""Scenarios 1 and 2 over HTTP: a mother joins, her husband follows."""

from community.core.actor import Role
from community.membership.people.families import member_families
from tests.support.club import Club


async def test_a_stranger_is_led_from_the_closed_door_into_the_chat(club: Club) -> None:
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    chat = await club.chat(district=0, title="Кедровский чат")
    mother = await club.newcomer("Анна")

    await club.knock(mother, chat)
    assert "Кедровский чат" in await club.screen(mother)
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, "🤗")
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, "✅")
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, "✅")
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, "🏡")
    await club.say(mother, "Анна")
    await club.say(mother, "Седова")
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, club.region.districts[0].name)
    await club.say(mother, "Знакома с Верой")
    print(await club.screen(mother), await club.buttons(mother))
    await club.tap(mother, "📨")
    print(await club.screen(mother), await club.buttons(mother))
    print(await club.words(activist))
    await club.tap(activist, "✅")
    assert await club.inside(mother, chat)
    print(await club.words(mother))
    print(await club.words(activist))
    async with club.region.database.read() as session:
        assert await member_families(session) == 2

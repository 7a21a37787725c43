"""From the menu to a place in three taps, and what may be said afterwards."""

from tests.support.club import Club
from tests.support.visiting import Visiting


async def test_three_taps_from_the_menu_to_a_place(club: Club) -> None:
    """Principle 3."""
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=50)
    anna = visiting.anna
    await club.say(anna, "/menu")

    await club.tap(anna, "📅 События")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "Пикник")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "✅ Записаться: только я")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "➡️")
    print(await club.screen(anna), await club.buttons(anna))
    for _ in range(3):
        await club.tap(anna, "Пропустить")
        print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "✏️")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "Придут")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "➕ ребёнок")
    await club.tap(anna, "🎂")
    print(await club.screen(anna), await club.buttons(anna))
    await club.say(anna, "5")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "✅ Сохранить")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "🚫")
    print(await club.screen(anna), await club.buttons(anna))
    await club.tap(anna, "🚫")
    print(await club.screen(anna), await club.buttons(anna))
    assert 0

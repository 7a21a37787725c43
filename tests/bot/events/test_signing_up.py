"""From the menu to a place in three taps, and what may be said afterwards."""

import pytest

from community.events.signing.kinds import PartyState
from tests.support.club import Club
from tests.support.visiting import Visiting


@pytest.mark.both_databases
async def test_three_taps_from_the_menu_to_a_place(club: Club) -> None:
    """Principle 3."""
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=50)
    anna = visiting.anna
    await club.say(anna, "/menu")

    await club.tap(anna, "📅 События")
    await club.tap(anna, "Пикник у озера")
    await club.tap(anna, "✅ Записаться: только я")

    party = await visiting.party_of(anna, event)
    assert (party.state, party.adults, party.children) == (PartyState.GOING, 1, 0)
    assert "место за вами" in await club.screen(anna)
    assert (await visiting.season.fresh(event)).taken == 1


async def test_three_taps_bring_the_whole_family_as_the_last_time(club: Club) -> None:
    visiting = await Visiting.of(club)
    first = await visiting.season.event(title="Лыжи", capacity=50)
    await visiting.season.sign_up(visiting.parent, first, adults=2, children=3)
    event = await visiting.season.event(capacity=50)

    party = await visiting.signs_up(
        visiting.anna, event, "как в прошлый раз, 2 взрослых и 3 ребёнка"
    )

    assert (party.state, party.adults, party.children) == (PartyState.GOING, 2, 3)


async def test_the_list_has_a_line_for_each_and_a_mark_for_mine(club: Club) -> None:
    visiting = await Visiting.of(club)
    mine = await visiting.season.event(capacity=50)
    await visiting.season.event(title="Лыжи", starts_at=visiting.season.at(days=5))
    await visiting.season.sign_up(visiting.parent, mine, adults=2)

    await club.say(visiting.anna, "/events")

    lines = (await club.screen(visiting.anna)).splitlines()
    assert "1. сб, 21 марта, 10:00 · Лыжи · записано 0" in lines
    assert "2. ✓ пн, 23 марта, 10:00 · Пикник у озера · 2/50" in lines
    assert await club.buttons(visiting.anna) == [
        "1. Лыжи",
        "2. ✓ Пикник у озера",
        "🎟 Мои записи: 1",
        "🏠 Меню",
    ]


async def test_a_long_list_is_turned_page_by_page(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    for number in range(1, 9):
        await visiting.season.event(
            title=f"Встреча {number}",
            starts_at=visiting.season.at(days=number),
            ends_at=visiting.season.at(days=number, hours=1),
        )

    await club.say(visiting.anna, "/events")
    assert "Встреча 7" not in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "Позже")

    assert (await club.buttons(visiting.anna))[:3] == ["1. Встреча 7", "2. Встреча 8", "⬅️ Раньше"]


async def test_an_empty_list_says_what_one_can_do(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)

    await club.say(visiting.anna, "/events")

    assert "Расскажите активисту" in await club.screen(visiting.anna)


async def test_a_stranger_reads_what_opens_events(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    await visiting.season.event()
    stranger = await club.newcomer()

    await club.say(stranger, "/events")

    assert "сначала вступите" in await club.screen(stranger)
    assert "Пикник" not in await club.words(stranger)


async def test_a_family_says_who_comes_by_buttons_and_in_words(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=50)
    anna = visiting.anna
    await visiting.opens(anna, event)

    await club.tap(anna, "👨‍👩‍👧 Придём семьёй")
    await club.tap(anna, "➕ взрослый")
    assert "2 взрослых и 1 ребёнок" in await club.screen(anna)
    await club.say(anna, "2 взрослых и 3 ребёнка")
    await club.tap(anna, "🎂 Возраст детей")
    await club.tap(anna, "9")
    await club.tap(anna, "14")
    assert "9 и 14 лет" in await club.screen(anna)
    await club.say(anna, "5, 9, 14")
    assert "5, 9 и 14 лет" in await club.screen(anna)
    await club.tap(anna, "✅ Записаться: 2 взрослых и 3 ребёнка")

    party = await visiting.party_of(anna, event)
    assert (party.adults, party.children, party.ages) == (2, 3, [5, 9, 14])


async def test_a_number_typed_among_ages_is_an_age_and_not_a_button(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    anna = visiting.anna
    await visiting.opens(anna, event)
    await club.tap(anna, "👨‍👩‍👧")
    await club.tap(anna, "🎂")

    await club.say(anna, "7")
    await club.tap(anna, "✅ Записаться")

    assert (await visiting.party_of(anna, event)).ages == [7]


@pytest.mark.parametrize("words", ["сто", "18", "5, 9, 2015", "-3", "🎈", ", ,"])
async def test_odd_ages_are_asked_for_once_more(sqlite_club: Club, words: str) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    anna = visiting.anna
    await visiting.opens(anna, event)
    await club.tap(anna, "👨‍👩‍👧")
    await club.tap(anna, "🎂")

    await club.say(anna, words)

    assert "Не получилось понять" in await club.screen(anna)
    await club.say(anna, "дальше")
    await club.tap(anna, "✅ Записаться: 1 взрослый и 1 ребёнок")
    assert (await visiting.party_of(anna, event)).ages == []


async def test_a_company_of_nobody_or_of_a_busload_cannot_be_said(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    anna = visiting.anna
    await visiting.opens(anna, event)
    await club.tap(anna, "👨‍👩‍👧")

    await club.tap(anna, "➖ ребёнок")
    await club.tap(anna, "➖ взрослый")
    assert "Сейчас: 1 взрослый." in await club.screen(anna)
    await club.say(anna, "19 взрослых и 2 ребёнка")

    assert "всего не больше 20" in await club.screen(anna)
    assert "✅ Записаться: 1 взрослый" in await club.buttons(anna)


async def test_more_of_the_family_come_while_there_are_seats(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=3)
    anna = visiting.anna
    await visiting.signs_up(anna, event)
    await club.tap(anna, "✏️")
    await club.tap(anna, "Придут")
    await club.say(anna, "2 взрослых и 1 ребёнок")
    await club.tap(anna, "✅ Сохранить: 2 взрослых и 1 ребёнок")
    assert "✓ Изменено." in await club.screen(anna)

    await club.tap(anna, "✏️")
    await club.tap(anna, "Придут")
    await club.tap(anna, "➕ ребёнок")
    await club.tap(anna, "✅ Сохранить")

    assert "Прежняя запись в силе" in await club.screen(anna)
    party = await visiting.party_of(anna, event)
    assert (party.adults, party.children) == (2, 1)


async def test_the_way_out_is_confirmed_and_can_be_walked_back(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=10)
    anna = visiting.anna
    await visiting.signs_up(anna, event)

    await club.tap(anna, "🚫 Не придём")
    assert "в конец очереди" in await club.screen(anna)
    await club.tap(anna, "⬅️ Оставить")
    assert (await visiting.party_of(anna, event)).state is PartyState.GOING
    await club.tap(anna, "🚫 Не придём")
    await club.tap(anna, "🚫 Да, не придём")

    assert (await visiting.party_of(anna, event)).state is PartyState.CANCELLED
    assert "Запись снята" in await club.screen(anna)
    await club.tap(anna, "✅ Записаться: только я")
    assert [one.state for one in await visiting.parties()] == [
        PartyState.CANCELLED,
        PartyState.GOING,
    ]


async def test_husband_and_wife_see_one_place(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=10)
    husband = await club.region.husband_of(visiting.parent)
    andrey = await club.in_messenger(husband, "Андрей")
    await visiting.signs_up(visiting.anna, event)

    await club.say(andrey, "/events")
    assert "1. ✓" in await club.screen(andrey)
    await club.tap(andrey, "Пикник")
    assert not any("Записаться" in label for label in await club.buttons(andrey))
    await club.tap(andrey, "🎟 Ваша запись")
    await club.tap(andrey, "✏️")
    await club.tap(andrey, "Придут")
    await club.tap(andrey, "➕ взрослый")
    await club.tap(andrey, "✅ Сохранить")

    (party,) = await visiting.parties(event)
    assert (party.person_id, party.adults) == (visiting.parent.id, 2)


async def test_husband_taps_what_his_wife_has_just_taken(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=10)
    husband = await club.region.husband_of(visiting.parent)
    andrey = await club.in_messenger(husband, "Андрей")
    await visiting.opens(andrey, event)
    await visiting.season.sign_up(visiting.parent, event, adults=2, children=1)

    await club.tap(andrey, "✅ Записаться: только я")

    assert "Ваша семья уже записана" in await club.screen(andrey)
    assert len(await visiting.parties(event)) == 1


async def test_a_double_tap_signs_up_once(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await visiting.opens(visiting.anna, event)
    card = (await club.messenger.inbox(visiting.anna))["messages"][-1]

    for _ in range(2):
        await club.messenger.tap(visiting.anna, "только я", message_id=card["id"])
    await club.settle()

    assert len(await visiting.parties(event)) == 1
    assert "сломалось" not in (await club.words(visiting.anna)).lower()


async def test_before_it_opens_and_after_it_closes_the_card_says_so(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    season = visiting.season
    soon = await season.event(title="Лыжи", opens_at=season.at(days=1))
    event = await season.event(closes_at=season.at(days=2))

    await visiting.opens(visiting.anna, soon)
    assert "Запись откроется вт, 17 марта, 10:00" in await club.screen(visiting.anna)
    assert not any("Записаться" in one for one in await club.buttons(visiting.anna))
    await visiting.opens(visiting.anna, event)
    assert "Запись до ср, 18 марта, 10:00" in await club.screen(visiting.anna)
    club.region.advance_minutes(60 * 48)
    await club.tap(visiting.anna, "только я")

    assert "Запись закрыта. Что ещё впереди" in await club.screen(visiting.anna)
    assert not await visiting.parties(event)


@pytest.mark.both_databases
async def test_a_restart_in_the_middle_loses_nothing(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await visiting.opens(visiting.anna, event)
    await club.tap(visiting.anna, "👨‍👩‍👧")
    await club.say(visiting.anna, "2 взрослых и 2 ребёнка")

    await club.restart()
    await club.tap(visiting.anna, "✅ Записаться")

    assert (await visiting.party_of(visiting.anna, event)).seats == 4


async def test_times_are_by_the_readers_own_clock(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await club.say(visiting.anna, "/profile")
    await club.tap(visiting.anna, "🕒")
    await club.tap(visiting.anna, "Москва")

    await visiting.opens(visiting.anna, event)

    assert "пн, 23 марта, 06:00–09:00 по Москве" in await club.screen(visiting.anna)


async def test_whoever_speaks_english_reads_it_in_english(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=10)
    await club.say(visiting.anna, "/language")
    await club.tap(visiting.anna, "English")

    await visiting.opens(visiting.anna, event)
    await club.tap(visiting.anna, "✅ Sign up: only me")

    assert "You have a place." in await club.screen(visiting.anna)
    assert "Who comes: 1 adult" in await club.screen(visiting.anna)

"""`ev_CODE` from posters and chats: whoever follows it, finds a kind word and the way on."""

import pytest

from community.core.actor import Role
from community.events.planning.kinds import Guests
from tests.support.club import Club
from tests.support.visiting import Visiting


@pytest.mark.both_databases
async def test_a_link_opens_the_card(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=50)

    await visiting.opens(visiting.anna, event)

    assert "📅 Пикник у озера" in await club.screen(visiting.anna)
    assert "✅ Записаться: только я" in await club.buttons(visiting.anna)


@pytest.mark.parametrize("code", ["ev_", "ev_nothing", "ev_" + "9" * 60])
async def test_an_unknown_code_gets_a_kind_word_and_the_list(sqlite_club: Club, code: str) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    await visiting.season.event()

    await club.start(visiting.anna, code)

    assert "для вас события нет" in await club.screen(visiting.anna)
    assert "1. Пикник у озера" in await club.buttons(visiting.anna)


async def test_an_event_of_another_district_is_nothing_one_could_see(club: Club) -> None:
    visiting = await Visiting.of(club)
    foreign = frozenset({club.region.districts[3].id})
    event = await visiting.season.event(title="Тайная встреча", districts=foreign)
    draft = await visiting.season.draft(title="Тайный черновик")
    core = await visiting.season.event(title="Тайный сбор", guests=frozenset({Guests.CORE}))

    for one in (event, draft, core):
        await visiting.opens(visiting.anna, one)
        await club.tap_gone(visiting.anna, 1, f"ev:{one.id}:open")

    assert "Тайн" not in await club.words(visiting.anna)
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST))
    await visiting.opens(activist, core)
    assert "Тайный сбор" in await club.screen(activist)


async def test_a_stranger_joins_and_the_same_link_works(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    someone = await club.region.newcomer()
    stranger = await club.in_messenger(someone, "Олег")

    await visiting.opens(stranger, event)
    assert "Вас позвали на событие клуба" in await club.screen(stranger)
    assert "Пикник" not in await club.words(stranger)
    assert (await club.buttons(stranger))[0] == "🤗 Вступить в клуб"
    await club.region.applicant("Олег", "Ким", someone=someone)
    await visiting.opens(stranger, event)
    assert "скоро вас узнает" in await club.screen(stranger)


async def test_an_officer_of_guardianship_is_shown_no_event(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    someone = await club.region.newcomer()
    await club.region.grant(someone, Role.OFFICER)
    officer = await club.in_messenger(someone, "Инна")

    await visiting.opens(officer, event)
    await club.say(officer, "/events")
    await club.tap_gone(officer, 1, f"ev:{event.id}:open")

    assert "Пикник" not in await club.words(officer)


async def test_an_event_that_is_over_shows_how_it_ended(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await visiting.signs_up(visiting.anna, event)
    club.region.advance_minutes(60 * 24 * 9)

    await visiting.opens(visiting.anna, event)
    assert "Уже прошло." in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "🎟 Ваша запись")

    assert "Уже прошло." in await club.screen(visiting.anna)
    assert not any("Не придём" in label for label in await club.buttons(visiting.anna))


async def test_whoever_comes_sees_the_event_also_once_it_is_for_others(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await visiting.signs_up(visiting.anna, event)
    elsewhere = frozenset({club.region.districts[3].id})
    await visiting.season.change(event, districts=elsewhere)

    await club.tap_gone(visiting.anna, 1, f"ev:{event.id}:open")

    assert "Вы записаны: 1 взрослый" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "🎟 Ваша запись")
    await club.tap(visiting.anna, "🚫 Не придём")
    await club.tap(visiting.anna, "🚫 Да, не придём")
    assert "Запись снята" in await club.words(visiting.anna)

"""The waiting list as families meet it: honest words, an offer for all of them, a way back."""

from datetime import timedelta

import pytest

from community.events.planning.models import Event
from community.events.signing.kinds import PartyState
from community.events.signing.offering import expire_due
from community.membership.leaving.service import leave
from tests.support.club import Club
from tests.support.season import Season
from tests.support.visiting import Visiting


async def full(visiting: Visiting, capacity: int = 1) -> tuple[Event, int]:
    """An event whose seats Maria has taken."""
    event = await visiting.season.event(capacity=capacity)
    maria = await visiting.comes("Мария")
    someone = visiting.people[maria]
    await visiting.season.sign_up(someone, event, adults=capacity)
    return event, maria


async def run_out(season: Season) -> None:
    async with season.region.database.write() as session:
        while await expire_due(session):
            pass


async def state(visiting: Visiting, event: Event) -> PartyState:
    return (await visiting.party_of(visiting.anna, event)).state


@pytest.mark.both_databases
async def test_before_the_tap_and_after_it_one_reads_that_one_waits(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, _ = await full(visiting)
    oleg = await visiting.comes("Олег")
    await visiting.season.sign_up(visiting.people[oleg], event, adults=2)
    await visiting.opens(visiting.anna, event)
    assert "Места: 1/1 · ждёт 1" in await club.screen(visiting.anna)

    await club.tap(visiting.anna, "⏳ В лист ожидания: только я")

    assert await state(visiting, event) is PartyState.WAITING
    screen = await club.screen(visiting.anna)
    assert "Перед вами 1 семья." in screen
    assert "Места предлагают до пн, 23 марта, 07:00" in screen


async def test_a_family_is_told_that_it_is_never_split(club: Club) -> None:
    """Scenario 17."""
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=1)
    await visiting.opens(visiting.anna, event)
    await club.tap(visiting.anna, "👨‍👩‍👧")
    await club.say(visiting.anna, "2 взрослых и 2 ребёнка")
    assert "будете ждать всей семьёй" in await club.screen(visiting.anna)

    await club.tap(visiting.anna, "⏳ В лист ожидания: 2 взрослых и 2 ребёнка")

    assert "Свободно 1 место, а вас 4" in await club.screen(visiting.anna)
    assert (await visiting.season.fresh(event)).taken == 0


async def test_whoever_gives_back_makes_room_for_whoever_waits(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    await visiting.signs_up(visiting.anna, event, "⏳ В лист ожидания: только я")

    await visiting.opens(maria, event)
    await club.tap(maria, "🎟 Ваша запись")
    await club.tap(maria, "🚫 Не придём")
    await club.tap(maria, "🚫 Да")

    assert "Освободились места для всех вас: 1 взрослый" in await club.screen(visiting.anna)
    assert "до пн, 16 марта, 22:00" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "✅ Да, идём")
    assert await state(visiting, event) is PartyState.GOING
    assert "Вы записаны: 1 взрослый" in await club.screen(visiting.anna)


async def test_an_offer_is_answered_on_the_screen_of_the_place_too(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    party = await visiting.signs_up(visiting.anna, event, "⏳")
    await visiting.gives_back(maria, event)
    await club.settle()

    await club.say(visiting.anna, "/events")
    await club.tap(visiting.anna, "🎟 Мои записи")
    await club.tap(visiting.anna, event.title)
    assert "до пн, 16 марта, 22:00 они ваши" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "✅ Да, идём")

    assert (await visiting.season.party(party)).state is PartyState.GOING


@pytest.mark.both_databases
async def test_an_offer_that_was_declined_goes_on_at_once(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    await visiting.signs_up(visiting.anna, event, "⏳")
    oleg = await visiting.comes("Олег")
    await visiting.signs_up(oleg, event, "⏳")
    await visiting.gives_back(maria, event)
    await club.settle()

    await club.tap(visiting.anna, "🚫 Не сможем")

    assert await state(visiting, event) is PartyState.LAPSED
    assert "Места ушли другим" in await club.screen(visiting.anna)
    assert "Освободились места" in await club.screen(oleg)


async def test_an_offer_that_ran_out_is_told_with_a_way_back(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    await visiting.signs_up(visiting.anna, event, "⏳")
    await visiting.gives_back(maria, event)
    await club.settle()
    offer = (await club.messenger.inbox(visiting.anna))["messages"][-1]
    key = (await visiting.party_of(visiting.anna, event)).id

    club.region.clock.advance(timedelta(hours=12, minutes=1))
    await run_out(visiting.season)
    await club.settle()
    assert "Время на ответ вышло" in await club.screen(visiting.anna)
    assert "⏳ В лист ожидания снова" in await club.buttons(visiting.anna)
    await club.tap_gone(visiting.anna, offer["id"], f"evp:{key}:accept")
    assert await state(visiting, event) is PartyState.LAPSED
    await club.tap(visiting.anna, "📄 О событии")
    await club.tap(visiting.anna, "✅ Записаться: только я")

    assert await state(visiting, event) is PartyState.GOING


async def test_an_offer_that_is_not_true_any_more_is_not_sent(club: Club) -> None:
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    party = await visiting.signs_up(visiting.anna, event, "⏳")
    await visiting.gives_back(maria, event)
    await visiting.gives_back(visiting.anna, event)

    await club.settle()

    assert (await visiting.season.party(party)).state is PartyState.CANCELLED
    assert "Освободились" not in await club.words(visiting.anna)


async def test_a_consent_withdrawn_frees_seats_for_whoever_waits(club: Club) -> None:
    """Scenario 26."""
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    await visiting.signs_up(visiting.anna, event, "⏳")

    await club.region.act(visiting.people[maria], leave)
    await club.settle()

    assert "Освободились места" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "✅ Да, идём")
    assert await state(visiting, event) is PartyState.GOING


async def test_too_near_to_the_beginning_nobody_is_promised_anything(club: Club) -> None:
    """Scenario 18."""
    visiting = await Visiting.of(club)
    event, maria = await full(visiting)
    await visiting.signs_up(visiting.anna, event, "⏳")
    club.region.clock.advance(timedelta(days=6, hours=23, minutes=40))

    await visiting.gives_back(maria, event)
    await club.settle()

    assert await state(visiting, event) is PartyState.WAITING
    assert "Освободились" not in await club.words(visiting.anna)
    await club.say(visiting.anna, "/events")
    await club.tap(visiting.anna, "🎟 Мои записи")
    await club.tap(visiting.anna, event.title)
    assert "освободившиеся места уже не предлагают" in await club.screen(visiting.anna)

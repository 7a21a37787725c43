"""What whoever waits hears meanwhile, and what becomes of what they write."""

import pytest

from community.duty.errors import CardFull
from community.duty.gaps import without_substitute
from community.duty.going import cannot_be_reached, decline, take
from community.duty.kinds import Circle, Colour, Half, SignalSource, SignalState
from community.duty.models import Call, Signal
from community.duty.rules import CARD_LIMIT, WORDS_LIMIT
from community.duty.service import add_words, call_late, hear
from tests.integration.duty.desk import CRY, Desk
from tests.support.factories import Region, Someone
from tests.support.looking import only, recipients, rows


@pytest.fixture(autouse=True)
async def _duty(desk: Desk, leader: Someone, vera: Someone, rita: Someone) -> None:
    """Vera is on duty, Rita stands by."""
    await desk.plan(desk.turn(), vera, rita)


async def unreachable(region: Region, signal: Signal, someone: Someone) -> None:
    async with region.database.write() as session:
        await cannot_be_reached(session, signal.id, someone.id)


async def test_who_waits_hears_each_time_that_further_people_are_called(
    region: Region, desk: Desk, mother: Someone
) -> None:
    await desk.sos(mother)
    told = []
    for _ in range(6):
        await desk.wait()
        told.append(len(await recipients(region.database, "duty.calling_further")))

    assert told == [1, 2, 2, 2, 2, 2], "a reminder of the same people wakes nobody in need"
    assert set(await recipients(region.database, "duty.calling_further")) == {mother.id}


async def test_whoever_cannot_be_reached_is_not_waited_for(
    region: Region, desk: Desk, leader: Someone, vera: Someone, rita: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)

    for _ in range(2):
        await unreachable(region, signal, vera)
    assert await desk.asked() == [vera.id, rita.id]
    for one in (rita, leader):
        await unreachable(region, signal, one)

    stored = await desk.signal()
    assert (stored.state, stored.circle) == (SignalState.RAISED, Circle.LEADERS)
    missed = await rows(region.database, Call, Call.declined_at.is_not(None))
    assert [call.person_id for call in missed] == [vera.id, rita.id, leader.id]


async def test_who_could_not_be_reached_changes_nothing_once_somebody_is_there(
    region: Region, desk: Desk, vera: Someone, rita: Someone, mother: Someone
) -> None:
    signal = await desk.sos(mother)
    await region.act(vera, decline, signal.id)
    await region.act(rita, take, signal.id)

    await unreachable(region, signal, vera)

    assert (await desk.signal()).taken_by_id == rita.id
    assert await desk.asked() == [vera.id, rita.id]


async def test_despair_written_to_the_bot_is_a_signal_with_those_words(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    signal = await region.act(mother, hear, Colour.ORANGE, CRY)

    assert (signal.source, signal.colour, signal.words) == (
        SignalSource.DETECTOR,
        Colour.ORANGE,
        CRY,
    )
    assert (signal.chat_id, await desk.asked()) == (None, [vera.id])
    assert await recipients(region.database, "duty.heard") == [mother.id]


async def test_a_long_cry_leaves_room_for_what_she_writes_after_it(
    region: Region, desk: Desk, mother: Someone
) -> None:
    await region.act(mother, hear, Colour.RED, "а" * 4096)

    await region.act(mother, add_words, "Приезжайте")

    words = (await desk.signal()).words or ""
    assert words.startswith("а" * WORDS_LIMIT + "…")
    assert words.endswith("\nПриезжайте")


async def test_what_was_written_down_never_gives_way_to_what_comes_later(
    region: Region, desk: Desk, mother: Someone
) -> None:
    await desk.sos(mother)
    await region.act(mother, add_words, "Первое слово")
    while len((await desk.signal()).words or "") < CARD_LIMIT - WORDS_LIMIT:
        await region.act(mother, add_words, "я" * WORDS_LIMIT)

    with pytest.raises(CardFull):
        await region.act(mother, add_words, "ю" * WORDS_LIMIT)

    assert ((await desk.signal()).words or "").startswith("Первое слово")
    assert "ю" not in ((await desk.signal()).words or "")


async def test_sos_that_came_through_late_tells_who_waits(
    region: Region, desk: Desk, vera: Someone, mother: Someone
) -> None:
    await region.act(mother, call_late, Colour.RED)

    signal = await only(region.database, Signal)
    assert (signal.source, signal.colour) == (SignalSource.SOS, Colour.RED)
    assert await desk.asked() == [vera.id]
    assert await recipients(region.database, "duty.heard") == [mother.id]


async def test_halves_without_a_substitute_are_those_of_others_from_now_on(
    region: Region, desk: Desk, vera: Someone, rita: Someone
) -> None:
    await desk.plan(desk.turn(0, Half.NIGHT), vera)
    await desk.plan(desk.turn(1), rita)
    await desk.plan(desk.turn(1, Half.NIGHT), vera, rita)
    await desk.plan(desk.turn(2, district=0), vera)

    async with region.database.read() as session:
        found = await without_substitute(session, rita.id, 7)

    tonight = desk.turn(0, Half.NIGHT)
    assert found == [(tonight.day, tonight.half)]

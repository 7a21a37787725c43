"""Times of specialists: nobody is booked twice, whatever happens at once (scenario 12)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from community.consultations.booking import service as booking
from community.consultations.booking.errors import BusyThen, SlotTaken, TooLateToMove
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation, TakenQuarter
from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom, RequestState
from community.consultations.schedule import service as schedule
from community.consultations.specialists.kinds import Format
from community.core.actor import Role
from tests.support.factories import Region, Someone
from tests.support.looking import only, recipients
from tests.support.practice import asked, at, free, helper, seen

TUESDAY_TEN = at(10, days=1)


async def parents(region: Region, count: int) -> list[Someone]:
    return [await region.member(given=f"Анна{'ая'[number % 2]}") for number in range(count)]


async def press(region: Region, parent: Someone, request_id: int, moment=TUESDAY_TEN) -> str:
    try:
        booked = await region.act(parent, requests.book_time, request_id, moment, Format.ONLINE)
    except SlotTaken:
        return "taken"
    return f"booked {booked[0].specialist_id}"


async def counts(region: Region) -> tuple[int, int]:
    async with region.database.read() as session:
        booked = select(func.count()).select_from(Consultation)
        taken = select(func.count()).select_from(TakenQuarter)
        return await session.scalar(booked) or 0, await session.scalar(taken) or 0


async def test_of_twenty_at_once_one_has_the_time(region: Region) -> None:
    await helper(region, weekdays=[1], load_limit=50)
    await helper(region, weekdays=[2], alias="Марта", load_limit=50)
    everybody = await parents(region, 20)
    wanted = [await asked(region, one) for one in everybody]
    answers = await asyncio.gather(
        *(press(region, one, request.id) for one, request in zip(everybody, wanted, strict=True))
    )
    assert min(answers).startswith("booked")
    assert answers.count("taken") == 19
    assert await counts(region) == (1, 4)
    following = await free(region, limit=19)
    assert TUESDAY_TEN not in {slot.starts_at for slot in following}
    assert following


async def test_any_fills_one_specialist_after_the_other(region: Region) -> None:
    for alias in ("Ирина", "Марта", "Ольга"):
        await helper(region, alias=alias, weekdays=[1], load_limit=50)
    everybody = await parents(region, 20)
    wanted = [await asked(region, one) for one in everybody]
    answers = await asyncio.gather(
        *(press(region, one, request.id) for one, request in zip(everybody, wanted, strict=True))
    )
    booked = [answer for answer in answers if answer != "taken"]
    # Three have the hour, one parent each; a request that was offered to one of them may be
    # booked with another.
    assert len(booked) == len(set(booked)) == 3
    assert await counts(region) == (3, 12)


async def test_a_booked_time_is_theirs_and_the_request_is_taken(region: Region) -> None:
    _, specialist = await helper(region)
    mother = await region.member()
    request = await asked(region, mother)
    assert await press(region, mother, request.id) == f"booked {specialist}"
    after = await seen(region, request)
    assert after.state is RequestState.TAKEN
    assert after.conversation_id is not None


async def test_nobody_meets_two_at_once(region: Region) -> None:
    await helper(region)
    await helper(region, "lawyer", alias="Дмитрий")
    mother = await region.member()
    first, second = await asked(region, mother), await asked(region, mother, "lawyer")
    await press(region, mother, first.id)
    with pytest.raises(BusyThen):
        await press(region, mother, second.id)


async def test_moved_the_old_time_is_free_again(region: Region) -> None:
    await helper(region)
    mother = await region.member()
    request = await asked(region, mother)
    booked = await region.act(mother, requests.book_time, request.id, TUESDAY_TEN, Format.ONLINE)
    new = await region.act(mother, booking.move, booked[0].id, at(12, days=1))
    assert new.starts_at == at(12, days=1)
    assert TUESDAY_TEN in {slot.starts_at for slot in await free(region)}
    assert at(12, days=1) not in {slot.starts_at for slot in await free(region)}


async def test_where_the_new_time_is_taken_the_old_one_stays(region: Region) -> None:
    await helper(region)
    mother, neighbour = await region.member(), await region.member("Ольга")
    request, other = await asked(region, mother), await asked(region, neighbour)
    booked = await region.act(mother, requests.book_time, request.id, TUESDAY_TEN, Format.ONLINE)
    await press(region, neighbour, other.id, at(11, days=1))
    with pytest.raises(SlotTaken):
        await region.act(mother, booking.move, booked[0].id, at(11, days=1))
    async with region.database.read() as session:
        row = await session.get_one(Consultation, booked[0].id)
    assert row.state is ConsultationState.BOOKED
    assert row.starts_at == TUESDAY_TEN


async def test_what_has_begun_is_neither_moved_nor_cancelled(region: Region) -> None:
    await helper(region)
    mother = await region.member()
    request = await asked(region, mother)
    booked = await region.act(mother, requests.book_time, request.id, TUESDAY_TEN, Format.ONLINE)
    region.clock.advance(TUESDAY_TEN - region.clock.now() + timedelta(minutes=1))
    for step in (booking.cancel, lambda *args: booking.move(*args, at(12, days=1))):
        with pytest.raises(TooLateToMove):
            await region.act(mother, step, booked[0].id)


async def test_a_series_leaves_out_the_weeks_that_are_taken(region: Region) -> None:
    await helper(region)
    mother, neighbour = await region.member(), await region.member("Ольга")
    request, other = await asked(region, mother), await asked(region, neighbour)
    await press(region, neighbour, other.id, at(10, days=8))
    booked = await region.act(
        mother, requests.book_time, request.id, TUESDAY_TEN, Format.ONLINE, times=4
    )
    assert [one.starts_at for one in booked] == [at(10, days=1), at(10, days=15), at(10, days=22)]
    assert {one.series_id for one in booked[1:]} == {booked[0].id}


async def test_the_same_help_for_another_member_of_the_family(region: Region) -> None:
    await helper(region)
    mother = await region.member()
    await asked(region, mother)
    assert (await asked(region, mother, for_whom=ForWhom.CHILD)).id


async def test_hours_taken_away_by_a_leader_leave_bookings_and_tell_the_specialist(
    region: Region,
) -> None:
    psychologist, number = await helper(region)
    leader = await region.holder(Role.LEADER)
    mother = await region.member()
    request = await asked(region, mother)
    await region.act(mother, requests.book_time, request.id, TUESDAY_TEN, Format.ONLINE)
    for by, told in ((psychologist, 0), (leader, 1), (leader, 1)):
        await region.act(by, schedule.set_weekday, number, 1, [])
        assert await region.act(by, booking.tell_of_clashes, number) == 1
        assert len(await recipients(region.database, "consultation.clash")) == told
    assert TUESDAY_TEN not in {slot.starts_at for slot in await free(region)}
    assert (await only(region.database, Consultation)).state is ConsultationState.BOOKED

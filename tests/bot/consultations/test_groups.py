"""👥 Seats in group meetings: how many are left, taken, given back, called off."""

from datetime import timedelta

import pytest

from community.consultations.booking import groups
from community.consultations.booking.groups import GroupPlan
from community.consultations.booking.models import GroupConsultation, GroupSeat
from community.consultations.specialists.kinds import Format
from tests.support.asking import Practice
from tests.support.club import Club
from tests.support.looking import rows
from tests.support.practice import at, speciality


async def planned(practice: Practice, seats: int = 3) -> GroupConsultation:
    region = practice.club.region
    plan = GroupPlan(
        await speciality(region),
        "Подросток и границы",
        at(18, days=3),
        at(19, 30, days=3),
        seats,
        Format.ONLINE,
    )
    return await region.act(practice.specialist, groups.plan_group, practice.specialist_id, plan)


async def opened(club: Club, user_id: int) -> None:
    await club.say(user_id, "/consult")
    await club.tap(user_id, "👥 Групповые встречи")
    await club.tap(user_id, "чт, 19 марта")


@pytest.mark.both_databases
async def test_a_seat_is_seen_taken_and_given_back(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await planned(practice)
    await club.say(anna, "/consult")

    await club.tap(anna, "👥 Групповые встречи")
    labels = await practice.labels()
    assert "чт, 19 марта, 18:00: Подросток и границы (осталось 3 места)" in labels
    await club.tap(anna, "чт, 19 марта")
    await club.tap(anna, "🪑 Занять место")

    words = await club.words(anna)
    assert "Место за вами" in words
    assert "чт, 19 марта, 18:00–19:30" in words
    assert len(await rows(club.region.database, GroupSeat)) == 1
    await club.tap(anna, "✖️ Отдать место")
    assert not await rows(club.region.database, GroupSeat)


async def test_one_seat_and_two_who_want_it(club: Club) -> None:
    practice = await Practice.of(club)
    anna, boris, vera = practice.anna, await practice.comes("Борис"), await practice.comes("Вера")
    await planned(practice, seats=2)
    for one in (anna, boris, vera):
        await opened(club, one)

    for one in (anna, boris, vera):
        await club.messenger.tap(one, "🪑 Занять место")
    await club.settle()

    assert len(await rows(club.region.database, GroupSeat)) == 2
    late = [one for one in (anna, boris, vera) if "последнее место занято" in await club.words(one)]
    assert len(late) == 1


async def test_reminded_twice_and_not_after_giving_back(club: Club) -> None:
    practice = await Practice.of(club)
    anna, boris = practice.anna, await practice.comes("Борис")
    await planned(practice)
    for one in (anna, boris):
        await opened(club, one)
        await club.tap(one, "🪑 Занять место")
    await club.tap(boris, "✖️ Отдать место")

    club.region.clock.advance(timedelta(days=2, hours=8, minutes=1))
    await club.settle()
    club.region.clock.advance(timedelta(hours=22))
    await club.settle()

    assert (await club.words(anna)).count("Напоминаю") == 2
    assert "Напоминаю" not in await club.words(boris)


async def test_called_off_everybody_with_a_seat_is_told(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    group = await planned(practice)
    await opened(club, anna)
    await club.tap(anna, "🪑 Занять место")

    await club.region.act(practice.specialist, groups.cancel_group, group.id)
    await club.settle()
    assert "встреча отменена" in await club.screen(anna)
    club.region.clock.advance(timedelta(days=5))
    await club.settle()

    assert "Напоминаю" not in await club.words(anna)


async def test_one_that_has_begun_meanwhile_answers_kindly(club: Club) -> None:
    practice = await Practice.of(club)
    await planned(practice)
    await opened(club, practice.anna)
    club.region.clock.advance(timedelta(days=4))

    await club.tap(practice.anna, "🪑 Занять место")

    assert not await rows(club.region.database, GroupSeat)

"""Seats that became free: offered in order, for a time, never too late (scenario 18)."""

import asyncio
from datetime import timedelta

import pytest

from community.events.planning.models import Event
from community.events.signing import offering, queries
from community.events.signing import service as signing
from community.events.signing.errors import NotEnoughSeats, OfferRanOut, RegistrationClosed
from community.events.signing.kinds import NoOffer, PartyState
from community.events.signing.models import EventParty
from community.events.signing.rules import Company
from tests.support.factories import Region, Someone
from tests.support.looking import queued, race, recipients, rows
from tests.support.season import Season


class Line:
    """An event with as many seats as its first guests take, and families that wait."""

    def __init__(self, season: Season, event: Event) -> None:
        self.season, self.event = season, event
        self.going: list[tuple[Someone, EventParty]] = []
        self.waiting: list[tuple[Someone, EventParty]] = []

    @classmethod
    async def of(cls, region: Region, going: list[int], waiting: list[int]) -> "Line":
        season = await Season.of(region)
        line = cls(season, await season.event(capacity=sum(going)))
        for seats in going:
            line.going.append(await line.arrive(seats))
        for seats in waiting:
            line.waiting.append(await line.arrive(seats))
        return line

    async def arrive(self, seats: int) -> tuple[Someone, EventParty]:
        someone = await self.season.region.member()
        return someone, await self.season.sign_up(someone, self.event, adults=seats)

    async def leaves(self, number: int) -> None:
        someone, party = self.going[number]
        await self.season.region.act(someone, signing.withdraw, party.id)

    async def states(self) -> list[PartyState]:
        return [(await self.season.party(party)).state for _, party in self.waiting]

    async def expire(self) -> None:
        async with self.season.region.database.write() as session:
            while await offering.expire_due(session):
                pass


OFFERED, WAITING, LAPSED = PartyState.OFFERED, PartyState.WAITING, PartyState.LAPSED


async def test_the_first_who_fits_as_a_whole_is_offered_the_seats(region: Region) -> None:
    line = await Line.of(region, [2, 1], waiting=[4, 2, 1])

    await line.leaves(0)

    assert await line.states() == [WAITING, OFFERED, WAITING]
    assert await recipients(region.database, "event.offer") == [line.waiting[1][0].id]
    assert (await line.season.fresh(line.event)).taken == 3


async def test_an_offer_is_accepted_once_and_the_seats_stay_taken(region: Region) -> None:
    line = await Line.of(region, [2], waiting=[2])
    await line.leaves(0)
    someone, party = line.waiting[0]

    for _ in range(2):
        accepted = await region.act(someone, offering.accept, party.id)
        assert accepted.state is PartyState.GOING
    assert (await line.season.fresh(line.event)).taken == 2


async def test_an_offer_that_nobody_answers_goes_on_to_the_next(region: Region) -> None:
    line = await Line.of(region, [2], waiting=[2, 2])
    await line.leaves(0)

    region.clock.advance(timedelta(hours=12))
    await line.expire()

    assert await line.states() == [LAPSED, OFFERED]
    someone, party = line.waiting[0]
    assert await recipients(region.database, "event.offer_lapsed") == [someone.id]
    with pytest.raises(OfferRanOut):
        await region.act(someone, offering.accept, party.id)


async def test_who_declined_is_not_offered_again_and_may_stand_at_the_end(
    region: Region,
) -> None:
    line = await Line.of(region, [1], waiting=[1, 1])
    await line.leaves(0)
    someone, party = line.waiting[0]

    await region.act(someone, offering.decline, party.id)
    again = await line.season.sign_up(someone, line.event)

    assert await line.states() == [LAPSED, OFFERED]
    assert again.state is WAITING
    assert again.id != party.id


async def test_who_cancels_stands_at_the_end_and_is_not_offered_their_own_seat(
    region: Region,
) -> None:
    line = await Line.of(region, [1], waiting=[1, 1])
    someone = line.going[0][0]

    await line.leaves(0)
    again = await line.season.sign_up(someone, line.event)

    assert again.state is WAITING
    assert (await region.look(someone, queries.own, again.id)).ahead == 1
    assert await line.states() == [OFFERED, WAITING]


async def test_nobody_is_offered_a_seat_twenty_minutes_before_it_begins(region: Region) -> None:
    line = await Line.of(region, [2], waiting=[2, 1])
    region.clock.advance(timedelta(days=7) - timedelta(minutes=20))

    await line.leaves(0)

    assert await line.states() == [WAITING, WAITING]
    assert await recipients(region.database, "event.offer") == []
    waiting = await region.look(line.season.organiser, queries.waiting_list, line.event.id)
    assert [one.reason for one in waiting] == [NoOffer.TOO_LATE, NoOffer.TOO_LATE]


async def test_an_offer_never_outlasts_the_cut_off(region: Region) -> None:
    line = await Line.of(region, [1], waiting=[1])
    region.clock.advance(timedelta(days=7) - timedelta(hours=5))

    await line.leaves(0)

    offered = await line.season.party(line.waiting[0][1])
    assert offered.offer_until == line.event.starts_at - timedelta(hours=3)


async def test_an_offer_of_the_night_is_told_and_counted_from_the_morning(
    region: Region,
) -> None:
    line = await Line.of(region, [1], waiting=[1])
    region.clock.advance(timedelta(hours=13))  # eleven at night

    await line.leaves(0)

    morning = region.clock.now() + timedelta(hours=9)
    assert (await line.season.party(line.waiting[0][1])).offer_until == morning + timedelta(
        hours=12
    )


async def test_an_offer_does_not_run_out_while_people_sleep(region: Region) -> None:
    line = await Line.of(region, [1], waiting=[1])
    region.clock.advance(timedelta(hours=7))  # five in the afternoon; twelve hours later is five

    await line.leaves(0)

    ten_in_the_morning = region.clock.now() + timedelta(hours=17)
    assert (await line.season.party(line.waiting[0][1])).offer_until == ten_in_the_morning


async def test_on_the_eve_of_a_morning_event_whoever_waits_is_told_at_once(
    region: Region,
) -> None:
    line = await Line.of(region, [1], waiting=[1])  # it begins at ten in the morning
    region.clock.advance(timedelta(days=7) - timedelta(hours=11))

    await line.leaves(0)

    (letter,) = await queued(region.database, "event.offer")
    assert letter.due_at == region.clock.now()


async def test_the_organiser_reads_why_nobody_is_offered_anything(region: Region) -> None:
    line = await Line.of(region, [3, 1], waiting=[5, 2])
    await line.leaves(1)

    waiting = await region.look(line.season.organiser, queries.waiting_list, line.event.id)

    assert [one.reason for one in waiting] == [NoOffer.TOO_FEW_SEATS, NoOffer.TOO_FEW_SEATS]


async def test_a_full_event_says_so(region: Region) -> None:
    line = await Line.of(region, [1], waiting=[1])
    waiting = await region.look(line.season.organiser, queries.waiting_list, line.event.id)
    assert [one.reason for one in waiting] == [NoOffer.NO_SEATS]


async def test_more_seats_are_offered_down_the_line(region: Region) -> None:
    line = await Line.of(region, [2], waiting=[2, 2, 1])

    await line.season.change(line.event, capacity=5)

    assert await line.states() == [OFFERED, WAITING, OFFERED]


async def test_fewer_seats_than_are_taken_throw_nobody_out(region: Region) -> None:
    line = await Line.of(region, [3, 2], waiting=[1])

    lowered = await line.season.change(line.event, capacity=3)
    assert (lowered.taken, lowered.ceiling, lowered.left) == (5, 5, 0)
    await line.leaves(1)  # five seats become three: still full

    assert await line.states() == [WAITING]
    after = await line.season.fresh(line.event)
    assert (after.taken, after.ceiling) == (3, 3)


async def test_one_more_of_the_family_than_there_are_seats(region: Region) -> None:
    line = await Line.of(region, [2, 1], waiting=[])
    someone, party = line.going[0]

    with pytest.raises(NotEnoughSeats) as refused:
        await region.act(someone, signing.change_company, party.id, Company(3))

    assert refused.value.fields == {"left": 0}
    assert (await line.season.party(party)).seats == 2


async def test_who_comes_with_fewer_gives_seats_to_others(region: Region) -> None:
    line = await Line.of(region, [3], waiting=[1])
    someone, party = line.going[0]

    await region.act(someone, signing.change_company, party.id, Company(1, 1, (7,)))

    assert await line.states() == [OFFERED]


async def test_two_withdraw_and_one_accepts_at_once(region: Region) -> None:
    line = await Line.of(region, [1, 1, 1], waiting=[1, 1, 1])
    await line.leaves(0)
    someone, party = line.waiting[0]

    _, errors = await race(
        line.leaves(1), line.leaves(2), region.act(someone, offering.accept, party.id)
    )

    assert errors == []
    assert await line.states() == [PartyState.GOING, OFFERED, OFFERED]
    assert (await line.season.fresh(line.event)).taken == 3


async def test_an_answer_and_the_clock_at_the_same_moment(region: Region) -> None:
    """Either the family is in, or the next one is asked; never both, never neither."""
    line = await Line.of(region, [1], waiting=[1, 1])
    await line.leaves(0)
    someone, party = line.waiting[0]
    region.clock.advance(timedelta(hours=12))

    await asyncio.gather(
        region.act(someone, offering.accept, party.id), line.expire(), return_exceptions=True
    )

    assert await line.states() in (
        [PartyState.GOING, WAITING],
        [LAPSED, OFFERED],
    )
    assert (await line.season.fresh(line.event)).taken == 1


async def test_registration_has_its_window(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(closes_at=season.at(days=2))
    region.clock.advance(timedelta(days=2))

    with pytest.raises(RegistrationClosed):
        await season.sign_up(await region.member(), event)
    assert await rows(region.database, EventParty) == []

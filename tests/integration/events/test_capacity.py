"""Nobody is let in beyond the seats, and no family in parts (scenario 17)."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select

from community.events.signing.kinds import HOLDS_SEATS, PartyState
from community.events.signing.models import EventParty
from tests.support.factories import Region
from tests.support.season import Season


async def seats_held(season: Season, event_id: int) -> int:
    query = select(func.coalesce(func.sum(EventParty.seats), 0)).where(
        EventParty.event_id == event_id, EventParty.state.in_(HOLDS_SEATS)
    )
    async with season.region.database.read() as session:
        return int(await session.scalar(query) or 0)


async def test_a_family_and_a_single_mother_want_the_last_seat_in_the_same_second(
    region: Region,
) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=1)
    family, mother = await region.member("Ольга"), await region.member("Нина")

    together, alone = await asyncio.gather(
        season.sign_up(family, event, adults=2, children=2), season.sign_up(mother, event)
    )

    assert together.state is PartyState.WAITING
    assert together.seats == 4
    assert alone.state is PartyState.GOING
    assert (await season.fresh(event)).taken == 1


@pytest.mark.parametrize("capacity", [50])
async def test_two_hundred_families_want_fifty_seats_at_once(region: Region, capacity: int) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=capacity)
    families = [await region.member("Анна") for _ in range(200)]

    parties = await asyncio.gather(
        *(
            season.sign_up(one, event, adults=1 + number % 2, children=number % 4)
            for number, one in enumerate(families)
        )
    )

    states = Counter(party.state for party in parties)
    after = await season.fresh(event)
    assert states[PartyState.GOING] + states[PartyState.WAITING] == 200
    assert after.taken == await seats_held(season, event.id) <= capacity
    # Nobody who waits would have had seats.
    assert all(
        party.seats > capacity - after.taken
        for party in parties
        if party.state is PartyState.WAITING
    )


async def test_husband_and_wife_sign_up_in_the_same_moment(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=10)
    wife = await region.member()
    husband = await region.husband_of(wife)

    first, second = await asyncio.gather(
        season.sign_up(wife, event, adults=2), season.sign_up(husband, event, adults=2)
    )

    assert first.id == second.id
    assert (await season.fresh(event)).taken == 2

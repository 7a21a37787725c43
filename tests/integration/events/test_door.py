"""Two hundred tap in the same second, and go into few transactions together."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import event as sql

from community.core.errors import InvalidInput, NotFound
from community.events.signing.entering import Door
from community.events.signing.errors import RegistrationClosed
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.events.signing.rules import Company
from tests.support.factories import Region
from tests.support.looking import race, rows
from tests.support.season import Season


async def test_a_crowd_shares_few_transactions(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=50)
    actors = [await region.actor(await region.member()) for _ in range(200)]
    door, commits = region.database.only(Door), []
    sql.listen(region.database.engine.sync_engine, "commit", commits.append)

    parties = await asyncio.gather(
        *(
            door.sign_up(actor, event.id, Company(1 + number % 2, number % 3))
            for number, actor in enumerate(actors)
        )
    )

    assert len(commits) <= 3
    states = Counter(party.state for party in parties)
    assert states[PartyState.GOING] + states[PartyState.WAITING] == 200
    kept = await rows(region.database, EventParty)
    held = sum(party.seats for party in kept if party.state is PartyState.GOING)
    assert (await season.fresh(event)).taken == held <= 50
    assert [party.person_id for party in kept] == [actor.person_id for actor in actors]


async def test_what_stops_one_is_no_matter_for_the_others(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=5)
    door = region.database.only(Door)
    stranger = await region.actor(await region.newcomer())
    family, other = (
        await region.actor(await region.member()),
        await region.actor(await region.member()),
    )

    parties, errors = await race(
        door.sign_up(family, event.id, Company(2)),
        door.sign_up(other, event.id, Company(99)),
        door.sign_up(stranger, event.id, Company(1)),
        door.sign_up(family, 404, Company(1)),
    )

    assert [party.person_id for party in parties] == [family.person_id]
    assert {type(error).__name__ for error in errors} == {
        "InvalidInput",
        "NotAllowed",
        "NotFound",
    }


async def test_husband_and_wife_in_one_transaction_are_one_sign_up(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=5)
    wife = await region.member()
    couple = [await region.actor(wife), await region.actor(await region.husband_of(wife))]
    door = region.database.only(Door)

    first, second = await asyncio.gather(
        *(door.sign_up(one, event.id, Company(2)) for one in couple)
    )

    assert first.id == second.id
    assert (await season.fresh(event)).taken == 2


async def test_a_door_that_was_closed_opens_again(region: Region) -> None:
    """Whoever comes after an error, or after everybody has gone, is served as before."""
    season = await Season.of(region)
    event = await season.event(capacity=5, closes_at=season.at(days=1))
    actor, door = await region.actor(await region.member()), region.database.only(Door)
    with pytest.raises(NotFound):
        await door.sign_up(actor, 404, Company(1))
    with pytest.raises(InvalidInput):
        await door.sign_up(actor, event.id, Company(0))

    party = await door.sign_up(actor, event.id, Company(1))

    assert party.state is PartyState.GOING
    region.clock.advance(season.at(days=1) - region.clock.now())
    late = await region.actor(await region.member())
    with pytest.raises(RegistrationClosed):
        await door.sign_up(late, event.id, Company(1))

"""An event that nobody organises any more is taken over by one; what is over stays in reach."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, NotFound
from community.events.attending import service as attending
from community.events.planning import queries, service
from community.membership.people import service as people
from community.membership.people.models import RoleGrant
from tests.support.factories import SYSTEM, Region
from tests.support.looking import race, recipients, rows
from tests.support.season import Season


async def abandoned(region: Region) -> int:
    season = await Season.of(region)
    event = await season.event()
    (grant,) = await rows(region.database, RoleGrant, RoleGrant.person_id == season.organiser.id)
    await region.act(SYSTEM, people.revoke_role, grant.id)
    return event.id


async def test_two_leaders_take_it_over_in_the_same_moment(region: Region) -> None:
    leaders = [await region.holder(Role.LEADER) for _ in range(2)]
    event_id = await abandoned(region)
    assert await recipients(region.database, "event.organiser_gone") == [one.id for one in leaders]

    taken, errors = await race(
        *(region.act(leader, service.take_over, event_id) for leader in leaders)
    )

    assert len(taken) == 1
    assert [type(error) for error in errors] == [Conflict]
    async with region.database.read() as session:
        organiser = (await queries.event_by_id(session, event_id)).organiser_id
    assert organiser == taken[0].organiser_id
    assert organiser in [leader.id for leader in leaders]


async def test_taken_over_twice_by_the_same_changes_nothing(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    event_id = await abandoned(region)

    for _ in range(2):
        event = await region.act(leader, service.take_over, event_id)

    assert event.organiser_id == leader.id


async def test_who_may_not_organise_there_takes_nothing_over(region: Region) -> None:
    stranger = await region.holder(Role.ACTIVIST, district=3)
    event_id = await abandoned(region)

    with pytest.raises(NotFound):
        await region.act(stranger, service.take_over, event_id)


async def test_what_is_over_stays_in_the_organisers_hands_for_a_month(region: Region) -> None:
    season = await Season.of(region)
    other = await region.holder(Role.ACTIVIST, district=3)
    event, dropped = await season.event(), await season.event(title="Лыжи")
    await region.act(season.organiser, service.cancel, dropped.id, "нет снега")
    region.clock.advance(timedelta(days=8))
    await region.act(season.organiser, attending.close, event.id, attending.Rest.CAME)

    over = await region.look(season.organiser, queries.lately_over)

    assert [one.id for one in over] == [event.id, dropped.id]
    assert await region.look(other, queries.lately_over) == []
    region.clock.advance(timedelta(days=29))
    assert [one.id for one in await region.look(season.organiser, queries.lately_over)] == [
        event.id
    ]

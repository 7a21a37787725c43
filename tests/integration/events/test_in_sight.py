"""What organisers see of events that others organise, and to whom they may hand their own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.core.actor import Role
from community.core.errors import NotAllowed, NotFound
from community.events.attending import service as attending
from community.events.attending.figures import figures
from community.events.attending.queries import desk, totals
from community.events.attending.service import Rest
from community.events.planning import queries
from community.events.planning import service as planning
from community.events.planning.models import Event
from community.events.planning.organising import successors
from tests.support.factories import Region, Someone
from tests.support.season import Season

ZONE = ZoneInfo("Asia/Tomsk")


def of(region: Region, *numbers: int) -> frozenset[int]:
    return frozenset(region.districts[number].id for number in numbers)


async def sees(region: Region, someone: Someone, event: Event) -> bool:
    try:
        await region.look(someone, queries.in_sight, event.id)
    except NotFound:
        return False
    return True


async def test_a_district_sees_its_own_the_borders_and_the_regions_events(region: Region) -> None:
    season = await Season.of(region)
    near = await region.holder(Role.LEADER, district=0)
    own, border, foreign, everywhere = [
        await season.event(districts=places)
        for places in (of(region, 0), of(region, 0, 1), of(region, 1), frozenset[int]())
    ]
    drafts = [
        await season.draft(districts=places)
        for places in (of(region, 0), of(region, 0, 1), frozenset[int]())
    ]

    assert [await sees(region, near, one) for one in (own, border, everywhere)] == [True] * 3
    assert not await sees(region, near, foreign)
    assert [await sees(region, near, one) for one in drafts] == [True, False, False]
    with pytest.raises(NotAllowed):
        await region.look(await region.member(), queries.in_sight, own.id)


async def test_what_lasts_into_a_span_of_days_is_in_it(region: Region) -> None:
    season = await Season.of(region)
    camp = await season.event(starts_at=season.at(days=5), ends_at=season.at(days=15))
    await season.event(starts_at=season.at(days=1), ends_at=season.at(days=2))
    span = season.at(days=10), season.at(days=20)

    found = await region.look(season.organiser, queries.between, *span)

    assert [one.id for one in found] == [camp.id]


async def test_an_event_is_handed_over_within_reach(region: Region) -> None:
    season = await Season.of(region, district=0)
    near = await region.holder(Role.ACTIVIST, district=0)
    far = await region.holder(Role.ACTIVIST, district=1)
    parent = await region.member()
    event = await season.event(districts=of(region, 0))

    known = await region.look(season.organiser, successors, event.id)
    assert [(one.id, one.given_name, one.districts) for one in known] == [
        (near.id, "Вера", of(region, 0))
    ]
    for nobody in (far, parent):
        with pytest.raises(NotFound):
            await region.act(season.organiser, planning.hand_over, event.id, nobody.id)
    await region.act(season.organiser, planning.hand_over, event.id, near.id)
    assert (await season.fresh(event)).organiser_id == near.id


async def test_a_leader_of_the_region_hands_over_to_anybody_who_organises(region: Region) -> None:
    season = await Season.of(region)
    far = await region.holder(Role.ACTIVIST, district=2)
    event = await season.event()

    await region.act(season.organiser, planning.hand_over, event.id, far.id)

    assert (await region.look(far, queries.managed, event.id)).id == event.id


async def test_counts_of_others_events_are_for_whoever_reads_figures(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=5)
    await season.sign_up(await region.member(), event, adults=2, children=1)
    near = await region.holder(Role.LEADER, district=0)

    counted = await region.look(near, totals, event.id)

    assert (counted.families, counted.adults, counted.children, counted.words) == (1, 2, 1, ())
    with pytest.raises(NotFound):
        await region.look(near, desk, event.id)
    with pytest.raises(NotAllowed):
        await region.look(await region.holder(Role.ACTIVIST, district=0), totals, event.id)


async def test_months_are_those_of_the_regions_calendar(region: Region) -> None:
    season = await Season.of(region)
    # In UTC both are in March.
    begins = [
        datetime(2026, 3, 31, 22, tzinfo=ZONE),
        datetime(2026, 4, 1, 1, tzinfo=ZONE),
    ]
    for moment in begins:
        event = await season.event(starts_at=moment, ends_at=moment + timedelta(hours=1))
        await season.sign_up(await region.member(), event)
    region.clock.advance(timedelta(days=40))
    async with region.database.write() as session:
        await planning.hold_due(session)
    await region.act(season.organiser, attending.close, event.id, Rest.CAME)

    found = await region.look(
        season.organiser, figures, begins[0] - timedelta(days=1), begins[1] + timedelta(days=1)
    )

    months = {month: (share.events, share.participants) for month, share in found.by_month.items()}
    assert months == {date(2026, 3, 1): (1, 0), date(2026, 4, 1): (1, 1)}

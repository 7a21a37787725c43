"""At the door: a QR that is shown twice, a family that gave its place back and came after all."""

from datetime import timedelta

import pytest

from community.core.audit import views_of
from community.core.errors import NotFound
from community.events.attending import guests, service
from community.events.attending.queries import desk
from community.events.planning import materials
from community.events.signing import service as signing
from tests.support.factories import Region
from tests.support.looking import race, recipients
from tests.support.season import Season


async def test_a_qr_shown_again_leaves_what_was_counted(region: Region) -> None:
    season = await Season.of(region)
    event, family = await season.event(), await region.member()
    party = await season.sign_up(family, event, adults=2, children=3)
    region.clock.advance(timedelta(days=7))
    await region.act(season.organiser, service.check_in, party.id, 1, 2)

    again = await region.act(season.organiser, service.check_in_by_code, party.code)

    assert (again.came_adults, again.came_children) == (1, 2)


async def test_who_was_noted_absent_and_shows_the_qr_is_there(region: Region) -> None:
    season = await Season.of(region)
    event, family = await season.event(), await region.member()
    party = await season.sign_up(family, event, adults=2)
    region.clock.advance(timedelta(days=7))
    await region.act(season.organiser, service.note_absent, party.id)

    late = await region.act(season.organiser, service.check_in_by_code, party.code)

    assert late.came_adults == 2


async def test_who_gave_the_place_back_and_came_is_counted_told_and_thanked(
    region: Region,
) -> None:
    season = await Season.of(region)
    event, family = await season.event(), await region.member()
    party = await season.sign_up(family, event, adults=1, children=2)
    await region.act(family, signing.withdraw, party.id)
    region.clock.advance(timedelta(days=7))
    await region.act(season.organiser, service.check_in_by_code, party.code)
    await region.act(
        season.organiser, materials.add_material, event.id, "Памятка", "https://club.example/a"
    )
    region.clock.advance(timedelta(hours=4))

    await region.act(season.organiser, service.close, event.id, service.Rest.ABSENT)

    seen = await region.look(season.organiser, desk, event.id)
    assert (seen.came_families, seen.came, seen.families) == (1, 3, 0)
    for template in ("event.material", "event.thanks"):
        assert await recipients(region.database, template) == [family.id]


async def test_who_is_looked_at_by_name_can_read_it_once_a_day(region: Region) -> None:
    season = await Season.of(region)
    event, family = await season.event(), await region.member("Анна", "Седова")
    party = await season.sign_up(family, event)

    for _ in range(2):
        guest = await region.act(season.organiser, guests.look_at_guest, party.id)

    assert (guest.given_name, guest.family_name) == ("Анна", "Седова")
    async with region.database.read() as session:
        assert len(await views_of(session, family.id)) == 1
    with pytest.raises(NotFound):
        await region.act(family, guests.look_at_guest, party.id)
    with pytest.raises(NotFound):
        await region.act(season.organiser, guests.look_at_guest, party.id + 1)


async def test_several_count_at_the_door_and_nobody_is_lost(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event()
    region.clock.advance(timedelta(days=7))

    await race(*(region.act(season.organiser, service.add_walk_ins, event.id, 1) for _ in range(8)))
    await region.act(season.organiser, service.add_walk_ins, event.id, -3)

    assert (await season.fresh(event)).walk_ins == 5
    await region.act(season.organiser, service.add_walk_ins, event.id, -9)
    assert (await season.fresh(event)).walk_ins == 0

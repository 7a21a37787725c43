"""The numbers a region may tune: with defaults, within bounds, and every change in the log."""

from dataclasses import replace

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed
from community.core.options import BOUNDS, Options, RegionOption, load_options, save_options
from tests.support.factories import SYSTEM, Region
from tests.support.looking import rows


async def stored(region: Region) -> Options:
    async with region.database.read() as session:
        return await load_options(session)


async def test_a_region_starts_with_the_defaults_all_within_their_bounds(region: Region) -> None:
    options = await stored(region)

    assert options == Options()
    for name, (lowest, highest) in BOUNDS.items():
        assert lowest <= getattr(options, name) <= highest


async def test_a_change_is_kept_and_only_the_change_is_logged(region: Region) -> None:
    wanted = replace(Options(), raid_threshold=50, second_factor_required=True)

    await region.act(SYSTEM, save_options, wanted)
    await region.act(SYSTEM, save_options, wanted)

    assert await stored(region) == wanted
    changes = await rows(region.database, AuditEntry, AuditEntry.subject_kind == "options")
    assert [entry.facts for entry in changes] == [
        {"raid_threshold": 50, "second_factor_required": True}
    ]


async def test_a_default_can_be_restored(region: Region) -> None:
    await region.act(SYSTEM, save_options, replace(Options(), erase_after_days=20))
    await region.act(SYSTEM, save_options, Options())

    assert await stored(region) == Options()


@pytest.mark.parametrize("name", sorted(BOUNDS))
async def test_a_number_outside_its_bounds_is_refused_by_name(region: Region, name: str) -> None:
    lowest, highest = BOUNDS[name]
    for number in (lowest - 1, highest + 1):
        with pytest.raises(InvalidInput) as refused:
            await region.act(SYSTEM, save_options, replace(Options(), **{name: number}))
        assert refused.value.fields == {"field": name, "limit": f"{lowest}–{highest}"}
    for number in (lowest, highest):
        await region.act(SYSTEM, save_options, replace(Options(), **{name: number}))
        assert getattr(await stored(region), name) == number


async def test_the_law_bounds_how_long_data_of_those_who_left_are_kept() -> None:
    assert BOUNDS["erase_after_days"][1] == 30  # 152-FZ art. 21


async def test_a_leader_of_one_district_does_not_tune_the_region(region: Region) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    with pytest.raises(NotAllowed):
        await region.act(leader, save_options, Options(raid_threshold=500))


async def test_an_option_of_a_later_version_is_passed_over(region: Region) -> None:
    async with region.database.write() as session:
        session.add(RegionOption(name="not_known_yet", value=1))
        await session.commit()

    assert await stored(region) == Options()

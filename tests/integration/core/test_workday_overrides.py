"""A decree that is younger than the calendar's library is entered by a leader of the region."""

from datetime import date

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.workdays import WorkCalendar, load_calendar, override_day, restore_day
from tests.support.factories import Region
from tests.support.looking import rows

FRIDAY, SATURDAY, MONDAY = date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 23)


async def calendar(region: Region) -> WorkCalendar:
    async with region.database.read() as session:
        return await load_calendar(session)


async def test_an_entered_day_moves_every_deadline_until_it_is_restored(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    assert (await calendar(region)).add(FRIDAY, 1) == MONDAY

    await region.act(leader, override_day, SATURDAY, working=True, note="Постановление № 1")
    assert (await calendar(region)).add(FRIDAY, 1) == SATURDAY

    await region.act(leader, override_day, SATURDAY, working=False, note="Отменено")
    assert (await calendar(region)).add(FRIDAY, 1) == MONDAY
    assert (await calendar(region)).version.endswith("+ 1")

    await region.act(leader, restore_day, SATURDAY)
    assert (await calendar(region)).version.endswith("+ 0")
    entries = await rows(region.database, AuditEntry, AuditEntry.subject_kind == "workday")
    assert [entry.facts for entry in entries] == [
        {"day": "2026-03-21", "working": True},
        {"day": "2026-03-21", "working": False},
        {"day": "2026-03-21"},
    ]


async def test_a_day_needs_a_decree_to_stand_on(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    for note in ("  ", "о" * 201):
        with pytest.raises(InvalidInput) as refused:
            await region.act(leader, override_day, SATURDAY, working=True, note=note)
        assert refused.value.fields == {"field": "note", "limit": 200}
    with pytest.raises(NotFound):
        await region.act(leader, restore_day, SATURDAY)


async def test_the_calendar_is_the_regions_not_a_districts(region: Region) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    with pytest.raises(NotAllowed):
        await region.act(leader, override_day, SATURDAY, working=True, note="Постановление")

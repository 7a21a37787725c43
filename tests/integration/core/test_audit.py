"""The log of acts: rows are added, never changed; one reads of oneself and within one's reach."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Role
from community.core.audit import AuditEntry, Subject, may_read_reason, page_of_log, record, views_of
from community.core.errors import NotAllowed
from community.core.usecase import use_case
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import rows

REASON = "звонок из школы"


@use_case
async def view(
    session: AsyncSession, actor: Actor, person_id: int, district_id: int | None = None
) -> None:
    subject = Subject("name", person_id, person_id=person_id, district_id=district_id)
    record(session, actor, "view", subject, reason=REASON, seen=2)


async def log_of(region: Region, reader: Someone, **wanted: object) -> list[str]:
    """What this reader finds in the log, without what arranging the test wrote."""
    found = await region.look(reader, page_of_log, tag_part="name:view", **wanted)
    return [f"{entry.district_id}" for entry in found]


async def test_an_entry_says_who_did_what_to_whom_when_and_why(region: Region) -> None:
    mother, leader = await region.member(), await region.holder(Role.LEADER)
    region.clock.advance(timedelta(hours=1))

    await region.act(await region.actor(leader, "web"), view, mother.id, region.districts[0].id)

    entry = (await rows(region.database, AuditEntry))[-1]
    assert entry.tag == "web:name:view"
    assert (entry.actor_id, entry.actor_role) == (leader.id, "leader")
    assert (entry.subject_id, entry.person_id) == (mother.id, mother.id)
    assert entry.at == region.clock.now()
    assert entry.reason == REASON
    assert entry.facts == {"seen": 2}


@pytest.mark.parametrize("change", [update(AuditEntry).values(tag="x"), delete(AuditEntry)])
async def test_no_entry_is_ever_changed_or_deleted(region: Region, change: object) -> None:
    before = await rows(region.database, AuditEntry)
    async with region.database.write() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(change)  # type: ignore[call-overload]  # one of two statements

    assert len(await rows(region.database, AuditEntry)) == len(before) > 0


async def test_a_person_sees_who_looked_but_not_her_own_acts(region: Region) -> None:
    mother, leader = await region.member(), await region.holder(Role.LEADER)
    await region.act(leader, view, mother.id)
    await region.act(SYSTEM, view, mother.id)
    await region.act(mother, view, mother.id)
    await region.act(leader, view, leader.id)

    async with region.database.read() as session:
        seen = await views_of(session, mother.id)

    assert [entry.actor_id for entry in seen] == [None, leader.id], "newest first"


async def test_a_leader_of_a_district_reads_the_log_of_that_district(region: Region) -> None:
    here, there = region.districts[0].id, region.districts[1].id
    mother = await region.member()
    of_region = await region.holder(Role.LEADER)
    of_district = await region.holder(Role.LEADER, district=0)
    for district_id in (here, there, None):
        await region.act(of_region, view, mother.id, district_id)

    assert await log_of(region, of_region) == ["None", f"{there}", f"{here}"]
    assert await log_of(region, of_district) == [f"{here}"]
    with pytest.raises(NotAllowed):
        await log_of(region, mother)


async def test_the_log_is_leafed_through_from_the_newest(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    for _ in range(5):
        await region.act(leader, view, leader.id)

    first = await region.look(leader, page_of_log, tag_part="name:view", limit=3)
    rest = await region.look(
        leader, page_of_log, tag_part="name:view", limit=3, before_id=first[-1].id
    )

    ids = [entry.id for entry in (*first, *rest)]
    assert len(ids) == 5
    assert ids == sorted(ids, reverse=True)


async def test_the_log_is_searched_by_tag_and_by_person(region: Region) -> None:
    mother, leader = await region.member(), await region.holder(Role.LEADER)
    await region.act(leader, view, mother.id)

    about_her = await region.look(leader, page_of_log, person_id=mother.id)
    wildcards = await region.look(leader, page_of_log, tag_part="%name_view")

    assert {entry.person_id for entry in about_her} | {mother.id} == {mother.id}
    assert wildcards == [], "signs of a pattern are letters like any other"


async def test_a_reason_is_read_by_whoever_wrote_it_or_may_see_names(region: Region) -> None:
    here, there = region.districts[0].id, region.districts[1].id
    administrator = await region.holder(Role.ADMIN)
    of_district = await region.holder(Role.LEADER, district=0)
    for district_id in (here, there):
        await region.act(SYSTEM, view, administrator.id, district_id)
    *_, near, far = await rows(region.database, AuditEntry)

    leader, admin = await region.actor(of_district), await region.actor(administrator)
    assert [may_read_reason(leader, entry) for entry in (near, far)] == [True, False]
    assert not admin.may_at_all(Action.NAME_VIEW)
    assert not may_read_reason(admin, near)

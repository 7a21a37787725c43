"""Who got what is forgotten with the person, and in time with everybody; counts stay."""

from datetime import timedelta

from community.announcements.hearing import choose
from community.announcements.kinds import Delivery, Hearing
from community.announcements.models import AnnouncementRecipient, HearingChoice
from community.core.outbox.models import OutboxMessage
from community.core.pictures import Picture
from community.membership.leaving.service import erase_due, leave
from tests.support.announcing import (
    PIXEL,
    counts_of,
    event_in,
    job_turn,
    leader_of,
    sent,
    written,
)
from tests.support.delivering import deliver
from tests.support.factories import Region, Someone
from tests.support.looking import rows

DELIVERED = Delivery.DELIVERED


async def erase(region: Region, someone: Someone) -> None:
    await region.act(someone, leave)
    region.clock.advance(timedelta(days=31))
    async with region.database.write() as session:
        assert await erase_due(session) == 1


async def known(region: Region) -> set[int | None]:
    return {row.person_id for row in await rows(region.database, AnnouncementRecipient)}


async def test_whoever_is_erased_is_in_no_list_any_more_and_still_counted(
    region: Region,
) -> None:
    leader, mother, other = await leader_of(region), await region.member(), await region.member()
    weekly = await region.member()
    await region.act(weekly, choose, Hearing.WEEKLY)
    announcement = await sent(region, leader)
    await deliver(region.database)
    await job_turn(region.database)
    for someone in (mother, weekly):
        await erase(region, someone)
    assert await known(region) == {other.id, None}
    assert await counts_of(region, announcement) == {DELIVERED: 2, Delivery.SKIPPED: 1}
    assert await rows(region.database, HearingChoice) == []


async def test_erased_while_it_waited_nothing_waits_for_them(region: Region) -> None:
    leader, mother = await leader_of(region), await region.member()
    announcement = await sent(region, leader)
    await erase(region, mother)
    assert await counts_of(region, announcement) == {Delivery.SKIPPED: 1}


async def test_after_three_months_counts_are_all_that_is_left(region: Region) -> None:
    leader = await leader_of(region)
    for _ in range(3):
        await region.member()
    announcement = await sent(region, leader)
    await deliver(region.database)
    await job_turn(region.database)
    region.clock.advance(timedelta(days=89))
    await job_turn(region.database, "outbox_cleanup")
    assert None not in await known(region)
    region.clock.advance(timedelta(days=2))
    await job_turn(region.database, "outbox_cleanup")
    assert await known(region) == {None}
    letters = OutboxMessage.template == "announcement.letter"
    assert await rows(region.database, OutboxMessage, letters) == []
    assert await counts_of(region, announcement) == {DELIVERED: 3}


async def test_a_picture_that_nothing_shows_goes_after_a_day(region: Region) -> None:
    leader = await leader_of(region)
    shown = await written(region, leader, picture=PIXEL)
    cover, unused = [await written(region, leader, picture=PIXEL) for _ in range(2)]
    event = await event_in(region, leader, picture_id=cover.picture_id)
    async with region.database.write() as session:
        for announcement in (cover, unused):
            (await session.merge(announcement)).picture_id = None
        await session.commit()
    await job_turn(region.database, "outbox_cleanup")
    assert len(await rows(region.database, Picture)) == 3
    region.clock.advance(timedelta(days=2))
    await job_turn(region.database, "outbox_cleanup")
    left = {row.id for row in await rows(region.database, Picture)}
    assert left == {shown.picture_id, event.picture_id}

"""On their way: begun once, held back, called off, planned, and by everybody's own morning."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from community.announcements import filling, queries, sending, service
from community.announcements.errors import NoDraftAnyMore
from community.announcements.kinds import AnnouncementState, AudienceRole, Delivery
from community.announcements.models import Announcement, AnnouncementRecipient
from community.chats.kinds import ChatState, Purpose
from community.core.errors import Conflict, InvalidInput
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.worker import Later, Outcome
from community.membership.people.models import Person
from tests.support.announcing import (
    as_it_is,
    audience,
    counts_of,
    draft,
    job_turn,
    leader_of,
    progress_of,
    sent,
    state_of,
    tomsk,
    written,
)
from tests.support.delivering import Post, deliver
from tests.support.factories import Region, Someone
from tests.support.looking import queued, race, recipients, rows
from tests.support.rooms import Rooms

LETTER, POST = "announcement.letter", "announcement.post"
WAITING, DELIVERED = Delivery.WAITING, Delivery.DELIVERED


async def mothers(region: Region, count: int) -> list[Someone]:
    """With nothing on its way to them."""
    people = [await region.member() for _ in range(count)]
    await deliver(region.database)
    return people


async def lives_by(region: Region, someone: Someone, zone: str) -> None:
    async with region.database.write() as session:
        (await session.get_one(Person, someone.id)).zone = zone
        await session.commit()


async def due_of(region: Region, someone: Someone) -> Any:
    (message,) = [
        one for one in await queued(region.database, LETTER) if one.recipient_id == someone.id
    ]
    return message.due_at


async def to_the_end(region: Region, post: Post | None = None) -> Post:
    post = await deliver(region.database, post)
    await job_turn(region.database)
    return await deliver(region.database, post)


async def test_sent_to_everybody_once_and_the_author_hears_of_the_end(region: Region) -> None:
    leader, people = await leader_of(region), await mothers(region, 3)
    announcement = await sent(region, leader)
    assert await state_of(region, announcement) is AnnouncementState.SENDING
    post = await to_the_end(region)
    assert post.to(LETTER) == [one.id for one in people]
    assert post.to("announcement.finished") == [leader.id]
    assert await counts_of(region, announcement) == {DELIVERED: 3}
    ended = await as_it_is(region, announcement)
    assert (ended.state, ended.ended_at) == (AnnouncementState.SENT, region.clock.now())
    again = await to_the_end(region)
    assert again.came == []


async def test_of_two_leaders_who_press_at_once_one_sends(region: Region) -> None:
    first, second = await leader_of(region), await leader_of(region)
    people = await mothers(region, 5)
    announcement = await written(region, first)
    outcomes, errors = await race(
        *(region.act(by, sending.send, announcement.id) for by in (first, second, first, second))
    )
    assert len(outcomes) == 1
    assert {type(error) for error in errors} == {Conflict}
    assert await recipients(region.database, LETTER) == [one.id for one in people]


async def test_whoever_edits_while_it_is_sent_comes_too_late_or_in_time(region: Region) -> None:
    leader = await leader_of(region)
    await region.member()
    announcement = await written(region, leader)
    changed = draft(body="Другие слова")
    _, errors = await race(
        region.act(leader, sending.send, announcement.id),
        region.act(leader, service.edit, announcement.id, changed),
    )
    after = await as_it_is(region, announcement)
    assert after.state is AnnouncementState.SENDING
    assert (after.body == "Другие слова") == (not errors)
    assert all(isinstance(error, NoDraftAnyMore) for error in errors)


async def test_pause_resume_and_cancel_raced_leave_one_truth(region: Region) -> None:
    leader, people = await leader_of(region), await mothers(region, 6)
    announcement = await sent(region, leader)
    acts = (sending.pause, sending.resume, sending.cancel, sending.pause, sending.resume)
    await race(*(region.act(leader, act, announcement.id) for act in acts))
    state = await state_of(region, announcement)
    if state is AnnouncementState.PAUSED:
        await region.act(leader, sending.resume, announcement.id)
    post = await to_the_end(region)
    everybody = [one.id for one in people]
    assert post.to(LETTER) == ([] if state is AnnouncementState.CANCELLED else everybody)
    assert (await progress_of(region, announcement)).waiting == 0


async def test_while_it_is_paused_nothing_goes_and_then_the_rest(region: Region) -> None:
    leader, people = await leader_of(region), await mothers(region, 40)
    announcement = await sent(region, leader)
    post = await deliver(region.database, batches=1)
    assert len(post.to(LETTER)) == 30
    await region.act(leader, sending.pause, announcement.id)
    await deliver(region.database, post)
    await job_turn(region.database)
    assert len(post.to(LETTER)) == 30
    assert await counts_of(region, announcement) == {DELIVERED: 30, WAITING: 10}
    assert await state_of(region, announcement) is AnnouncementState.PAUSED

    region.advance_minutes(60)
    await region.act(leader, sending.resume, announcement.id)
    await to_the_end(region, post)
    assert post.to(LETTER) == [one.id for one in people]
    assert await state_of(region, announcement) is AnnouncementState.SENT


async def test_what_was_in_hand_at_the_pause_does_not_slip_out_after_it(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 2)
    announcement = await sent(region, leader)

    class Flood(Post):
        async def deliver(self, message: OutboxMessage) -> Outcome:
            with suppress(Conflict):  # the other letter in hand was first
                await region.act(leader, sending.pause, announcement.id)
            return Later("429", after=timedelta(seconds=1), counts=False)

    await deliver(region.database, Flood(), batches=1)
    region.advance_minutes(60 * 24)
    assert (await deliver(region.database)).to(LETTER) == []


async def test_cancelled_half_way_the_rest_gets_nothing(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 40)
    announcement = await sent(region, leader)
    post = await deliver(region.database, batches=1)
    await region.act(leader, sending.cancel, announcement.id)
    await to_the_end(region, post)
    assert len(post.to(LETTER)) == 30
    assert post.to("announcement.finished") == []
    assert await counts_of(region, announcement) == {DELIVERED: 30, Delivery.SKIPPED: 10}
    after = await as_it_is(region, announcement)
    assert (after.state, after.ended_at is None) == (AnnouncementState.CANCELLED, False)


async def test_cancelled_with_one_in_hand_it_ends_when_that_one_has(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 2)
    announcement = await sent(region, leader)
    first, _second = await queued(region.database, LETTER)
    async with region.database.write() as session:
        row = await session.get_one(OutboxMessage, first.id)
        row.state, row.lease_until = State.SENDING, region.clock.now() + timedelta(minutes=1)
        await session.commit()
    await region.act(leader, sending.cancel, announcement.id)
    await job_turn(region.database)
    assert (await as_it_is(region, announcement)).ended_at is None
    region.advance_minutes(2)  # its sender was killed: it is taken up again and sent
    await to_the_end(region)
    assert (await as_it_is(region, announcement)).ended_at is not None
    assert await counts_of(region, announcement) == {DELIVERED: 1, Delivery.SKIPPED: 1}


async def test_what_is_over_can_be_turned_no_more(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 1)
    announcement = await sent(region, leader)
    await to_the_end(region)
    for act in (sending.send, sending.pause, sending.resume, sending.cancel, sending.take_back):
        with pytest.raises(Conflict):
            await region.act(leader, act, announcement.id)
    with pytest.raises(NoDraftAnyMore):
        await region.act(leader, service.edit, announcement.id, draft())


async def test_planned_it_begins_by_itself_at_its_time(region: Region) -> None:
    leader, people = await leader_of(region), await mothers(region, 2)
    announcement = await written(region, leader)
    at = region.clock.now() + timedelta(hours=2)
    await region.act(leader, sending.schedule, announcement.id, at)
    await job_turn(region.database)
    assert await state_of(region, announcement) is AnnouncementState.SCHEDULED
    late = await region.member()  # joined before it went out
    region.advance_minutes(121)
    await asyncio.gather(*(job_turn(region.database) for _ in range(3)))
    post = await to_the_end(region)
    assert post.to(LETTER) == [*(one.id for one in people), late.id]
    assert await state_of(region, announcement) is AnnouncementState.SENT


async def test_planned_it_can_be_taken_back_changed_and_sent_at_once(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 1)
    announcement = await written(region, leader)
    with pytest.raises(InvalidInput):
        await region.act(leader, sending.schedule, announcement.id, region.clock.now())
    at = region.clock.now() + timedelta(hours=2)
    await region.act(leader, sending.schedule, announcement.id, at)
    with pytest.raises(NoDraftAnyMore):
        await region.act(leader, service.edit, announcement.id, draft())
    await region.act(leader, sending.take_back, announcement.id)
    await region.act(leader, service.edit, announcement.id, draft(body="Новые слова"))
    await region.act(leader, sending.schedule, announcement.id, at)
    await region.act(leader, sending.send, announcement.id)
    region.advance_minutes(180)
    assert len((await to_the_end(region)).to(LETTER)) == 1


async def test_everybody_hears_in_their_own_morning(region: Region) -> None:
    leader, (here, east, west) = await leader_of(region), await mothers(region, 3)
    await lives_by(region, east, "Asia/Kamchatka")  # five hours ahead of Tomsk
    await lives_by(region, west, "Europe/Kaliningrad")  # five hours behind
    region.clock.advance(tomsk(23) - region.clock.now())
    calm = await sent(region, leader)
    assert await due_of(region, here) == tomsk(8, day=17)
    assert await due_of(region, east) == tomsk(3, day=17)
    assert await due_of(region, west) == region.clock.now()
    await region.act(leader, sending.pause, calm.id)
    await region.act(leader, sending.resume, calm.id)
    assert await due_of(region, here) == tomsk(8, day=17)
    assert await due_of(region, east) == tomsk(3, day=17)

    await region.act(leader, sending.cancel, calm.id)
    urgent = await sent(region, leader, urgent=True)
    post = await deliver(region.database)
    assert len(post.to(LETTER)) == 3  # and none of the calm one
    assert await counts_of(region, urgent) == {DELIVERED: 3}


async def test_a_night_that_fell_meanwhile_is_seen_at_the_last_moment(region: Region) -> None:
    """It was due in the evening, and the process was down until the night."""
    leader, (mother,) = await leader_of(region), await mothers(region, 1)
    region.clock.advance(tomsk(21) - region.clock.now())
    announcement = await sent(region, leader)
    region.clock.advance(timedelta(hours=2))
    async with region.database.read() as session:
        person = await session.get_one(Person, mother.id)
        turn = await queries.turn(session, announcement.id, person)
    assert (turn.sends, turn.wait) == (False, timedelta(hours=9))


async def test_a_start_that_was_interrupted_goes_on_where_it_stopped(region: Region) -> None:
    leader = await leader_of(region)
    count = 1_203
    moment, place = region.clock.now(), region.districts[0].id
    async with region.database.write() as session:
        session.add_all(
            Person(standing="candidate", language="ru", district_id=place, created_at=moment)
            for _ in range(count)
        )
        await session.commit()
    announcement = await written(
        region, leader, audience=audience(AudienceRole.CANDIDATES, AudienceRole.LEADERS)
    )
    await region.act(leader, sending.send, announcement.id)
    assert (await as_it_is(region, announcement)).filled_at is None
    await region.act(leader, sending.pause, announcement.id)
    async with region.database.write() as session:
        assert await filling.fill_due(session) == 0  # it is paused
    await region.act(leader, sending.resume, announcement.id)
    # Several processes at once, none of which knows how far the others are.
    await asyncio.gather(*(job_turn(region.database) for _ in range(4)))
    all_of_them = await rows(region.database, AnnouncementRecipient)
    assert len({row.person_id for row in all_of_them}) == len(all_of_them) == count + 1
    assert (await as_it_is(region, announcement)).filled_at is not None


async def test_chats_get_it_once_and_the_pin_follows_the_post(region: Region) -> None:
    leader = await leader_of(region)
    chats = [await Rooms(region).bound(Purpose.DISTRICT, number) for number in range(2)]
    announcement = await sent(
        region, leader, audience=audience(purposes=[Purpose.DISTRICT]), pins=True
    )
    post = await deliver(region.database, batches=1)
    assert (post.to(POST), post.to("announcement.pin")) == (sorted(one.id for one in chats), [])
    await to_the_end(region, post)
    assert post.to("announcement.pin") == sorted(one.id for one in chats)
    assert await state_of(region, announcement) is AnnouncementState.SENT
    found = (await progress_of(region, announcement)).chats
    assert [delivery for _, delivery in found] == [DELIVERED, DELIVERED]
    assert all(chat.state is ChatState.ACTIVE for chat, _ in found)


async def test_what_came_of_it_is_told_by_district_and_never_by_person(region: Region) -> None:
    leader = await leader_of(region)
    here = await mothers(region, 3)
    there = await region.member(district=1)
    await deliver(region.database)
    announcement = await sent(region, leader)
    fates = {here[0].id: State.UNREACHABLE, here[1].id: State.FAILED, there.id: State.SKIPPED}
    post = Post(lambda message: fates.get(message.recipient_id, State.SENT))
    await deliver(region.database, post)
    for _ in range(2):  # before and after it was carried over
        (first, of_first), (second, of_second) = (await progress_of(region, announcement)).districts
        assert first is not None
        assert second is not None
        found = {first.id: of_first, second.id: of_second}
        assert found[region.districts[0].id] == {
            Delivery.BLOCKED: 1,
            Delivery.FAILED: 1,
            DELIVERED: 1,
        }
        assert found[region.districts[1].id] == {Delivery.SKIPPED: 1}
        await job_turn(region.database)
    assert await state_of(region, announcement) is AnnouncementState.SENT


async def test_a_letter_that_is_kept_no_longer_holds_nothing_up(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 1)
    announcement = await sent(region, leader)
    async with region.database.write() as session:
        (message,) = await queued(region.database, LETTER)
        await session.delete(await session.merge(message))
        await session.commit()
    await job_turn(region.database)
    assert await counts_of(region, announcement) == {Delivery.FAILED: 1}
    assert await state_of(region, announcement) is AnnouncementState.SENT


async def test_nobody_is_told_of_what_ended_without_an_author(region: Region) -> None:
    leader, _ = await leader_of(region), await mothers(region, 1)
    announcement = await sent(region, leader)
    async with region.database.write() as session:
        (await session.get_one(Announcement, announcement.id)).author_id = None
        await session.commit()
    assert (await to_the_end(region)).to("announcement.finished") == []

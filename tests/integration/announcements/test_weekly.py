"""One letter a week for whoever prefers it, each week once, also after the machine was off."""

from datetime import date, timedelta

from community.announcements import sending, service, weekly
from community.announcements.hearing import choose, hearing_of
from community.announcements.kinds import AudienceRole, Delivery, Hearing
from community.announcements.models import HearingChoice
from community.core.options import Options, save_options
from community.core.outbox.models import State
from community.membership.people.models import MessengerAccount, Person, Standing
from tests.support.announcing import (
    audience,
    counts_of,
    job_turn,
    leader_of,
    sent,
    tomsk,
    turns_at_once,
)
from tests.support.delivering import Post, deliver
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import queued, race, recipients, rows

WEEK = "announcement.week"
FRIDAY, EVENING = 20, 18


async def reader(region: Region, hearing: Hearing = Hearing.WEEKLY) -> Someone:
    someone = await region.member()
    await region.act(someone, choose, hearing)
    return someone


async def until(region: Region, hour: int, day: int) -> None:
    region.clock.advance(tomsk(hour, day=day) - region.clock.now())


async def told(region: Region, someone: Someone, day: int = FRIDAY) -> list[int]:
    async with region.database.read() as session:
        found = await weekly.told_in(session, someone.id, date(2026, 3, day))
    return [one.id for one in found]


async def test_all_of_a_week_comes_in_one_letter_on_friday_evening(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    first, second = await sent(region, leader), await sent(region, leader)
    await until(region, EVENING - 1, FRIDAY)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == []
    await until(region, EVENING, FRIDAY)
    await turns_at_once(region.database, 3)
    assert await recipients(region.database, WEEK) == [mother.id]
    assert await told(region, mother) == [first.id, second.id]
    assert await recipients(region.database, "announcement.letter") == []


async def test_what_comes_of_the_letter_is_noted_of_each_announcement(region: Region) -> None:
    leader, mother, other = await leader_of(region), await reader(region), await reader(region)
    announcement = await sent(region, leader)
    assert await counts_of(region, announcement) == {Delivery.WEEKLY: 2}
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    assert await counts_of(region, announcement) == {Delivery.WEEKLY: 2}
    fates = {other.id: State.UNREACHABLE, mother.id: State.SENT}
    await deliver(region.database, Post(lambda row: fates.get(row.recipient_id, State.SENT)))
    await job_turn(region.database)
    assert await counts_of(region, announcement) == {Delivery.DELIVERED: 1, Delivery.BLOCKED: 1}


async def test_after_a_weekend_off_it_catches_up_and_sends_the_week_once(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    await sent(region, leader)
    await until(region, 9, FRIDAY + 3)
    await sent(region, leader)  # of the new week: begun after that Friday's hour
    for _ in range(3):
        await job_turn(region.database)
    assert await recipients(region.database, WEEK) == [mother.id]
    assert len(await told(region, mother)) == 1
    await until(region, EVENING, FRIDAY + 7)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == [mother.id] * 2
    assert len(await told(region, mother, FRIDAY + 7)) == 1


async def test_a_week_without_announcements_has_no_letter(region: Region) -> None:
    await reader(region)
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == []


async def test_who_chose_it_between_is_asked_for_the_urgent_at_once(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    await sent(region, leader, urgent=True)
    assert await recipients(region.database, "announcement.letter") == [mother.id]
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == []


async def test_what_was_called_off_or_stands_still_is_not_told(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    await region.member()
    kept, off, still = [await sent(region, leader) for _ in range(3)]
    await region.act(leader, sending.cancel, off.id)
    await region.act(leader, sending.pause, still.id)
    assert await counts_of(region, off) == {Delivery.SKIPPED: 2}
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    assert await told(region, mother) == [kept.id]
    await region.act(leader, sending.resume, still.id)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == [mother.id]
    await until(region, EVENING, FRIDAY + 7)
    await job_turn(region.database)
    assert await told(region, mother, FRIDAY + 7) == [still.id]


async def test_called_off_after_it_was_queued_it_is_left_out_of_the_letter(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    await region.member()
    first, second = await sent(region, leader), await sent(region, leader)
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    await region.act(leader, sending.cancel, first.id)
    assert await told(region, mother) == [second.id]


async def test_it_comes_in_nobodys_night(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    async with region.database.write() as session:
        (await session.get_one(Person, mother.id)).zone = "Asia/Kamchatka"
        await session.commit()
    await sent(region, leader)
    await until(region, EVENING, FRIDAY)
    await job_turn(region.database)
    (letter,) = await queued(region.database, WEEK)
    assert letter.due_at == tomsk(3, day=FRIDAY + 1)  # eight in the morning in Kamchatka


async def test_the_day_and_hour_are_the_regions_to_choose(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    await region.act(SYSTEM, save_options, Options(digest_weekday=1, digest_hour=12))
    await sent(region, leader)
    await until(region, 12, 17)  # a Tuesday
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == [mother.id]


async def test_hundreds_of_readers_get_one_each_whoever_does_the_work(region: Region) -> None:
    leader, count = await leader_of(region), 620
    moment = region.clock.now()
    async with region.database.write() as session:
        accounts = [
            MessengerAccount(
                person=Person(standing=Standing.CANDIDATE, language="ru", created_at=moment),
                messenger="telegram",
                external_id=str(90_000 + number),
                reachable=True,
                created_at=moment,
            )
            for number in range(count)
        ]
        session.add_all(accounts)
        await session.flush()
        session.add_all(
            HearingChoice(person_id=one.person_id, hearing=Hearing.WEEKLY) for one in accounts
        )
        await session.commit()
    everybody = audience(AudienceRole.CANDIDATES)
    for _ in range(2):
        await sent(region, leader, audience=everybody)
    await until(region, EVENING, FRIDAY)
    await turns_at_once(region.database, 3)
    await job_turn(region.database)
    assert await recipients(region.database, WEEK) == sorted(one.person_id for one in accounts)


async def test_a_choice_tapped_twice_at_once_is_one(region: Region) -> None:
    mother = await region.member()
    _, errors = await race(*(region.act(mother, choose, Hearing.WEEKLY) for _ in range(4)))
    assert errors == []
    async with region.database.read() as session:
        assert await hearing_of(session, mother.id) is Hearing.WEEKLY
    await region.act(mother, choose, Hearing.AT_ONCE)
    async with region.database.read() as session:
        assert await hearing_of(session, mother.id) is Hearing.AT_ONCE
    assert await rows(region.database, HearingChoice) == []


async def test_the_whole_of_it_is_sent_to_whoever_read_of_it(region: Region) -> None:
    leader, mother = await leader_of(region), await reader(region)
    announcement = await sent(region, leader)
    region.clock.advance(timedelta(days=5))
    await job_turn(region.database)
    await region.act(mother, service.read_whole, announcement.id)
    await region.act(mother, service.read_whole, announcement.id)
    assert await recipients(region.database, "announcement.copy") == [mother.id] * 2

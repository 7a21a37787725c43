"""Scenario 5: a raid is met in silence, real people keep their place, and it can be undone."""

from datetime import timedelta

import pytest

from community.chats.errors import NoRaid
from community.chats.models import Chat, JoinRequest, Presence, Raid, RequestState
from community.chats.queries import chats_overview, going_on, raid_size
from community.chats.raids import end_raid, watch_raids
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from community.core.options import Options, save_options
from community.core.outbox.models import OutboxMessage, RecipientKind
from community.membership.people.service import meet
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.rooms import Rooms

THRESHOLD = 6  # of most tests; the scenario itself goes by the default
HOUR = timedelta(hours=1)


async def crowd(region: Region, rooms: Rooms, chat: Chat, size: int = THRESHOLD) -> list[Someone]:
    """Strangers who never spoke with the bot, all at the door within seconds."""
    strangers = [await region.newcomer(speaks=False) for _ in range(size)]
    for stranger in strangers:
        region.clock.advance(timedelta(seconds=5))
        await rooms.knock(stranger, chat)
    return strangers


async def told(region: Region, someone: Someone) -> list[str]:
    stored = await rows(
        region.database,
        OutboxMessage,
        OutboxMessage.recipient_kind == RecipientKind.ACCOUNT,
        OutboxMessage.recipient_id == someone.account_id,
    )
    return [row.template for row in stored]


async def watch(region: Region) -> None:
    async with region.database.write() as session:
        await watch_raids(session)


async def end(region: Region, by: object, *, decline: bool) -> int:
    raid = (await rows(region.database, Raid))[-1]
    return await region.act(by, end_raid, raid.id, decline_strangers=decline)  # type: ignore[arg-type]


@pytest.fixture
async def activist(region: Region) -> Someone:
    return await region.holder(Role.ACTIVIST, district=0)


@pytest.fixture
async def chat(region: Region, rooms: Rooms, activist: Someone) -> Chat:
    await region.act(SYSTEM, save_options, Options(raid_threshold=THRESHOLD))
    return await rooms.bound(district=0)


async def test_120_strangers_in_10_minutes_are_one_raid_told_of_once_and_in_private(
    region: Region, rooms: Rooms, chat: Chat, activist: Someone
) -> None:
    await region.act(SYSTEM, save_options, Options())
    leader = await region.holder(Role.LEADER)
    await region.holder(Role.ACTIVIST, district=1)

    strangers = await crowd(region, rooms, chat, size=120)

    raid = await only(region.database, Raid)
    assert raid.ended_at is None
    assert await recipients(region.database, "chats.raid") == [activist.id, leader.id]
    sent = await rows(region.database, OutboxMessage)
    assert RecipientKind.CHAT not in {row.recipient_kind for row in sent}, "no public word"
    requests = await rows(region.database, JoinRequest)
    assert {row.state for row in requests} == {RequestState.WAITING}, "nobody was turned away"
    assert all(row.in_raid for row in requests)
    assert await told(region, strangers[0]) == ["joining.greet"], "before the threshold"
    assert await told(region, strangers[Options.raid_threshold]) == []
    async with region.database.read() as session:
        assert await raid_size(session, raid) == 120
    (line,) = await region.look(leader, chats_overview)
    assert (line.raid_since, line.waiting) == (raid.began_at, 120)


async def test_a_crowd_that_crosses_the_threshold_at_one_moment_is_one_raid(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    await crowd(region, rooms, chat, size=THRESHOLD - 2)
    late = [await region.newcomer(speaks=False) for _ in range(10)]

    _, errors = await race(*(rooms.knock(stranger, chat) for stranger in late))

    assert errors == []
    assert (await only(region.database, Raid)).chat_id == chat.id
    assert len(await queued(region.database, "chats.raid")) == 1


async def test_requests_spread_over_time_are_no_raid(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    await region.act(SYSTEM, save_options, Options(raid_threshold=5, raid_window_minutes=10))
    for _ in range(10):
        await rooms.knock(await region.newcomer(), chat)
        region.clock.advance(timedelta(minutes=2, seconds=31))

    assert await rows(region.database, Raid) == []


async def test_members_who_come_in_a_crowd_are_no_raid(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    for _ in range(THRESHOLD + 2):
        await rooms.knock(await region.member(district=0), chat)

    stranger = await region.newcomer()
    await rooms.knock(stranger, chat)

    assert await rows(region.database, Raid) == []
    assert await told(region, stranger) == ["joining.greet"]


async def test_a_raid_on_one_chat_is_none_on_another(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    await crowd(region, rooms, chat)
    quiet = await rooms.bound(district=0)
    stranger = await region.newcomer()

    await rooms.knock(stranger, quiet)

    assert await told(region, stranger) == ["joining.greet"]
    async with region.database.read() as session:
        assert await going_on(session, quiet.id) is None


async def test_in_a_raid_members_are_let_in_and_the_banned_are_looked_at(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    mother, banned = await region.member(district=0), await region.member(district=0)
    await rooms.note(banned, await rooms.bound(district=0), Presence.BANNED)
    await crowd(region, rooms, chat)

    for someone in (mother, banned):
        await rooms.knock(someone, chat)

    assert await told(region, mother) == ["chats.admit"]
    assert await told(region, banned) == ["joining.moderator_looks"]


async def test_a_real_applicant_keeps_her_place_and_is_let_in_once_verified(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    await crowd(region, rooms, chat)
    mother, application = await region.applicant(district=0)
    await rooms.knock(mother, chat)
    assert await told(region, mother) == []

    await region.act(SYSTEM, decide, application.id, verified=True)

    assert await told(region, mother) == ["chats.admit"]


async def test_undoing_it_takes_everybody_up_where_they_were(
    region: Region, rooms: Rooms, chat: Chat, activist: Someone
) -> None:
    strangers = await crowd(region, rooms, chat, size=THRESHOLD + 3)
    mother, _ = await region.applicant(district=0)
    await rooms.knock(mother, chat)

    assert await end(region, activist, decline=False) == THRESHOLD + 4

    assert await told(region, strangers[0]) == ["joining.greet"], "greeted once, not again"
    assert await told(region, strangers[-1]) == ["joining.greet"]
    assert await told(region, mother) == ["joining.waiting"]
    assert not any(row.in_raid for row in await rows(region.database, JoinRequest))
    raid = await only(region.database, Raid)
    assert (raid.ended_at, raid.ended_by_id) == (region.clock.now(), activist.id)
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:raid:end", {"declined": False})


async def test_declining_strangers_spares_whoever_spoke_with_the_bot_or_is_known(
    region: Region, rooms: Rooms, chat: Chat, activist: Someone
) -> None:
    strangers = await crowd(region, rooms, chat)
    mother, _ = await region.applicant(district=0)
    verified_meanwhile, application = await region.applicant(district=0)
    for someone in (mother, verified_meanwhile):
        await rooms.knock(someone, chat)
    await region.act(SYSTEM, decide, application.id, verified=True)
    async with region.database.write() as session:
        await meet(session, "telegram", strangers[-2].external_id)

    await end(region, activist, decline=True)

    assert (await told(region, strangers[-1]))[-1] == "chats.decline"
    assert await told(region, strangers[-2]) == ["joining.greet"]
    assert await told(region, mother) == ["joining.waiting"]
    assert await told(region, verified_meanwhile) == ["chats.admit"]


async def test_a_raid_is_ended_once_and_within_reach(
    region: Region, rooms: Rooms, chat: Chat, activist: Someone
) -> None:
    await crowd(region, rooms, chat)
    with pytest.raises(NotFound):
        await end(region, await region.holder(Role.ACTIVIST, district=1), decline=True)
    with pytest.raises(NotAllowed):
        await end(region, await region.member(district=0), decline=True)

    _, errors = await race(
        end(region, activist, decline=False), end(region, activist, decline=True)
    )

    assert [type(error) for error in errors] == [NoRaid]


async def test_after_a_raid_a_new_wave_is_a_new_raid(
    region: Region, rooms: Rooms, chat: Chat, activist: Someone
) -> None:
    await crowd(region, rooms, chat)
    await end(region, activist, decline=True)
    region.clock.advance(timedelta(minutes=10))

    await crowd(region, rooms, chat)

    assert len(await rows(region.database, Raid)) == 2
    assert len(await queued(region.database, "chats.raid")) == 2


async def test_a_raid_that_goes_on_is_mentioned_once_an_hour(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    await crowd(region, rooms, chat)
    for _ in range(6):
        region.clock.advance(timedelta(minutes=30))
        await rooms.knock(await region.newcomer(speaks=False), chat)
        for _ in range(2):
            await watch(region)

    assert len(await queued(region.database, "chats.raid")) == 1 + 3


async def test_a_raid_that_calmed_down_ends_by_itself(
    region: Region, rooms: Rooms, chat: Chat
) -> None:
    strangers = await crowd(region, rooms, chat, size=THRESHOLD + 1)
    region.clock.advance(HOUR - timedelta(seconds=1))
    await watch(region)
    assert (await only(region.database, Raid)).ended_at is None

    await rooms.knock(await region.member(district=0), chat)  # a member disturbs no calm
    region.clock.advance(timedelta(seconds=1))
    await watch(region)

    raid = await only(region.database, Raid)
    assert (raid.ended_at, raid.ended_by_id) == (region.clock.now(), None)
    assert await told(region, strangers[-1]) == ["joining.greet"]
    assert (await rows(region.database, AuditEntry))[-1].tag == "job:raid:end"

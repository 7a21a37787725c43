"""The register of chats: met, bound to a purpose, moved, lost and found, with who is inside."""

from datetime import date, timedelta

import pytest

from community.chats.errors import DistrictNeeded
from community.chats.facts import ChatChanged
from community.chats.models import (
    Chat,
    ChatDay,
    ChatMember,
    ChatState,
    Presence,
    Purpose,
)
from community.chats.queries import (
    bound_chats,
    chat_within_reach,
    chats_overview,
    memberships_of,
    rooms_of,
)
from community.chats.service import (
    add_activity,
    bind_chat,
    meet_chat,
    move_chat,
    note_lost,
    note_presence,
    note_rights,
)
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from tests.support.factories import MESSENGER, Region
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.rooms import Rooms

RIGHTS = {
    "can_invite_users": True,
    "can_restrict_members": True,
    "can_delete_messages": True,
    "can_pin_messages": True,
}


async def lose(region: Region, chat: Chat, reason: str = "kicked") -> None:
    async with region.database.write() as session:
        await note_lost(session, chat.id, reason)


async def move(region: Region, old: str, new: str) -> None:
    async with region.database.write() as session:
        await move_chat(session, MESSENGER, old, new)


async def stored(region: Region, chat: Chat) -> Chat:
    return await only(region.database, Chat, Chat.id == chat.id)


async def test_a_leader_binds_a_chat_to_its_purpose(region: Region, rooms: Rooms) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    chat = await rooms.new()
    here = region.districts[0].id

    await region.act(leader, bind_chat, chat.id, Purpose.DISTRICT, here)

    bound = await stored(region, chat)
    assert (bound.purpose, bound.district_id) == (Purpose.DISTRICT, here)
    assert bound.state is ChatState.ACTIVE
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:chat:bind", {"purpose": "district"})


@pytest.mark.parametrize("purpose", [Purpose.DISTRICT, Purpose.GUARDIANSHIP])
async def test_some_purposes_need_a_district(
    region: Region, rooms: Rooms, purpose: Purpose
) -> None:
    leader = await region.holder(Role.LEADER)
    chat = await rooms.new()

    with pytest.raises(DistrictNeeded):
        await region.act(leader, bind_chat, chat.id, purpose)
    with pytest.raises(NotFound):
        await region.act(leader, bind_chat, chat.id, purpose, 404)

    assert (await stored(region, chat)).state is ChatState.NEW


async def test_a_regional_chat_belongs_to_no_district(region: Region, rooms: Rooms) -> None:
    leader = await region.holder(Role.LEADER)
    chat = await rooms.new()

    await region.act(leader, bind_chat, chat.id, Purpose.REGIONAL, region.districts[0].id)

    assert (await stored(region, chat)).district_id is None


async def test_a_leader_of_a_district_binds_only_there(region: Region, rooms: Rooms) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    here, there = (district.id for district in region.districts[:2])
    theirs, fresh = await rooms.bound(district=1), await rooms.new()

    for chat, purpose, district_id in (
        (theirs, Purpose.DISTRICT, here),
        (fresh, Purpose.DISTRICT, there),
        (fresh, Purpose.REGIONAL, None),
        (fresh, Purpose.ACTIVISTS, None),
    ):
        with pytest.raises(NotFound):
            await region.act(leader, bind_chat, chat.id, purpose, district_id)
    activist = await region.holder(Role.ACTIVIST, district=0)
    with pytest.raises(NotAllowed):
        await region.act(activist, bind_chat, fresh.id, Purpose.DISTRICT, here)

    await region.act(leader, bind_chat, fresh.id, Purpose.ACTIVISTS, here)


async def test_reach_decides_which_chats_exist(region: Region, rooms: Rooms) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    leader = await region.holder(Role.LEADER)
    ours, theirs = await rooms.bound(district=0), await rooms.bound(district=1)

    seen = [row.chat.id for row in await region.look(activist, chats_overview)]
    assert seen == [ours.id]
    assert (await region.look(activist, chat_within_reach, ours.id)).id == ours.id
    with pytest.raises(NotFound):
        await region.look(activist, chat_within_reach, theirs.id)
    assert len(await region.look(leader, chats_overview)) == 2


async def test_troubled_chats_come_first_with_what_is_missing(region: Region, rooms: Rooms) -> None:
    leader = await region.holder(Role.LEADER)
    well, lacking = await rooms.bound(), await rooms.bound()
    async with region.database.write() as session:
        await note_rights(session, well.id, RIGHTS, "https://t.me/+well")
        await note_rights(session, lacking.id, RIGHTS | {"can_pin_messages": False})
    await rooms.note(await region.member(), well, Presence.MEMBER)
    await rooms.knock(await region.newcomer(), well)

    first, second = await region.look(leader, chats_overview)

    assert (first.chat.id, first.healthy) == (lacking.id, False)
    assert first.missing_rights == ["can_pin_messages"]
    assert (second.healthy, second.members, second.waiting) == (True, 1, 1)
    assert second.chat.invite_link == "https://t.me/+well"
    assert second.chat.rights_checked_at == region.clock.now()


async def test_a_lost_chat_is_told_to_its_leaders_once(region: Region, rooms: Rooms) -> None:
    of_region = await region.holder(Role.LEADER)
    of_here = await region.holder(Role.LEADER, district=0)
    await region.holder(Role.LEADER, district=1)
    chat = await rooms.bound()

    await lose(region, chat)
    region.clock.advance(timedelta(hours=1))
    await lose(region, chat)

    assert await recipients(region.database, "chats.lost") == [of_region.id, of_here.id]
    gone = await stored(region, chat)
    assert (gone.state, gone.lost_reason) == (ChatState.LOST, "kicked")
    assert gone.lost_at == region.clock.now() - timedelta(hours=1)


async def test_two_updates_about_one_loss_tell_of_it_once(region: Region, rooms: Rooms) -> None:
    await region.holder(Role.LEADER)
    chat = await rooms.bound()

    _, errors = await race(lose(region, chat), lose(region, chat))

    assert errors == []
    assert len(await queued(region.database, "chats.lost")) == 1


async def test_a_chat_of_no_purpose_is_lost_in_silence(region: Region, rooms: Rooms) -> None:
    leader = await region.holder(Role.LEADER)
    chat = await rooms.new()

    await lose(region, chat)

    assert await queued(region.database, "chats.lost") == []
    assert await region.look(leader, chats_overview) == []


async def test_a_lost_chat_that_is_found_knows_its_purpose(region: Region, rooms: Rooms) -> None:
    chat = await rooms.bound()
    await lose(region, chat)

    again = await rooms.new(chat.external_id)

    assert again.id == chat.id
    assert (again.state, again.purpose) == (ChatState.ACTIVE, Purpose.DISTRICT)
    assert (again.lost_at, again.lost_reason) == (None, None)


async def test_binding_a_lost_chat_does_not_pretend_that_the_bot_is_there(
    region: Region, rooms: Rooms
) -> None:
    leader = await region.holder(Role.LEADER)
    chat = await rooms.bound()
    await lose(region, chat)

    await region.act(leader, bind_chat, chat.id, Purpose.REGIONAL)

    assert (await stored(region, chat)).state is ChatState.LOST
    async with region.database.read() as session:
        assert await bound_chats(session) == []
    assert (await rooms.new(chat.external_id)).state is ChatState.ACTIVE


async def test_a_group_that_became_a_supergroup_is_the_same_chat(
    region: Region, rooms: Rooms
) -> None:
    """Scenario 28; the same update may come twice, or after the group seemed deleted."""
    chat = await rooms.bound()
    await lose(region, chat, "deleted")

    for _ in range(2):
        await move(region, chat.external_id, "-100777")

    moved = await only(region.database, Chat)
    assert (moved.id, moved.external_id) == (chat.id, "-100777")
    assert (moved.state, moved.lost_reason) == (ChatState.ACTIVE, None)
    await move(region, "-404", "-405")
    assert len(await rows(region.database, Chat)) == 1


async def test_a_new_address_that_was_met_first_hands_over_whom_it_knew(
    region: Region, rooms: Rooms
) -> None:
    leader = await region.holder(Role.LEADER)
    stays, arrives, asks = [await region.member() for _ in range(3)]
    chat, twin = await rooms.bound(), await rooms.new("-100777")
    await rooms.note(stays, chat, Presence.MEMBER)
    for someone in (stays, arrives):
        await rooms.note(someone, twin, Presence.MEMBER)
    await rooms.knock(asks, chat)
    async with region.database.write() as session:
        await note_rights(session, twin.id, RIGHTS, "https://t.me/+new")

    await move(region, chat.external_id, "-100777")

    moved = await stored(region, chat)
    assert (moved.external_id, moved.rights) == ("-100777", RIGHTS)
    assert moved.invite_link == "https://t.me/+new"
    inside = await rows(region.database, ChatMember, ChatMember.chat_id == chat.id)
    assert {row.account_id for row in inside} == {stays.account_id, arrives.account_id}
    (line,) = await region.look(leader, chats_overview)
    assert (line.chat.id, line.members, line.waiting) == (chat.id, 2, 1)


async def test_whoever_keeps_chats_in_memory_hears_of_each_change(
    region: Region, rooms: Rooms
) -> None:
    heard: list[int] = []

    async def listen(_session: object, fact: ChatChanged) -> None:
        heard.append(fact.chat_id)

    region.database.facts.subscribe(ChatChanged, listen)
    chat = await rooms.bound()
    twin = await rooms.new("-100777")
    await move(region, chat.external_id, "-100777")
    await lose(region, chat)

    assert heard == [chat.id, chat.id, twin.id, twin.id, chat.id, chat.id]


async def test_the_roster_keeps_the_last_that_was_seen(region: Region, rooms: Rooms) -> None:
    mother, chat = await region.member(), await rooms.bound()
    await rooms.note(mother, chat, Presence.MEMBER)
    came = region.clock.now()
    region.clock.advance(timedelta(days=1))
    await rooms.note(mother, chat, Presence.MEMBER)
    assert (await only(region.database, ChatMember)).since == came

    await rooms.note(mother, chat, Presence.RESTRICTED)
    row = await only(region.database, ChatMember)
    assert (row.presence, row.since) == (Presence.RESTRICTED, region.clock.now())


async def test_one_update_that_comes_five_times_at_once_is_one_member(
    region: Region, rooms: Rooms
) -> None:
    mother, chat = await region.member(), await rooms.bound()

    async def note() -> None:
        async with region.database.write() as session:
            await note_presence(session, chat.id, mother.account_id, Presence.MEMBER)

    _, errors = await race(*(note() for _ in range(5)))

    assert errors == []
    assert (await only(region.database, ChatMember)).presence is Presence.MEMBER


async def test_a_person_sees_which_chats_are_open_to_her_and_where_she_is(
    region: Region, rooms: Rooms
) -> None:
    regional = await rooms.bound(Purpose.REGIONAL, None)
    ours = await rooms.bound(district=0)
    await rooms.bound(district=1)
    await rooms.bound(Purpose.ACTIVISTS, 0)
    lost = await rooms.bound(district=0)
    await lose(region, lost)
    mother = await region.member(district=0)
    await rooms.note(mother, ours, Presence.MEMBER)

    open_to_her = await region.look(mother, rooms_of)

    assert [(room.chat.id, room.inside) for room in open_to_her] == [
        (regional.id, False),
        (ours.id, True),
    ]
    assert await region.look(await region.newcomer(), rooms_of) == []


@pytest.mark.parametrize("presence", [Presence.LEFT, Presence.BANNED])
async def test_who_went_out_is_not_inside(region: Region, rooms: Rooms, presence: Presence) -> None:
    mother, chat = await region.member(), await rooms.bound()
    for seen in (Presence.MEMBER, presence):
        await rooms.note(mother, chat, seen)

    async with region.database.read() as session:
        assert await memberships_of(session, mother.id) == []


async def test_activity_adds_up_whoever_counted(region: Region, rooms: Rooms) -> None:
    one, other = await rooms.bound(), await rooms.bound()
    monday, tuesday = date(2026, 3, 16), date(2026, 3, 17)

    async def flush(counts: dict[tuple[int, date], int]) -> None:
        async with region.database.write() as session:
            await add_activity(session, counts)

    await flush({})
    _, errors = await race(
        flush({(other.id, monday): 1, (one.id, monday): 2, (one.id, tuesday): 3}),
        *(flush({(one.id, monday): 10, (other.id, monday): 5}) for _ in range(4)),
    )

    assert errors == []
    days = {(row.chat_id, row.day): row.messages for row in await rows(region.database, ChatDay)}
    assert days == {(one.id, monday): 42, (one.id, tuesday): 3, (other.id, monday): 21}


async def test_a_long_title_is_cut_and_a_new_one_is_taken_over(region: Region) -> None:
    for title in ("Чат", "Ч" * 300):
        async with region.database.write() as session:
            await meet_chat(session, MESSENGER, "-1001", title)

    assert (await only(region.database, Chat)).title == "Ч" * 255


async def test_whom_the_bot_was_added_by_is_known(region: Region) -> None:
    leader = await region.newcomer()
    async with region.database.write() as session:
        await meet_chat(session, MESSENGER, "-1001", "Чат", added_by_id=leader.id)

    chat = await only(region.database, Chat)
    assert (chat.added_by_id, chat.state) == (leader.id, ChatState.NEW)

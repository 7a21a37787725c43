"""The chat of a group opens to whoever is in the group, and to nobody else."""

import pytest

from community.chats import guests
from community.chats import queries as chats_read
from community.chats.models import Chat, ChatState, Presence, Purpose
from community.chats.service import meet_chat, move_chat, note_lost
from community.core.actor import Role
from community.core.errors import NotFound
from community.selfhelp.groups import service as groups
from community.selfhelp.members import room
from community.selfhelp.members import service as members
from tests.support.circles import Circle
from tests.support.factories import MESSENGER, Region, Someone
from tests.support.looking import recipients
from tests.support.rooms import Rooms


async def added(region: Region, someone: Someone, address: str = "-100777") -> Chat:
    async with region.database.write() as session:
        return await meet_chat(session, MESSENGER, address, "Группа", added_by_id=someone.id)


async def with_chat(region: Region) -> tuple[Circle, Chat]:
    circle = await Circle.of(region)
    chat = await added(region, circle.facilitator)
    await region.act(circle.facilitator, room.bind_chat, circle.group.id, chat.id)
    return circle, chat


async def let_in(region: Region, chat: Chat) -> frozenset[int]:
    async with region.database.read() as session:
        return await guests.guests_of(session, chat.id)


async def test_whoever_leads_a_group_binds_the_chat_that_they_made(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    chat = await added(region, circle.facilitator)

    group = await region.act(circle.facilitator, room.bind_chat, circle.group.id, chat.id)

    assert group.chat_id == chat.id
    assert await let_in(region, chat) == {circle.facilitator.id, parent.id}
    async with region.database.read() as session:
        bound = await session.get_one(Chat, chat.id)
    assert (bound.purpose, bound.state) == (Purpose.GROUP, ChatState.ACTIVE)


async def test_a_chat_that_is_another_purposes_or_anothers_is_not_to_be_had(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    district = await Rooms(region).bound()
    foreign = await added(region, await region.member())

    for chat in (district, foreign):
        with pytest.raises(NotFound):
            await region.act(circle.facilitator, room.bind_chat, circle.group.id, chat.id)


async def test_the_door_opens_with_coming_in_and_closes_with_leaving(region: Region) -> None:
    circle, chat = await with_chat(region)
    parent = await region.member()
    request = await Rooms(region).knock(parent, chat)
    assert await recipients(region.database, "chats.admit") == []

    await circle.join(parent)
    assert await recipients(region.database, "chats.admit") == [request.account_id]
    assert [room.chat.id for room in await region.look(parent, chats_read.rooms_of)] == [chat.id]
    await Rooms(region).note(parent, chat, Presence.MEMBER)
    await region.act(parent, members.leave, circle.group.id)

    assert await recipients(region.database, "chats.remove") == [parent.account_id]
    assert parent.id not in await let_in(region, chat)


@pytest.mark.parametrize("role", [Role.LEADER, Role.ACTIVIST])
async def test_no_role_opens_it(region: Region, role: Role) -> None:
    _, chat = await with_chat(region)
    outsider = await region.holder(role)

    await Rooms(region).knock(outsider, chat)

    assert await recipients(region.database, "chats.admit") == []
    assert chat.id not in [one.chat.id for one in await region.look(outsider, chats_read.rooms_of)]


async def test_a_lost_chat_is_told_to_whoever_leads_and_another_takes_its_place(
    region: Region,
) -> None:
    circle, chat = await with_chat(region)
    [parent] = await circle.joined()
    async with region.database.write() as session:
        await note_lost(session, chat.id, "removed")
    assert await recipients(region.database, "selfhelp.chat_lost") == [circle.facilitator.id]

    new = await added(region, circle.facilitator, "-100778")
    await region.act(circle.facilitator, room.bind_chat, circle.group.id, new.id)

    assert await let_in(region, new) == {circle.facilitator.id, parent.id}


async def test_a_group_that_became_a_supergroup_keeps_its_chat(region: Region) -> None:
    circle, chat = await with_chat(region)
    async with region.database.write() as session:
        await move_chat(session, MESSENGER, "-100777", "-100999")

    parent = await region.member()
    await circle.join(parent)

    assert (await circle.now()).chat_id == chat.id
    assert parent.id in await let_in(region, chat)


async def test_with_the_groups_end_the_bot_takes_its_leave_of_the_chat(region: Region) -> None:
    circle, chat = await with_chat(region)

    await region.act(circle.facilitator, groups.close, circle.group.id, "Спасибо за этот год.")

    assert await recipients(region.database, "chats.goodbye") == [chat.id]
    assert await recipients(region.database, "selfhelp.chat_lost") == []
    assert await let_in(region, chat) == frozenset()
    listed = await region.look(circle.leader, chats_read.chats_overview)
    assert chat.id not in [row.chat.id for row in listed]

"""The register of chats, raids, moved and lost chats (scenarios 5 and 28)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from community.chats.models import Chat, ChatDay, ChatState, Purpose
from community.chats.queries import chat_by_address
from community.core.actor import Role
from community.core.outbox.service import enqueue, to_chat
from tests.support.club import OWNER, Club
from tests.support.factories import MESSENGER


@pytest.mark.both_databases
async def test_a_leader_binds_a_chat_and_hears_which_rights_are_missing(club: Club) -> None:
    leader = await club.in_messenger(await club.region.holder(Role.LEADER))
    group = (await club.messenger.add_group("Новый чат", leader))["id"]
    await club.messenger.add_bot(group, by=leader)
    await club.settle()
    assert "Меня добавили в «Новый чат»" in await club.screen(leader)

    await club.tap(leader, "🔗")
    await club.tap(leader, "🏘")
    await club.tap(leader, club.region.districts[3].name)

    assert "не хватает прав" in await club.screen(leader)
    assert "приглашать участников" in await club.screen(leader)
    async with club.region.database.read() as session:
        chat = (await session.scalars(select(Chat))).one()
        assert (chat.purpose, chat.state) == (Purpose.DISTRICT, ChatState.ACTIVE)
        assert chat.district_id == club.region.districts[3].id


async def test_whoever_waited_at_a_closed_door_gets_in_when_the_right_comes(club: Club) -> None:
    chat = await club.chat(title="Наш чат")
    mother = await club.in_messenger(await club.region.member())
    await club.messenger.ask_to_join(mother, chat)
    await club.hear()
    await club.messenger.demote(chat, bot=True)
    await club.settle()
    assert not await club.inside(mother, chat)

    club.region.clock.advance(timedelta(minutes=1))
    await club.messenger.promote(chat, bot=True, rights=["can_invite_users"])
    await club.settle()

    assert await club.inside(mother, chat)


async def test_a_raid_is_met_in_silence_and_undone_with_one_button(sqlite_club: Club) -> None:
    club = sqlite_club
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST, district=0))
    member = await club.in_messenger(await club.region.member())
    chat = await club.chat(title="Наш чат")
    strangers = [await club.newcomer(f"Гость{n}") for n in range(120)]

    for stranger in strangers:
        await club.messenger.ask_to_join(stranger, chat)
        club.region.clock.advance(timedelta(seconds=4))
    await club.settle()
    await club.knock(member, chat)

    words = await club.words(activist)
    assert words.count("просится много незнакомых") == 1
    said = (await club.messenger.chat(OWNER, chat))["messages"]
    assert not [message for message in said if message["from"]["is_bot"]]
    assert not (await club.messenger.inbox(strangers[-1]))["messages"]
    assert await club.inside(member, chat)

    await club.tap(activist, "↩️")
    assert "работает как обычно" in await club.screen(activist)
    assert (await club.messenger.inbox(strangers[-1]))["messages"]


async def test_a_group_that_became_a_supergroup_keeps_its_queued_notice(club: Club) -> None:
    group = int((await club.messenger.add_group("Старый чат", OWNER, type="group"))["id"])
    await club.messenger.add_bot(group, by=OWNER, as_admin=True)
    await club.settle()
    database = club.region.database
    async with database.read() as session:
        chat = await chat_by_address(session, MESSENGER, str(group))
        assert chat is not None
    new_id = await club.messenger.migrate(group)
    await club.settle()

    async with database.read() as session:
        healed = await session.get_one(Chat, chat.id)
        assert healed.external_id == str(new_id)
        assert await session.scalar(select(func.count(Chat.id))) == 1


async def test_a_moved_chat_is_found_by_sending_before_its_updates_come(club: Club) -> None:
    leader = await club.in_messenger(await club.region.holder(Role.LEADER))
    group = int((await club.messenger.add_group("Старый чат", OWNER, type="group"))["id"])
    await club.messenger.add_bot(group, by=OWNER, as_admin=True)
    await club.settle()
    database = club.region.database
    async with database.write() as session:
        chat = await chat_by_address(session, MESSENGER, str(group))
        assert chat is not None
        await enqueue(session, to_chat(chat.id), "chats.bind_ask", key="x", chat=chat.id)
        await session.commit()
    new_id = await club.messenger.migrate(group)

    await club.settle()

    said = (await club.messenger.chat(OWNER, new_id))["messages"]
    assert sum("Меня добавили" in (m.get("text") or "") for m in said) == 1
    assert leader


async def test_a_lost_chat_is_told_once_and_found_again(club: Club) -> None:
    leader = await club.in_messenger(await club.region.holder(Role.LEADER))
    chat = await club.chat(title="Наш чат")

    await club.messenger.kick_bot(chat, by=OWNER)
    await club.settle()
    assert "больше не вижу чат «Наш чат»" in await club.screen(leader)
    async with club.region.database.read() as session:
        assert (await session.scalars(select(Chat.state))).one() is ChatState.LOST

    await club.messenger.add_bot(chat, by=OWNER, as_admin=True)
    await club.settle()
    async with club.region.database.read() as session:
        found = (await session.scalars(select(Chat))).one()
        assert (found.state, found.purpose) == (ChatState.ACTIVE, Purpose.DISTRICT)


async def test_talk_is_counted_and_never_kept(club: Club) -> None:
    chat = await club.chat(title="Наш чат")
    member = await club.in_messenger(await club.region.member())
    await club.knock(member, chat)

    for _ in range(3):
        await club.say(member, "Тайна-Планета", chat_id=chat)
    await club.app.flush()

    async with club.region.database.read() as session:
        assert (await session.scalars(select(ChatDay.messages))).one() == 3

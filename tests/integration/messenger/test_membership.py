"""Who is in a chat and what they may do: sanctions, rights, migration, borrowed names."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramMigrateToChat
from aiogram.types import ChatPermissions

from deploy.messenger.client import ControlRefusedError, MessengerControl
from tests.integration.messenger.conftest import Town, updates

ALL = ("message", "channel_post", "chat_member", "my_chat_member")
HOUR = 3600
ANONYMOUS_ADMIN, CHANNEL = 1087968824, 136817688


async def test_a_muted_member_is_told_why_and_speaks_again_when_time_is_up(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    now = (await control.call("POST", "time", advance=0))["now"]
    await bot.restrict_chat_member(
        town.chat, town.parent, ChatPermissions(can_send_messages=False), until_date=now + HOUR
    )
    with pytest.raises(ControlRefusedError, match="запретил вам писать"):
        await control.say(town.parent, "Можно?", chat_id=town.chat)
    view = await control.chat(town.parent, town.chat)
    assert (view["member"], view["silent_until"]) == ("restricted", now + HOUR)
    member = await bot.get_chat_member(town.chat, town.parent)
    assert (member.status, member.can_send_messages) == ("restricted", False)

    await control.advance(HOUR)
    await control.say(town.parent, "Спасибо, я снова тут", chat_id=town.chat)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "member"


async def test_giving_back_what_the_chat_permits_lifts_a_mute(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.restrict_chat_member(town.chat, town.parent, ChatPermissions())
    usual = (await bot.get_chat(town.chat)).permissions
    assert usual
    await bot.restrict_chat_member(town.chat, town.parent, usual)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "member"


async def test_a_quiet_chat_lets_only_administrators_write(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.set_chat_permissions(town.chat, ChatPermissions(can_send_messages=False))
    with pytest.raises(ControlRefusedError, match="пишут только администраторы"):
        await control.say(town.parent, "Можно?", chat_id=town.chat)
    await control.say(town.leader, "Ночью чат спит", chat_id=town.chat)


async def test_a_ban_removes_and_an_unban_lets_come_back(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.say(town.parent, "Реклама", chat_id=town.chat)
    await updates(bot, *ALL)
    await bot.ban_chat_member(town.chat, town.parent, revoke_messages=True)
    changed, left = await updates(bot)
    assert changed.chat_member.new_chat_member.status == "kicked"
    assert left.message.left_chat_member.id == town.parent
    texts = [one["text"] for one in (await control.chat(town.leader, town.chat))["messages"]]
    assert "Реклама" not in texts
    await bot.unban_chat_member(town.chat, town.parent)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "left"


async def test_unbanning_a_member_puts_them_out(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.unban_chat_member(town.chat, town.parent, only_if_banned=True)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "member"
    await bot.unban_chat_member(town.chat, town.parent)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "left"


async def test_the_bot_makes_and_unmakes_an_administrator(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.promote(
        town.chat, bot=True, rights=["can_promote_members", "can_delete_messages"]
    )
    await bot.promote_chat_member(town.chat, town.parent, can_delete_messages=True)
    await bot.set_chat_administrator_custom_title(town.chat, town.parent, "Модератор")
    admins = {admin.user.id: admin for admin in await bot.get_chat_administrators(town.chat)}
    assert admins.keys() == {town.leader, town.parent, bot.id}
    assert (admins[town.parent].can_delete_messages, admins[town.parent].custom_title) == (
        True,
        "Модератор",
    )
    with pytest.raises(TelegramBadRequest, match="RIGHT_FORBIDDEN"):
        await bot.promote_chat_member(town.chat, town.parent, can_pin_messages=True)
    await bot.promote_chat_member(town.chat, town.parent)
    assert (await bot.get_chat_member(town.chat, town.parent)).status == "member"
    assert await bot.get_chat_member_count(town.chat) == 3


async def test_the_bot_hears_how_it_is_added_promoted_and_kicked(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    chat = (await control.add_group("Новый чат", town.leader))["id"]
    await updates(bot, *ALL)
    await control.add_bot(chat)
    await control.promote(chat, bot=True)
    await control.kick_bot(chat)
    changes = [update.my_chat_member for update in await updates(bot) if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == [
        "member",
        "administrator",
        "kicked",
    ]


async def test_a_deep_link_brings_the_bot_into_a_group_with_a_payload(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    chat = (await control.add_group("Новый чат", town.leader))["id"]
    await updates(bot)
    await control.add_bot(chat, by=town.leader, payload="bind_7")
    heard = [update.message.text for update in await updates(bot) if update.message]
    assert heard == [None, "/start@club_demo_bot bind_7"]


async def test_leaving_a_chat(bot: Bot, control: MessengerControl, town: Town) -> None:
    await bot.leave_chat(town.chat)
    assert [chat["bot"] for chat in await control.chats()] == ["left"]


async def test_a_group_becomes_a_supergroup_with_a_new_id(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    group = await control.add_group("Чат опеки", town.leader, type="group", members=[town.parent])
    old_id = group["id"]
    await control.add_bot(old_id, as_admin=True)
    await control.say(town.parent, "До переезда", chat_id=old_id)
    await control.protect(old_id)
    await updates(bot, *ALL)

    new_id = await control.migrate(old_id)
    before, after = await updates(bot)
    assert (before.message.chat.id, before.message.migrate_to_chat_id) == (old_id, new_id)
    assert (after.message.chat.id, after.message.migrate_from_chat_id) == (new_id, old_id)
    with pytest.raises(TelegramMigrateToChat) as refusal:
        await bot.send_message(old_id, "Сюда уже нельзя")
    assert refusal.value.migrate_to_chat_id == new_id
    await bot.send_message(new_id, "А сюда можно")
    texts = [one["text"] for one in (await control.chat(town.parent, new_id))["messages"]]
    assert (texts[0], texts[-1]) == ("", "А сюда можно")
    assert "До переезда" in texts
    assert (await bot.get_chat(new_id)).has_protected_content


async def test_an_anonymous_administrator_writes_as_the_group(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot)
    await control.say(town.leader, "Объявление", chat_id=town.chat, as_chat=town.chat)
    [update] = await updates(bot)
    assert update.message.from_user.id == ANONYMOUS_ADMIN
    assert update.message.sender_chat.id == town.chat
    with pytest.raises(ControlRefusedError, match="Only its administrators"):
        await control.say(town.parent, "И я", chat_id=town.chat, as_chat=town.chat)


async def test_a_channel_writes_as_itself_until_it_is_banned(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    channel = (await control.add_channel("Скидки", town.parent))["id"]
    await updates(bot)
    await control.say(town.parent, "Купите", chat_id=town.chat, as_chat=channel)
    [update] = await updates(bot)
    assert (update.message.from_user.id, update.message.sender_chat.id) == (CHANNEL, channel)

    await bot.ban_chat_sender_chat(town.chat, channel)
    with pytest.raises(ControlRefusedError, match="channel is banned"):
        await control.say(town.parent, "Купите", chat_id=town.chat, as_chat=channel)
    await bot.unban_chat_sender_chat(town.chat, channel)
    await control.say(town.parent, "Купите", chat_id=town.chat, as_chat=channel)


async def test_a_channel_post_is_heard_by_a_bot_that_is_its_administrator(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    channel = (await control.add_channel("Новости", town.leader))["id"]
    await control.add_bot(channel)
    await updates(bot, *ALL)
    await control.say(town.leader, "Новость", chat_id=channel)
    [update] = await updates(bot)
    assert update.channel_post.sender_chat.id == channel
    await bot.send_message(channel, "Ещё новость")
    with pytest.raises(ControlRefusedError, match="нет в этом чате"):
        await control.say(town.parent, "А я?", chat_id=channel)


async def test_what_needs_a_supergroup_is_refused_in_a_basic_group(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    group = await control.add_group("Чат опеки", town.leader, type="group", members=[town.parent])
    await control.add_bot(group["id"], as_admin=True)
    with pytest.raises(TelegramBadRequest, match="method is available only for supergroups"):
        await bot.restrict_chat_member(group["id"], town.parent, ChatPermissions())


async def test_renaming_a_chat_shows_in_it(bot: Bot, control: MessengerControl, town: Town) -> None:
    await bot.set_chat_title(town.chat, "Семьи района")
    view = await control.chat(town.parent, town.chat)
    assert view["chat"]["title"] == "Семьи района"
    assert view["messages"][-1]["service"] == "Новое название: Семьи района"

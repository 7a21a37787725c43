"""Coming to a chat: links, requests to join, and the five minutes in which the bot may answer."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError

from deploy.messenger.client import ControlRefusedError, MessengerControl
from tests.integration.messenger.conftest import Town, updates

ALL = ("message", "chat_member", "my_chat_member", "chat_join_request")
MINUTE = 60


async def test_a_request_opens_five_minutes_of_private_talk(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot, *ALL)
    came = await control.ask_to_join(town.stranger, invite_link=town.invite_link)
    assert came["state"] == "requested"

    [update] = await updates(bot)
    request = update.chat_join_request
    assert (request.chat.id, request.from_user.id) == (town.chat, town.stranger)
    assert request.invite_link.invite_link.endswith("…")  # not the bot's own link
    await bot.send_message(request.user_chat_id, "Здравствуйте! Вот правила.")
    assert (await control.wait(town.stranger, "правила"))["from"]["is_bot"]

    await control.advance(5 * MINUTE)
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(request.user_chat_id, "Вы ещё здесь?")


async def test_an_approved_newcomer_sees_the_chat_and_the_window_closes(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.say(town.parent, "Секреты района", chat_id=town.chat)
    await control.ask_to_join(town.stranger, town.chat)
    assert (await control.chat(town.stranger, town.chat))["messages"] == []
    await updates(bot, *ALL)

    await bot.approve_chat_join_request(town.chat, town.stranger)
    changed, joined = await updates(bot)
    assert changed.chat_member.via_join_request
    assert changed.chat_member.new_chat_member.status == "member"
    assert joined.message.new_chat_members[0].id == town.stranger
    seen = await control.chat(town.stranger, town.chat)
    assert seen["member"] == "member"
    assert "Секреты района" in [message["text"] for message in seen["messages"]]
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(town.stranger, "Добро пожаловать")


async def test_a_declined_or_withdrawn_request_leaves_no_trace(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.ask_to_join(town.stranger, town.chat)
    with pytest.raises(ControlRefusedError, match="already waiting"):
        await control.ask_to_join(town.stranger, town.chat)
    await bot.decline_chat_join_request(town.chat, town.stranger)
    await control.ask_to_join(town.stranger, town.chat)
    await control.cancel_join(town.stranger, town.chat)
    view = await control.chat(town.leader, town.chat)
    assert view["requests"] == []
    assert (await control.chat(town.stranger, town.chat))["member"] == "left"


async def test_a_human_administrator_decides_too(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.ask_to_join(town.stranger, town.chat)
    await updates(bot, *ALL)
    assert [one["name"] for one in (await control.chat(town.leader, town.chat))["requests"]] == [
        "Пётр"
    ]
    await control.approve_request(town.chat, town.stranger, by=town.leader)
    assert (await updates(bot))[0].chat_member.from_user.id == town.leader
    with pytest.raises(ControlRefusedError, match="needs an administrator"):
        await control.approve_request(town.chat, town.stranger, by=town.parent)


async def test_the_bots_own_links_admit_count_expire_and_are_revoked(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    link = await bot.create_chat_invite_link(town.chat, name="Листовка", member_limit=1)
    await updates(bot, *ALL)
    assert (await control.join(town.stranger, link.invite_link))["state"] == "joined"
    changed = (await updates(bot))[0].chat_member
    assert changed.invite_link.invite_link == link.invite_link
    assert changed.invite_link.name == "Листовка"

    newcomer = (await control.add_person("Вера"))["id"]
    with pytest.raises(ControlRefusedError, match="not valid or has expired"):
        await control.join(newcomer, link.invite_link)
    wider = await bot.edit_chat_invite_link(town.chat, link.invite_link, member_limit=9)
    assert wider.member_limit == 9
    revoked = await bot.revoke_chat_invite_link(town.chat, link.invite_link)
    assert revoked.is_revoked
    with pytest.raises(ControlRefusedError, match="not valid or has expired"):
        await control.join(newcomer, link.invite_link)

    first = await bot.export_chat_invite_link(town.chat)
    second = await bot.export_chat_invite_link(town.chat)
    assert first != second
    assert (await bot.get_chat(town.chat)).invite_link == second


async def test_a_banned_person_finds_the_link_dead(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.ban_chat_member(town.chat, town.parent)
    with pytest.raises(ControlRefusedError, match="banned in this chat"):
        await control.ask_to_join(town.parent, town.chat)
    await bot.unban_chat_member(town.chat, town.parent, only_if_banned=True)
    assert (await control.ask_to_join(town.parent, town.chat))["state"] == "requested"


async def test_without_the_right_to_invite_the_bot_is_not_told(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.promote(town.chat, bot=True, rights=["can_delete_messages"])
    await updates(bot, *ALL)
    await control.ask_to_join(town.stranger, town.chat)
    assert await updates(bot) == []

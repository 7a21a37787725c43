"""The queue of updates: what a bot hears, once or again, and who else may listen."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from deploy.messenger.client import ControlRefusedError, MessengerControl
from deploy.messenger.server import RunningMessenger
from tests.integration.messenger.conftest import Town, updates

DAY = 24 * 3600


def texts(fresh: list) -> list[str]:
    return [update.message.text for update in fresh if update.message]


async def test_an_update_is_repeated_until_it_is_confirmed(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot)
    await control.say(town.parent, "Раз")
    await control.say(town.parent, "Два")
    first = await bot.get_updates(limit=1, timeout=0)
    assert texts(first) == ["Раз"]
    assert texts(await bot.get_updates(timeout=0)) == ["Раз", "Два"]
    assert texts(await bot.get_updates(offset=first[0].update_id + 1, timeout=0)) == ["Два"]
    assert texts(await bot.get_updates(offset=-1, timeout=0)) == ["Два"]


async def test_a_waiting_poll_is_answered_as_soon_as_someone_writes(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot)
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await control.say(town.parent, "Есть кто?")
    assert texts(await poll) == ["Есть кто?"]


async def test_membership_and_reactions_are_told_only_when_asked_for(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    said = await control.say(town.parent, "Привет", chat_id=town.chat)
    await updates(bot)
    await control.react(town.leader, said["message_id"], "👍", chat_id=town.chat)
    await control.add_member(town.chat, town.stranger)
    assert [update.event_type for update in await updates(bot)] == ["message"]

    await updates(bot, "chat_member", "message_reaction")
    await control.react(town.leader, said["message_id"], "🔥", chat_id=town.chat)
    await control.leave(town.stranger, town.chat)
    reaction, change = await updates(bot)  # the wish is remembered
    assert reaction.message_reaction.old_reaction[0].emoji == "👍"
    assert reaction.message_reaction.new_reaction[0].emoji == "🔥"
    assert change.chat_member.old_chat_member.status == "member"
    assert change.chat_member.new_chat_member.status == "left"


async def test_a_second_poll_ends_the_first(bot: Bot, messenger: RunningMessenger) -> None:
    with messenger.messenger.bus.watching() as events:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await events.get()  # the first one waits
        second = asyncio.create_task(bot.get_updates(timeout=30))
        with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
            await first
    messenger.messenger.updates.end_poll("")
    assert await second == []


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == []


async def test_an_update_can_come_twice(bot: Bot, control: MessengerControl, town: Town) -> None:
    await control.say(town.parent, "Раз")
    fresh = await updates(bot)
    await control.resend(fresh[-1].update_id)
    again = await updates(bot)
    assert [update.update_id for update in again] == [fresh[-1].update_id]
    assert await bot.get_updates(timeout=0) == []
    with pytest.raises(ControlRefusedError, match="not remembered"):
        await control.resend(424242)


async def test_updates_can_come_out_of_order_but_none_is_lost(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot)
    await control.shuffle(on=True)
    said = [f"Слово {number}" for number in range(8)]
    for text in said:
        await control.say(town.parent, text)
    heard = texts(await updates(bot))
    assert heard != said
    assert sorted(heard) == said
    assert await bot.get_updates(timeout=0) == []


async def test_an_update_nobody_fetched_in_a_day_is_gone(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.say(town.parent, "Вчерашнее")
    await control.advance(DAY + 1)
    await control.say(town.parent, "Сегодняшнее")
    assert texts(await bot.get_updates(timeout=0)) == ["Сегодняшнее"]


async def test_in_privacy_mode_a_plain_member_bot_hears_commands_and_answers_only(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.demote(town.chat, bot=True)
    asked = await bot.send_message(town.chat, "Кто придёт?")
    await updates(bot)
    await control.say(town.parent, "Между собой", chat_id=town.chat)
    await control.say(town.parent, "/rules", chat_id=town.chat)
    await control.say(town.parent, "/rules@other_bot", chat_id=town.chat)
    await control.say(town.parent, "Я", chat_id=town.chat, reply_to=asked.message_id)
    assert texts(await updates(bot)) == ["/rules", "Я"]

    await control.set_bot(can_read_all_group_messages=True)
    await control.say(town.parent, "Всем привет", chat_id=town.chat)
    assert texts(await updates(bot)) == ["Всем привет"]


async def test_an_edited_message_and_a_tap_carry_the_message_as_it_is(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    said = await control.say(town.parent, "Прывет", chat_id=town.chat)
    button = InlineKeyboardButton(text="Да", callback_data="yes")
    await bot.send_message(
        town.chat, "Идём?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    await updates(bot)
    await control.edit(town.parent, said["message_id"], "Привет", chat_id=town.chat)
    await control.tap(town.parent, "Да", chat_id=town.chat)
    edited, tapped = await updates(bot)
    assert edited.edited_message.text == "Привет"
    assert edited.edited_message.edit_date
    assert (tapped.callback_query.data, tapped.callback_query.message.text) == ("yes", "Идём?")


async def test_after_a_reset_a_polling_bot_misses_nothing(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    fresh = await updates(bot)
    await control.reset()
    assert await control.people() == []
    parent = (await control.add_person("Анна"))["id"]
    await control.say(parent, "Я снова здесь")
    heard = await bot.get_updates(offset=fresh[-1].update_id + 1, timeout=0)
    assert texts(heard) == ["Я снова здесь"]

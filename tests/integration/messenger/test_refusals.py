"""What Telegram refuses is refused here, in its words."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDice
from aiogram.types import (
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReactionTypeEmoji,
)

from deploy.messenger.client import ControlRefusedError, MessengerControl
from deploy.messenger.server import RunningMessenger
from tests.integration.messenger.conftest import Town, connected_bot

Deed = Callable[[Bot, Town], Awaitable[object]]
DAY = 24 * 3600


def with_button(**fields: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Кнопка", **fields)]])


REFUSED: dict[str, Deed] = {
    "chat not found": lambda bot, _: bot.send_message(-100500, "Привет"),
    "message text is empty": lambda bot, town: bot.send_message(town.chat, "  "),
    "message is too long": lambda bot, town: bot.send_message(town.chat, "я" * 4097),
    "message caption is too long": lambda bot, town: bot.send_document(
        town.chat, "unknown", caption="я" * 1025
    ),
    "wrong file identifier/HTTP URL specified": lambda bot, town: bot.send_document(
        town.chat, "unknown"
    ),
    "message to be replied not found": lambda bot, town: bot.send_message(
        town.chat, "Да", reply_to_message_id=999
    ),
    "BUTTON_DATA_INVALID": lambda bot, town: bot.send_message(
        town.chat, "Да", reply_markup=with_button(callback_data="я" * 33)
    ),
    "Text buttons are unallowed": lambda bot, town: bot.send_message(
        town.chat, "Да", reply_markup=with_button()
    ),
    "Wrong HTTP URL": lambda bot, town: bot.send_message(
        town.chat, "Да", reply_markup=with_button(url="http://localhost/x")
    ),
    "message to edit not found": lambda bot, town: bot.edit_message_text(
        "Да", chat_id=town.chat, message_id=999
    ),
    "message to delete not found": lambda bot, town: bot.delete_message(town.chat, 999),
    "message to pin not found": lambda bot, town: bot.pin_chat_message(town.chat, 999),
    "message to copy not found": lambda bot, town: bot.copy_message(town.chat, town.chat, 999),
    "message to forward not found": lambda bot, town: bot.forward_message(
        town.chat, town.chat, 999
    ),
    "user not found": lambda bot, town: bot.get_chat_member(town.chat, 424242),
    "can't restrict self": lambda bot, town: bot.ban_chat_member(town.chat, bot.id),
    "can't remove chat owner": lambda bot, town: bot.ban_chat_member(town.chat, town.leader),
    "HIDE_REQUESTER_MISSING": lambda bot, town: bot.approve_chat_join_request(
        town.chat, town.stranger
    ),
    "USER_ALREADY_PARTICIPANT": lambda bot, town: bot.approve_chat_join_request(
        town.chat, town.parent
    ),
    "query is too old": lambda bot, _: bot.answer_callback_query("1"),
    "wrong file_id": lambda bot, _: bot.get_file("unknown"),
    "REACTION_INVALID": lambda bot, town: bot.set_message_reaction(
        town.chat, 1, reaction=[ReactionTypeEmoji(emoji="🚗")]
    ),
    "chat title is not modified": lambda bot, town: bot.set_chat_title(
        town.chat, "Родители района"
    ),
    "not enough rights": lambda bot, town: bot.promote_chat_member(
        town.chat, town.parent, can_pin_messages=True
    ),
    "INVITE_HASH_EXPIRED": lambda bot, town: bot.revoke_chat_invite_link(
        town.chat, "https://t.me/+unknown"
    ),
    "member limit can't be specified": lambda bot, town: bot.create_chat_invite_link(
        town.chat, member_limit=5, creates_join_request=True
    ),
    "chat member status can't be changed in private chats": lambda bot, town: bot.leave_chat(
        town.parent
    ),
}


@pytest.mark.parametrize("words", REFUSED)
async def test_a_bad_request_is_refused_in_telegrams_words(
    words: str, bot: Bot, town: Town
) -> None:
    with pytest.raises(TelegramBadRequest) as refusal:
        await REFUSED[words](bot, town)
    assert f"Bad Request: {words}" in str(refusal.value) or words in str(refusal.value)


async def test_a_stranger_hears_nothing_until_he_starts_the_bot(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation with a user"):
        await bot.send_message(town.stranger, "Здравствуйте")
    await control.start(town.stranger)
    assert (await bot.send_message(town.stranger, "Здравствуйте")).text == "Здравствуйте"


async def test_a_blocked_bot_cannot_write_until_it_is_started_again(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.start(town.parent)
    await control.block_bot(town.parent)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(town.parent, "Здравствуйте")
    await control.start(town.parent)
    await bot.send_message(town.parent, "Здравствуйте")


async def test_a_kicked_bot_and_a_deleted_group(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.kick_bot(town.chat)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await bot.send_message(town.chat, "Здравствуйте")
    await control.delete_chat(town.chat)
    with pytest.raises(TelegramForbiddenError, match="the group chat was deleted"):
        await bot.send_message(town.chat, "Здравствуйте")


async def test_an_edit_must_change_something_of_ones_own(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    sent = await bot.send_message(town.chat, "Меню")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("Меню", chat_id=town.chat, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(
            chat_id=town.chat, message_id=sent.message_id, caption="Подпись"
        )
    said = await control.say(town.parent, "Привет", chat_id=town.chat)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("Пока", chat_id=town.chat, message_id=said["message_id"])


async def test_others_messages_are_deleted_by_an_administrator_and_for_two_days(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    said = await control.say(town.parent, "Привет", chat_id=town.chat)
    await control.demote(town.chat, bot=True)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(town.chat, said["message_id"])
    await control.promote(town.chat, bot=True, rights=["can_delete_messages"])
    await control.advance(2 * DAY + 1)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(town.chat, said["message_id"])
    fresh = await control.say(town.parent, "Снова я", chat_id=town.chat)
    assert await bot.delete_message(town.chat, fresh["message_id"])


async def test_a_protected_message_is_neither_forwarded_nor_copied(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    sent = await bot.send_message(town.chat, "Только для своих", protect_content=True)
    with pytest.raises(TelegramBadRequest, match="message can't be forwarded"):
        await bot.forward_message(town.chat, town.chat, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(town.chat, town.chat, sent.message_id)


async def test_the_owner_of_a_chat_protects_everything_in_it(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.start(town.parent)
    sent = await bot.send_message(town.chat, "Только для своих")
    with pytest.raises(ControlRefusedError, match="Only the owner"):
        await control.protect(town.chat, by=town.parent)
    await control.protect(town.chat, by=town.leader)
    assert (await bot.get_chat(town.chat)).has_protected_content
    with pytest.raises(TelegramBadRequest, match="message can't be forwarded"):
        await bot.forward_message(town.parent, town.chat, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(town.parent, town.chat, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="there are no messages to forward"):
        await bot.forward_messages(town.parent, town.chat, [sent.message_id])
    named = {"chat_id": town.chat, "message_id": sent.message_id}
    with pytest.raises(ControlRefusedError, match="cannot be forwarded"):
        await control.say(town.parent, forward_from=named)

    await control.protect(town.chat, on=False)
    assert not (await bot.get_chat(town.chat)).has_protected_content
    assert await bot.forward_message(town.parent, town.chat, sent.message_id)


async def test_only_the_owner_deletes_a_group(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.promote(town.chat, town.parent)
    with pytest.raises(ControlRefusedError, match="Only the owner"):
        await control.delete_chat(town.chat, by=town.parent)
    await control.delete_chat(town.chat, by=town.leader)
    with pytest.raises(TelegramForbiddenError, match="the group chat was deleted"):
        await bot.get_chat(town.chat)
    with pytest.raises(ControlRefusedError, match="The chat was deleted"):
        await control.say(town.parent, "Есть кто?", chat_id=town.chat)


async def test_rights_are_needed_for_sanctions_links_and_pins(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.promote(town.chat, bot=True, rights=["can_delete_messages"])
    with pytest.raises(TelegramBadRequest, match="not enough rights to restrict/unrestrict"):
        await bot.ban_chat_member(town.chat, town.parent)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage chat invite link"):
        await bot.create_chat_invite_link(town.chat)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned messages"):
        await bot.pin_chat_message(town.chat, 1)
    await control.demote(town.chat, bot=True)
    with pytest.raises(TelegramBadRequest, match="CHAT_ADMIN_REQUIRED"):
        await bot.ban_chat_member(town.chat, town.parent)


async def test_a_fellow_administrator_cannot_be_restricted(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.promote(town.chat, town.parent)
    with pytest.raises(TelegramBadRequest, match="user is an administrator of the chat"):
        await bot.restrict_chat_member(town.chat, town.parent, ChatPermissions())


async def test_a_tap_is_answered_once_and_soon(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.send_message(town.chat, "Выбор", reply_markup=with_button(callback_data="x"))
    tapped = await control.tap(town.parent, "Кнопка", chat_id=town.chat)
    await bot.answer_callback_query(tapped["callback_id"])
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_callback_query(tapped["callback_id"])
    late = await control.tap(town.parent, "Кнопка", chat_id=town.chat)
    await control.advance(16)
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_callback_query(late["callback_id"])


async def test_a_wrong_token_and_an_unknown_method(bot: Bot, messenger: RunningMessenger) -> None:
    async with connected_bot(messenger.url, "1000001:WRONG") as impostor:
        with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
            await impostor.get_me()
    with pytest.raises(TelegramNotFound, match="Not Found"):
        await bot(SendDice(chat_id=1))

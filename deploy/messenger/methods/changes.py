"""Messages after they were sent: edited, deleted, pinned, reacted to."""

from typing import Any, Final

from deploy.messenger.acts import inline, posting
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.botapi.files import media_from
from deploy.messenger.botapi.keyboards import inline_keyboard
from deploy.messenger.botapi.params import Params
from deploy.messenger.botapi.sending import message_caption, message_text
from deploy.messenger.errors import bad_request
from deploy.messenger.rights import may
from deploy.messenger.state.records import Chat, Message
from deploy.messenger.wire import messages as wire

DELETE_WINDOW = 48 * 3600
"""Seconds in which a bot may delete a message, its own or another's."""
MOST_AT_ONCE = 100
ALLOWED_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 "
    "🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 "
    "🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(ALLOWED_EMOJI.split())


def editable(call: Call) -> Message:
    """A message of the bot's own, or one that a person sent through it."""
    if call.params.has("inline_message_id"):
        return inline.sent_message(call.m, call.params.text("inline_message_id"))
    chat = call.joined_chat()
    message = call.message(chat, "edit")
    own_post = message.sender_chat_id == chat.id and chat.type == "channel"
    if message.service or not (message.from_id == call.m.bot.id or own_post):
        raise bad_request("message can't be edited")
    return message


def edited(call: Call, message: Message, **fields: Any) -> dict[str, Any] | bool:
    """Refuses an edit that changes nothing, as Telegram does.

    A message sent through the bot is not shown to it: it may be where the bot is not.
    """
    if all(getattr(message, name) == value for name, value in fields.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    posting.edit(call.m, message, **fields)
    return True if message.via_bot else wire.message(call.m, message)


async def edit_message_text(call: Call) -> Any:
    message = editable(call)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    text, entities = message_text(call)
    return edited(call, message, text=text, entities=entities, keyboard=inline_keyboard(call))


async def edit_message_caption(call: Call) -> Any:
    message = editable(call)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = message_caption(call)
    return edited(call, message, text=text, entities=entities, keyboard=inline_keyboard(call))


async def edit_message_reply_markup(call: Call) -> Any:
    return edited(call, editable(call), keyboard=inline_keyboard(call))


async def edit_message_media(call: Call) -> Any:
    message = editable(call)
    item = call.params.structure("media", {})
    if item.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: type must be photo or document here")
    one = Call(call.m, Params(item, call.params.uploads))
    text, entities = message_caption(one)
    media = media_from(one, item["type"], item.get("media", ""))
    keyboard = inline_keyboard(call)
    return edited(call, message, media=media, text=text, entities=entities, keyboard=keyboard)


def deletable(call: Call, chat: Chat, message: Message) -> bool:
    if message.date + DELETE_WINDOW < call.m.clock.now():
        return False
    if chat.type == "private" or message.from_id == call.m.bot.id:
        return True
    return call.bot_in(chat).has_right("can_delete_messages")


async def delete_message(call: Call) -> bool:
    chat = call.joined_chat()
    message = call.message(chat, "delete")
    if not deletable(call, chat, message):
        raise bad_request("message can't be deleted for everyone")
    posting.delete(call.m, message)
    return True


async def delete_messages(call: Call) -> bool:
    """Those already gone are skipped; one that may not be deleted stops all."""
    chat = call.joined_chat()
    wanted = call.params.structure("message_ids", [])
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    found = [call.m.store.messages.get(chat.id, int(one)) for one in wanted]
    messages = [message for message in found if message]
    if not all(deletable(call, chat, message) for message in messages):
        raise bad_request("message can't be deleted for everyone")
    for message in messages:
        posting.delete(call.m, message)
    return True


def need_pin_right(call: Call, chat: Chat) -> None:
    if chat.type == "private":
        return
    standing = call.bot_in(chat)
    allowed = (
        standing.has_right("can_edit_messages")
        if chat.type == "channel"
        else may(chat, standing, "can_pin_messages")
    )
    if not allowed:
        raise bad_request("not enough rights to manage pinned messages in the chat")


async def pin_chat_message(call: Call) -> bool:
    chat = call.joined_chat()
    need_pin_right(call, chat)
    posting.pin(call.m, chat, call.message(chat, "pin"), call.m.bot.id)
    return True


async def unpin_chat_message(call: Call) -> bool:
    """Without a message id: the newest pin."""
    chat = call.joined_chat()
    need_pin_right(call, chat)
    wanted = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    call.m.store.chats.put(chat)
    call.m.bus.publish("pinned", chat_id=chat.id)
    return True


async def unpin_all_chat_messages(call: Call) -> bool:
    chat = call.joined_chat()
    need_pin_right(call, chat)
    chat.pinned.clear()
    call.m.store.chats.put(chat)
    call.m.bus.publish("pinned", chat_id=chat.id)
    return True


async def set_message_reaction(call: Call) -> bool:
    chat = call.joined_chat()
    message = call.message(chat, "react")
    wanted = call.params.structure("reaction", [])
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emojis = [one.get("emoji", "").replace("\ufe0f", "") for one in wanted]
    if not REACTIONS.issuperset(emojis):
        raise bad_request("REACTION_INVALID")
    posting.react(call.m, message, call.m.bot.id, emojis)
    return True


METHODS: Final[Methods] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "setMessageReaction": set_message_reaction,
}

"""Messages appear, change and vanish; the bot hears of those it may hear."""

from typing import Any

from deploy.messenger.acts.looking import bot_sees
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, Message
from deploy.messenger.wire import messages as wire
from deploy.messenger.wire import people


def post(m: Messenger, chat: Chat, **fields: Any) -> Message:
    """A new message in the chat, its fields those of `Message`."""
    chat.last_message_id += 1
    born = m.new_id()
    message = Message(
        chat_id=chat.id,
        id=chat.last_message_id,
        date=m.clock.now(),
        born=born,
        touched=born,
        **fields,
    )
    m.store.chats.put(chat)
    m.store.messages.put(message)
    m.bus.publish("message", chat_id=chat.id, message_id=message.id)
    if bot_sees(m, chat, message):
        kind = "channel_post" if chat.type == "channel" else "message"
        m.updates.push(kind, wire.message(m, message))
    return message


def changed(m: Messenger, message: Message) -> None:
    """The message looks different now, without being edited in Telegram's sense."""
    message.touched = m.new_id()
    m.store.messages.put(message)
    m.bus.publish("message", chat_id=message.chat_id, message_id=message.id)


def edit(m: Messenger, message: Message, **fields: Any) -> Message:
    """Changes fields in place; `edit_date` and an update follow."""
    for name, value in fields.items():
        setattr(message, name, value)
    message.edit_date = m.clock.now()
    changed(m, message)
    chat = m.store.chats.get(message.chat_id)
    if chat and bot_sees(m, chat, message):
        kind = "edited_channel_post" if chat.type == "channel" else "edited_message"
        m.updates.push(kind, wire.message(m, message))
    return message


def delete(m: Messenger, message: Message) -> None:
    m.store.messages.drop(message.chat_id, message.id)
    chat = m.store.chats.get(message.chat_id)
    if chat and message.id in chat.pinned:
        chat.pinned.remove(message.id)
        m.store.chats.put(chat)
    m.bus.publish("deleted", chat_id=message.chat_id, message_id=message.id)


def pin(m: Messenger, chat: Chat, message: Message, by: int) -> None:
    """The newest pin is the last one; a service message tells everyone."""
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    post(m, chat, from_id=by, service={"pinned_message": message.id})


def react(m: Messenger, message: Message, user_id: int, emojis: list[str]) -> None:
    """Replaces the user's reactions; a person's change is an update when the bot asked for it."""
    before = message.reactions.get(user_id, [])
    if before == emojis:
        return
    if emojis:
        message.reactions[user_id] = emojis
    else:
        message.reactions.pop(user_id, None)
    changed(m, message)
    chat = m.store.chats.get(message.chat_id)
    if chat is None or user_id == m.bot.id:
        return
    bot = m.store.members.get(chat.id, m.bot.id)
    if chat.type != "private" and not (bot and bot.is_admin):
        return
    m.updates.push(
        "message_reaction",
        {
            "chat": people.chat(m, chat),
            "message_id": message.id,
            "user": people.user(m, user_id),
            "date": m.clock.now(),
            "old_reaction": wire.reactions(before),
            "new_reaction": wire.reactions(emojis),
        },
    )

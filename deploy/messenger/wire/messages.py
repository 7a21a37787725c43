"""Messages, files and reactions."""

from typing import Any

from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Media, Message, StoredFile
from deploy.messenger.wire import people


def message(m: Messenger, row: Message, *, nested: bool = False) -> dict[str, Any]:
    """`nested`: inside another message, where the one it answers is left out."""
    chat = m.store.chats.get(row.chat_id)
    assert chat is not None
    body: dict[str, Any] = {
        "message_id": row.id,
        "date": row.date,
        "chat": people.chat(m, chat),
    }
    if row.from_id:
        body["from"] = people.user(m, row.from_id)
    if row.sender_chat_id and (sender := m.store.chats.get(row.sender_chat_id)):
        body["sender_chat"] = people.chat(m, sender)
    replied = m.store.messages.get(row.chat_id, row.reply_to) if row.reply_to else None
    if replied and not nested:
        body["reply_to_message"] = message(m, replied, nested=True)
    if row.keyboard:
        body["reply_markup"] = {"inline_keyboard": row.keyboard}
    return body | content(m, row) | marks(m, row) | service(m, row)


def content(m: Messenger, row: Message) -> dict[str, Any]:
    if row.media is None:
        text = {"text": row.text} if row.text else {}
        return text | ({"entities": row.entities} if row.entities else {})
    body = media(m, row.media)
    if row.text:
        body["caption"] = row.text
    if row.entities:
        body["caption_entities"] = row.entities
    return body


def marks(m: Messenger, row: Message) -> dict[str, Any]:
    optional = {
        "edit_date": row.edit_date,
        "forward_origin": row.forward_origin,
        "media_group_id": row.media_group_id,
        "has_protected_content": is_protected(m, row),
        "via_bot": people.bot_user(m) if row.via_bot else None,
    }
    return {name: value for name, value in optional.items() if value}


def is_protected(m: Messenger, row: Message) -> bool:
    """Neither forwarded nor copied: whoever sent it forbade that, or the owner of the chat did."""
    chat = m.store.chats.get(row.chat_id)
    return row.protected or (chat is not None and chat.protected)


def service(m: Messenger, row: Message) -> dict[str, Any]:
    """Members are kept as ids, the pinned message as its id; the rest goes out as it is."""
    body = dict(row.service)
    if "new_chat_members" in body:
        body["new_chat_members"] = [people.user(m, one) for one in body["new_chat_members"]]
    if "left_chat_member" in body:
        body["left_chat_member"] = people.user(m, body["left_chat_member"])
    if "pinned_message" in body:
        pinned = m.store.messages.get(row.chat_id, body.pop("pinned_message"))
        if pinned:
            body["pinned_message"] = message(m, pinned, nested=True)
    return body


def media(m: Messenger, row: Media) -> dict[str, Any]:
    stored = m.store.files.get(row.file_id)
    assert stored is not None
    if row.kind == "photo":
        return {"photo": [photo_size(stored)]}
    body = sizes(stored) | {"mime_type": stored.mime_type}
    if row.kind == "voice":
        return {"voice": body | {"duration": row.duration}}
    return {"document": body | {"file_name": stored.name}}


def sizes(stored: StoredFile) -> dict[str, Any]:
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }


def photo_size(stored: StoredFile) -> dict[str, Any]:
    return sizes(stored) | {"width": stored.width, "height": stored.height}


def reactions(emojis: list[str]) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]


def origin(m: Messenger, row: Message) -> dict[str, Any]:
    """Who wrote a forwarded message first."""
    if row.forward_origin:
        return row.forward_origin
    sender = m.store.chats.get(row.sender_chat_id)
    if sender is None:
        return {"type": "user", "date": row.date, "sender_user": people.user(m, row.from_id)}
    sender_chat = people.chat(m, sender)
    if sender.type == "channel":
        return {"type": "channel", "date": row.date, "chat": sender_chat, "message_id": row.id}
    return {"type": "chat", "date": row.date, "sender_chat": sender_chat}

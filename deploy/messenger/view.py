"""The messenger as one person sees it: chats, messages, buttons, why one cannot write."""

from typing import Any

from deploy.messenger.acts.inviting import primary_link
from deploy.messenger.acts.looking import bot_membership, membership, present_members
from deploy.messenger.entities.rendering import render_html
from deploy.messenger.messenger import Messenger
from deploy.messenger.rights import may
from deploy.messenger.state.records import Chat, Message, Person
from deploy.messenger.wire.messages import is_protected
from deploy.messenger.wire.people import GROUP_ANONYMOUS_BOT, user

BOT_BLOCKED = "Вы остановили бота. Чтобы писать ему, запустите его снова."
MUTED = "Администратор запретил вам писать в этот чат."


def person_view(person: Person) -> dict[str, Any]:
    return person.model_dump() | {"name": person.full_name}


def chat_view(m: Messenger, chat: Chat) -> dict[str, Any]:
    """A group or channel as its owner knows it, with the owner's invite link."""
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "owner": chat.owner_id,
        "join_by_request": chat.join_by_request,
        "protected": chat.protected,
        "deleted": chat.deleted,
        "migrated_to": chat.migrated_to,
        "invite_link": primary_link(m, chat, chat.owner_id).link,
        "member_count": len(present_members(m, chat.id)),
        "bot": bot_membership(m, chat.id).status,
    }


def visible(m: Messenger, chat: Chat, person: Person) -> bool:
    """A private chat is its person's alone; a group shows itself to members."""
    if chat.type == "private":
        return chat.id == person.id
    gone = chat.deleted or chat.migrated_to
    return not gone and membership(m, chat.id, person.id).present


def why_silent(m: Messenger, chat: Chat, person: Person) -> str:
    """Why the person cannot write here, in Russian as the page shows it; "" when one can."""
    standing = membership(m, chat.id, person.id)
    if chat.type == "private":
        return BOT_BLOCKED if person.blocked_bot else ""
    if not standing.present:
        return "Вас нет в этом чате."
    if chat.type == "channel":
        return "" if standing.has_right("can_post_messages") else "В канал пишут администраторы."
    if may(chat, standing, "can_send_messages"):
        return ""
    restricted = standing.status == "restricted"
    return MUTED if restricted else "Сейчас в этот чат пишут только администраторы."


def author_view(m: Messenger, message: Message) -> dict[str, Any]:
    if message.sender_chat_id and (chat := m.store.chats.get(message.sender_chat_id)):
        anonymous = message.from_id == GROUP_ANONYMOUS_BOT
        return {"id": chat.id, "name": chat.title, "is_bot": False, "anonymous": anonymous}
    return named(user(m, message.from_id))


def named(who: dict[str, Any]) -> dict[str, Any]:
    name = f"{who['first_name']} {who.get('last_name', '')}".strip()
    return {"id": who["id"], "name": name or "Удалённый аккаунт", "is_bot": who["is_bot"]}


def message_view(m: Messenger, message: Message, person: Person) -> dict[str, Any]:
    replied = m.store.messages.get(message.chat_id, message.reply_to)
    return {
        "id": message.id,
        "chat_id": message.chat_id,
        "date": message.date,
        "from": author_view(m, message),
        "mine": message.from_id == person.id,
        "text": message.text,
        "html": render_html(message.text, message.entities),
        "keyboard": message.keyboard,
        "edited": bool(message.edit_date),
        "reply_to": reply_view(m, replied) if replied else None,
        "media": media_view(m, message),
        "media_group_id": message.media_group_id,
        "forwarded_from": origin_view(message.forward_origin),
        "via_bot": message.via_bot,
        "protected": is_protected(m, message),
        "reactions": reactions_view(message, person),
        "service": service_sentence(m, message),
    }


def reply_view(m: Messenger, message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "name": author_view(m, message)["name"],
        "text": message.text[:120] or service_sentence(m, message),
    }


def media_view(m: Messenger, message: Message) -> dict[str, Any] | None:
    stored = m.store.files.get(message.media.file_id) if message.media else None
    if stored is None or message.media is None:
        return None
    return {
        "kind": message.media.kind,
        "file_id": stored.id,
        "name": stored.name,
        "size": len(stored.content),
        "mime_type": stored.mime_type,
        "url": f"/control/file/{stored.id}",
    }


def origin_view(origin: dict[str, Any] | None) -> str:
    if not origin:
        return ""
    if "sender_user" in origin:
        return str(named(origin["sender_user"])["name"])
    chat = origin.get("chat") or origin.get("sender_chat") or {}
    return str(chat.get("title", ""))


def reactions_view(message: Message, person: Person) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for emojis in message.reactions.values():
        for emoji in emojis:
            counts[emoji] = counts.get(emoji, 0) + 1
    own = message.reactions.get(person.id, [])
    return [
        {"emoji": emoji, "count": count, "mine": emoji in own} for emoji, count in counts.items()
    ]


def service_sentence(m: Messenger, message: Message) -> str:
    """What the line in the middle of the chat says; "" for an ordinary message."""
    body = message.service
    if "new_chat_members" in body:
        names = ", ".join(named(user(m, one))["name"] for one in body["new_chat_members"])
        return f"Теперь в чате: {names}"
    if "left_chat_member" in body:
        return f"Больше не в чате: {named(user(m, body['left_chat_member']))['name']}"
    if "pinned_message" in body:
        return "Закреплено сообщение"
    if "new_chat_title" in body:
        return f"Новое название: {body['new_chat_title']}"
    if "migrate_to_chat_id" in body or "migrate_from_chat_id" in body:
        return "Группа стала супергруппой"
    return ""

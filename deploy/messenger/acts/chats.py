"""Chats come to be, are upgraded to a supergroup with a new id, or are deleted."""

from typing import Any

from deploy.messenger.acts import posting
from deploy.messenger.messenger import Messenger
from deploy.messenger.rights import USUAL_PERMISSIONS, usual_admin_rights
from deploy.messenger.state.records import Chat, ChatType, Member

SUPERGROUP_BASE = -1001000000000
GROUP_BASE = -4000000


def new_chat(m: Messenger, kind: ChatType, title: str, owner_id: int, **fields: Any) -> Chat:
    base = GROUP_BASE if kind == "group" else SUPERGROUP_BASE
    number = fields.pop("id", None) or base - m.new_id()
    chat = Chat(
        id=number,
        type=kind,
        title=title,
        owner_id=owner_id,
        permissions=dict(USUAL_PERMISSIONS),
        **fields,
    )
    m.store.chats.put(chat)
    m.store.members.put(Member(chat_id=number, user_id=owner_id, status="creator"))
    m.bus.publish("chats", chat_id=number)
    return chat


def migrate(m: Messenger, chat: Chat) -> Chat:
    """The members, messages and links move; the bot hears of both ids, the old one first."""
    upgraded = new_chat(
        m,
        "supergroup",
        chat.title,
        chat.owner_id,
        join_by_request=chat.join_by_request,
        protected=chat.protected,
        migrated_from=chat.id,
        pinned=list(chat.pinned),
        last_message_id=chat.last_message_id,
    )
    chat.migrated_to = upgraded.id
    upgraded.permissions = dict(chat.permissions)
    for row in m.store.members.of(chat.id):
        moved = row.model_copy(update={"chat_id": upgraded.id})
        if moved.status == "administrator" and not moved.rights:
            moved.rights = usual_admin_rights()
        m.store.members.put(moved)
    for message in m.store.messages.of(chat.id):
        m.store.messages.put(message.model_copy(update={"chat_id": upgraded.id}))
    for request in m.store.requests.of(chat.id):
        m.store.requests.put(request.model_copy(update={"chat_id": upgraded.id}))
    for link in m.store.links:
        if link.chat_id == chat.id:
            m.store.links.put(link.model_copy(update={"chat_id": upgraded.id}))
    posting.post(m, chat, from_id=chat.owner_id, service={"migrate_to_chat_id": upgraded.id})
    posting.post(m, upgraded, from_id=chat.owner_id, service={"migrate_from_chat_id": chat.id})
    m.bus.publish("chats", chat_id=upgraded.id)
    return upgraded


def forget(m: Messenger, chat: Chat) -> None:
    """The owner deleted the chat: it stays known by id, so that the bot learns it is gone."""
    chat.deleted = True
    m.store.chats.put(chat)
    for row in m.store.requests.of(chat.id):
        m.store.requests.drop(chat.id, row.user_id)
    m.bus.publish("chats", chat_id=chat.id)

"""Users, chats, members and invite links."""

from typing import Any

from deploy.messenger.messenger import Messenger
from deploy.messenger.rights import ADMIN_RIGHTS, CHANNEL_RIGHTS, GROUP_RIGHTS, PERMISSIONS
from deploy.messenger.state.records import Chat, InviteLink, Member, Person

GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688
SERVICE_USERS: dict[int, dict[str, Any]] = {
    GROUP_ANONYMOUS_BOT: {
        "id": GROUP_ANONYMOUS_BOT,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    },
    CHANNEL_BOT: {
        "id": CHANNEL_BOT,
        "is_bot": True,
        "first_name": "Channel",
        "username": "Channel_Bot",
    },
}
"""In whose name Telegram shows anonymous administrators and channels."""


def person(row: Person) -> dict[str, Any]:
    optional = {
        "last_name": row.last_name,
        "username": row.username,
        "language_code": row.language_code,
    }
    named = {name: value for name, value in optional.items() if value}
    return {"id": row.id, "is_bot": False, "first_name": row.first_name, **named}


def bot_user(m: Messenger) -> dict[str, Any]:
    return {
        "id": m.bot.id,
        "is_bot": True,
        "first_name": m.bot.name,
        "username": m.config.bot_username,
    }


def user(m: Messenger, user_id: int) -> dict[str, Any]:
    if user_id == m.bot.id:
        return bot_user(m)
    if user_id in SERVICE_USERS:
        return SERVICE_USERS[user_id]
    row = m.store.people.get(user_id)
    return person(row) if row else {"id": user_id, "is_bot": False, "first_name": ""}


def chat(m: Messenger, row: Chat) -> dict[str, Any]:
    if row.type != "private":
        return {"id": row.id, "type": row.type, "title": row.title}
    named = {
        name: value
        for name, value in user(m, row.id).items()
        if name in {"first_name", "last_name", "username"}
    }
    return {"id": row.id, "type": "private", **named}


def member(m: Messenger, row: Member) -> dict[str, Any]:
    body: dict[str, Any] = {"user": user(m, row.user_id), "status": row.status}
    match row.status:
        case "creator":
            body["is_anonymous"] = row.rights.get("is_anonymous", False)
        case "administrator":
            body["can_be_edited"] = row.promoted_by == m.bot.id
            body["is_anonymous"] = row.rights.get("is_anonymous", False)
            body |= {name: row.rights.get(name, False) for name in rights_in(m, row.chat_id)}
        case "restricted":
            body |= {name: row.permissions.get(name, False) for name in PERMISSIONS}
            body |= {"is_member": row.is_member, "until_date": row.until_date}
        case "kicked":
            body["until_date"] = row.until_date
    if row.custom_title and row.is_admin:
        body["custom_title"] = row.custom_title
    return body


def rights_in(m: Messenger, chat_id: int) -> tuple[str, ...]:
    row = m.store.chats.get(chat_id)
    return ADMIN_RIGHTS + (CHANNEL_RIGHTS if row and row.type == "channel" else GROUP_RIGHTS)


def invite_link(m: Messenger, row: InviteLink) -> dict[str, Any]:
    """A link of another administrator is shown to the bot without its second half."""
    own = row.creator_id == m.bot.id
    body: dict[str, Any] = {
        "invite_link": row.link if own else f"{row.link[:-10]}…",
        "creator": user(m, row.creator_id),
        "creates_join_request": row.creates_join_request,
        "is_primary": row.is_primary,
        "is_revoked": row.is_revoked,
    }
    optional = {
        "name": row.name,
        "expire_date": row.expire_date,
        "member_limit": row.member_limit,
        "pending_join_request_count": pending_requests(m, row),
    }
    return body | {name: value for name, value in optional.items() if value}


def pending_requests(m: Messenger, row: InviteLink) -> int:
    return sum(request.link == row.link for request in m.store.requests.of(row.chat_id))

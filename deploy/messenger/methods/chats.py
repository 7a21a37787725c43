"""What the bot may know and change about a chat as a whole."""

from typing import Any, Final

from deploy.messenger.acts import membership, posting
from deploy.messenger.acts.inviting import primary_link
from deploy.messenger.acts.looking import present_members
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request
from deploy.messenger.rights import PERMISSIONS, may
from deploy.messenger.state.records import Chat, Member
from deploy.messenger.wire import messages as wire
from deploy.messenger.wire import people

TITLE_LIMIT = 128
NO_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


async def get_chat(call: Call) -> dict[str, Any]:
    chat = call.joined_chat()
    body = people.chat(call.m, chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": NO_GIFTS,
    }
    if chat.pinned and (pinned := call.m.store.messages.get(chat.id, chat.pinned[-1])):
        body["pinned_message"] = wire.message(call.m, pinned, nested=True)
    if chat.type == "private":
        return body
    if chat.is_group:
        body["permissions"] = chat.permissions
    if chat.join_by_request:
        body["join_by_request"] = True
    if chat.protected:
        body["has_protected_content"] = True
    if call.bot_in(chat).has_right("can_invite_users"):
        body["invite_link"] = primary_link(call.m, chat, call.m.bot.id).link
    return body


async def get_chat_member(call: Call) -> dict[str, Any]:
    chat = call.joined_chat()
    standing = call.user_in(chat)
    if chat.type == "private":
        standing = Member(chat_id=chat.id, user_id=standing.user_id, status="member")
    return people.member(call.m, standing)


async def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = call.joined_chat()
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [row for row in present_members(call.m, chat.id) if row.is_admin]
    return [
        people.member(call.m, row)
        for row in admins
        if row.user_id == call.m.bot.id or call.find_user(row.user_id)
    ]


async def get_chat_member_count(call: Call) -> int:
    chat = call.joined_chat()
    return 2 if chat.type == "private" else len(present_members(call.m, chat.id))


async def leave_chat(call: Call) -> bool:
    chat = call.joined_chat()
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    membership.leave(call.m, chat, call.m.bot.id, by=call.m.bot.id)
    return True


async def set_chat_title(call: Call) -> bool:
    chat = call.group()
    title = call.params.text("title").strip()
    if not 1 <= len(title) <= TITLE_LIMIT:
        raise bad_request("chat title must be non-empty" if not title else "CHAT_TITLE_INVALID")
    if not may(chat, call.bot_in(chat), "can_change_info"):
        raise bad_request("not enough rights to change chat title")
    if title == chat.title:
        raise bad_request("chat title is not modified")
    rename(call, chat, title)
    return True


def rename(call: Call, chat: Chat, title: str) -> None:
    chat.title = title
    posting.post(call.m, chat, from_id=call.m.bot.id, service={"new_chat_title": title})
    call.m.bus.publish("chats", chat_id=chat.id)


async def set_chat_permissions(call: Call) -> bool:
    chat = call.group()
    call.need_right(chat, "can_restrict_members", "not enough rights to change chat permissions")
    given = call.params.structure("permissions", None)
    if not isinstance(given, dict):
        raise bad_request("can't parse chat permissions JSON object")
    chat.permissions = full_permissions(call, given)
    call.m.store.chats.put(chat)
    call.m.bus.publish("members", chat_id=chat.id)
    return True


def full_permissions(call: Call, given: dict[str, Any]) -> dict[str, bool]:
    """Unless permissions are independent, media imply text and polls imply it too."""
    named = {name: bool(given.get(name)) for name in PERMISSIONS}
    if call.params.flag("use_independent_chat_permissions"):
        return named
    media = [name for name in PERMISSIONS if name.startswith("can_send_")]
    if named["can_send_other_messages"] or named["can_add_web_page_previews"]:
        named |= dict.fromkeys(set(media) - {"can_send_polls"}, True)
    if named["can_send_polls"]:
        named["can_send_messages"] = True
    if "can_react_to_messages" not in given:
        named["can_react_to_messages"] = named["can_send_messages"]
    return named


METHODS: Final[Methods] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setChatTitle": set_chat_title,
    "setChatPermissions": set_chat_permissions,
}

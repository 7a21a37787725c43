"""Invite links of the bot, and join requests."""

from typing import Any, Final

from deploy.messenger.acts import inviting
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request
from deploy.messenger.state.records import Chat, InviteLink, JoinRequest
from deploy.messenger.wire import people

NAME_LIMIT = 32
LINK_WORDS = "not enough rights to manage chat invite link"


def managed_chat(call: Call) -> Chat:
    chat = call.group()
    call.need_right(chat, "can_invite_users", LINK_WORDS)
    return chat


def link_fields(call: Call) -> dict[str, Any]:
    fields = {
        "name": call.params.text("name"),
        "expire_date": call.params.integer("expire_date"),
        "member_limit": call.params.integer("member_limit"),
        "creates_join_request": call.params.flag("creates_join_request"),
    }
    if len(call.params.text("name")) > NAME_LIMIT:
        raise bad_request("chat invite link name is too long")
    if fields["member_limit"] and fields["creates_join_request"]:
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    return fields


async def create_invite_link(call: Call) -> dict[str, Any]:
    chat = managed_chat(call)
    link = inviting.new_link(call.m, chat, call.m.bot.id, **link_fields(call))
    return people.invite_link(call.m, link)


def own_link(call: Call, chat: Chat) -> InviteLink:
    link = call.m.store.links.get(call.params.text("invite_link"))
    if link is None or link.chat_id != chat.id:
        raise bad_request("INVITE_HASH_EXPIRED")
    if link.creator_id != call.m.bot.id:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return link


async def edit_invite_link(call: Call) -> dict[str, Any]:
    chat = managed_chat(call)
    link = own_link(call, chat)
    if link.is_primary or link.is_revoked:
        raise bad_request("INVITE_HASH_EXPIRED")
    changed = link.model_copy(update=link_fields(call))
    return people.invite_link(call.m, call.m.store.links.put(changed))


async def revoke_invite_link(call: Call) -> dict[str, Any]:
    chat = managed_chat(call)
    link = own_link(call, chat)
    link.is_revoked = True
    call.m.store.links.put(link)
    if link.is_primary:
        inviting.primary_link(call.m, chat, call.m.bot.id)
    return people.invite_link(call.m, link)


async def export_invite_link(call: Call) -> str:
    """A new primary link; the one before stops working."""
    chat = managed_chat(call)
    before = inviting.primary_link(call.m, chat, call.m.bot.id)
    before.is_revoked = True
    call.m.store.links.put(before)
    return inviting.primary_link(call.m, chat, call.m.bot.id).link


def waiting_request(call: Call) -> JoinRequest:
    chat = managed_chat(call)
    standing = call.user_in(chat)
    if standing.present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    request = call.m.store.requests.get(chat.id, standing.user_id)
    if request is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return request


async def approve_join_request(call: Call) -> bool:
    inviting.settle(call.m, waiting_request(call), by=call.m.bot.id, approved=True)
    return True


async def decline_join_request(call: Call) -> bool:
    inviting.settle(call.m, waiting_request(call), by=call.m.bot.id, approved=False)
    return True


METHODS: Final[Methods] = {
    "createChatInviteLink": create_invite_link,
    "editChatInviteLink": edit_invite_link,
    "revokeChatInviteLink": revoke_invite_link,
    "exportChatInviteLink": export_invite_link,
    "approveChatJoinRequest": approve_join_request,
    "declineChatJoinRequest": decline_join_request,
}

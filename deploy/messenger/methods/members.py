"""Sanctions and honours: ban, unban, restrict, promote, titles, channels that write."""

from typing import Final

from deploy.messenger.acts import membership, posting
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request
from deploy.messenger.methods.chats import full_permissions
from deploy.messenger.rights import EVERY_RIGHT
from deploy.messenger.state.records import FOREVER, Chat, Member, Status

RESTRICT_WORDS = "not enough rights to restrict/unrestrict chat member"
SHORTEST, LONGEST = 30, 366 * 24 * 3600
"""Seconds; a term outside them means for ever."""
TITLE_LIMIT = 16


def until_date(call: Call) -> int:
    wanted = call.params.integer("until_date")
    term = wanted - call.m.clock.now()
    return wanted if SHORTEST <= term <= LONGEST else FOREVER


def target(call: Call, chat: Chat) -> Member:
    """Whom to ban or restrict; raises ApiError for the bot itself, the owner, administrators."""
    call.need_right(chat, "can_restrict_members", RESTRICT_WORDS)
    standing = call.user_in(chat)
    if standing.user_id == call.m.bot.id:
        raise bad_request("can't restrict self")
    if standing.status == "creator":
        raise bad_request("can't remove chat owner")
    if standing.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return standing


async def ban_chat_member(call: Call) -> bool:
    chat = call.group()
    standing = target(call, chat)
    membership.ban(call.m, chat, standing.user_id, by=call.m.bot.id, until=until_date(call))
    if call.params.flag("revoke_messages"):
        for message in call.m.store.messages.of(chat.id):
            if message.from_id == standing.user_id and not message.sender_chat_id:
                posting.delete(call.m, message)
    return True


async def unban_chat_member(call: Call) -> bool:
    """Someone who is in the chat is put out by it, unless `only_if_banned`."""
    chat = call.group()
    standing = target(call, chat)
    if standing.status == "kicked" or not call.params.flag("only_if_banned"):
        row = Member(chat_id=chat.id, user_id=standing.user_id, status="left", is_member=False)
        membership.change(call.m, chat, row, by=call.m.bot.id)
    return True


async def restrict_chat_member(call: Call) -> bool:
    """With all that the chat permits given back, the member is an ordinary one again."""
    chat = call.supergroup()
    standing = target(call, chat)
    given = call.params.structure("permissions", None)
    if not isinstance(given, dict):
        raise bad_request("can't parse chat permissions JSON object")
    permissions = full_permissions(call, given)
    row = Member(
        chat_id=chat.id,
        user_id=standing.user_id,
        status="restricted",
        permissions=permissions,
        is_member=standing.present,
        until_date=until_date(call),
    )
    if all(permissions[name] for name, usual in chat.permissions.items() if usual):
        status: Status = "member" if standing.present else "left"
        row = Member(
            chat_id=chat.id, user_id=standing.user_id, status=status, is_member=standing.present
        )
    membership.change(call.m, chat, row, by=call.m.bot.id)
    return True


async def promote_chat_member(call: Call) -> bool:
    """Without any right an administrator becomes a member again."""
    chat = call.group()
    call.need_right(chat, "can_promote_members", "not enough rights")
    standing = call.user_in(chat)
    if standing.user_id == call.m.bot.id:
        raise bad_request("can't promote self")
    if standing.status == "creator":
        raise bad_request("can't remove chat owner")
    if not standing.present:
        raise bad_request("USER_NOT_PARTICIPANT")
    rights = {name: call.params.flag(name) for name in EVERY_RIGHT}
    own = call.bot_in(chat)
    if any(given and not own.has_right(name) for name, given in rights.items()):
        raise bad_request("RIGHT_FORBIDDEN")
    row = Member(chat_id=chat.id, user_id=standing.user_id, status="member")
    if any(rights.values()):
        rights["can_manage_chat"] = True
        row = row.model_copy(
            update={"status": "administrator", "rights": rights, "promoted_by": call.m.bot.id}
        )
    membership.change(call.m, chat, row, by=call.m.bot.id)
    return True


async def set_custom_title(call: Call) -> bool:
    chat = call.supergroup()
    standing = call.user_in(chat)
    title = call.params.text("custom_title")
    if not standing.is_admin:
        raise bad_request("user is not an administrator")
    if standing.promoted_by != call.m.bot.id:
        raise bad_request("not enough rights to change custom title of the user")
    if len(title) > TITLE_LIMIT:
        raise bad_request("ADMIN_RANK_INVALID")
    call.m.store.members.put(standing.model_copy(update={"custom_title": title}))
    return True


def sender_chat(call: Call, chat: Chat) -> int:
    call.need_right(chat, "can_restrict_members", RESTRICT_WORDS)
    sender_id = call.params.integer("sender_chat_id")
    if sender_id == chat.id or call.m.store.chats.get(sender_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return sender_id


async def ban_chat_sender_chat(call: Call) -> bool:
    chat = call.supergroup()
    sender_id = sender_chat(call, chat)
    if sender_id not in chat.banned_senders:
        chat.banned_senders.append(sender_id)
        call.m.store.chats.put(chat)
    return True


async def unban_chat_sender_chat(call: Call) -> bool:
    chat = call.supergroup()
    sender_id = sender_chat(call, chat)
    if sender_id in chat.banned_senders:
        chat.banned_senders.remove(sender_id)
        call.m.store.chats.put(chat)
    return True


METHODS: Final[Methods] = {
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "restrictChatMember": restrict_chat_member,
    "promoteChatMember": promote_chat_member,
    "setChatAdministratorCustomTitle": set_custom_title,
    "banChatSenderChat": ban_chat_sender_chat,
    "unbanChatSenderChat": unban_chat_sender_chat,
}

"""Groups and channels as their owners keep them: members, administrators, the bot's place."""

from typing import Any, Final

from deploy.messenger.acts import chats, membership, posting
from deploy.messenger.acts.looking import bot_membership
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.rights import chosen_rights, usual_admin_rights
from deploy.messenger.state.records import Chat, Member
from deploy.messenger.view import chat_view


async def list_chats(ask: Ask) -> Any:
    return [chat_view(ask.m, chat) for chat in ask.m.store.chats if chat.type != "private"]


async def add_group(ask: Ask) -> Any:
    kind = ask.text("type", "supergroup")
    if kind not in {"group", "supergroup"}:
        raise ControlError("type is group or supergroup.")
    chat = chats.new_chat(
        ask.m,
        "group" if kind == "group" else "supergroup",
        ask.text("title"),
        ask.person("owner").id,
        join_by_request=ask.flag("join_by_request"),
        id=ask.fields.get("id"),
    )
    for person_id in ask.fields.get("members", []):
        person = Ask(ask.m, {"person": person_id}).person()
        membership.join(ask.m, chat, person.id, by=chat.owner_id)
    return chat_view(ask.m, chat)


async def add_channel(ask: Ask) -> Any:
    owner = ask.person("owner")
    return chat_view(ask.m, chats.new_chat(ask.m, "channel", ask.text("title"), owner.id))


def subject(ask: Ask) -> int:
    """Whom the call is about: a person, or the bot when `bot` is true."""
    return ask.m.bot.id if ask.flag("bot") else ask.person().id


def wanted_rights(ask: Ask, name: str) -> dict[str, bool]:
    given = ask.fields.get(name)
    return chosen_rights(given) if isinstance(given, dict | list) else usual_admin_rights()


async def add_member(ask: Ask) -> Any:
    chat = ask.group()
    admin = ask.admin(chat, "can_invite_users")
    membership.join(ask.m, chat, ask.person().id, by=admin.id)
    return chat_view(ask.m, chat)


async def remove_member(ask: Ask) -> Any:
    """By hand an administrator bans; `ban` false lets the person come back."""
    chat = ask.group()
    admin = ask.admin(chat, "can_restrict_members")
    person_id = ask.person().id
    membership.ban(ask.m, chat, person_id, by=admin.id)
    if not ask.flag("ban", default=True):
        row = Member(chat_id=chat.id, user_id=person_id, status="left", is_member=False)
        membership.change(ask.m, chat, row, by=admin.id)
    return chat_view(ask.m, chat)


async def promote(ask: Ask) -> Any:
    """`rights`: a list of names or a name → yes/no object; left out, the usual ones."""
    chat = ask.group()
    owner = ask.admin(chat, "can_promote_members")
    user_id = subject(ask)
    if not ask.m.store.members.get(chat.id, user_id):
        raise ControlError("Only a member can become an administrator.")
    make_admin(ask, chat, user_id, by=owner.id, rights=wanted_rights(ask, "rights"))
    return chat_view(ask.m, chat)


def make_admin(ask: Ask, chat: Chat, user_id: int, *, by: int, rights: dict[str, bool]) -> None:
    row = Member(
        chat_id=chat.id, user_id=user_id, status="administrator", rights=rights, promoted_by=by
    )
    membership.change(ask.m, chat, row, by=by)


async def demote(ask: Ask) -> Any:
    chat = ask.group()
    owner = ask.admin(chat, "can_promote_members")
    row = Member(chat_id=chat.id, user_id=subject(ask), status="member")
    membership.change(ask.m, chat, row, by=owner.id)
    return chat_view(ask.m, chat)


async def add_bot(ask: Ask) -> Any:
    """`as_admin`: true for the usual rights, or the rights themselves; channels need it."""
    chat = ask.group()
    admin = ask.admin(chat, "can_invite_users")
    if chat.type != "channel" and not bot_membership(ask.m, chat.id).present:
        membership.join(ask.m, chat, ask.m.bot.id, by=admin.id)
    if ask.fields.get("as_admin") or chat.type == "channel":
        rights = wanted_rights(ask, "as_admin")
        make_admin(ask, chat, ask.m.bot.id, by=admin.id, rights=rights)
    if payload := ask.text("payload", ""):
        text = f"/start@{ask.m.config.bot_username} {payload}"
        posting.post(ask.m, chat, from_id=admin.id, text=text)
    return chat_view(ask.m, chat)


async def kick_bot(ask: Ask) -> Any:
    chat = ask.group()
    admin = ask.admin(chat, "can_restrict_members")
    if not bot_membership(ask.m, chat.id).present:
        raise ControlError("The bot is not in this chat.")
    membership.ban(ask.m, chat, ask.m.bot.id, by=admin.id)
    return chat_view(ask.m, chat)


async def migrate(ask: Ask) -> Any:
    chat = ask.chat()
    if chat.type != "group":
        raise ControlError("Only a basic group can become a supergroup.")
    return {"new_id": chats.migrate(ask.m, chat).id}


async def protect(ask: Ask) -> Any:
    """Whether what is written here may be forwarded and copied."""
    chat = ask.group()
    ask.owner(chat)
    chat.protected = ask.flag("on", default=True)
    ask.m.store.chats.put(chat)
    ask.m.bus.publish("chats", chat_id=chat.id)
    return chat_view(ask.m, chat)


async def delete_chat(ask: Ask) -> Any:
    chat = ask.group()
    ask.owner(chat)
    chats.forget(ask.m, chat)
    return {}


ACTS: Final[Acts] = {
    "GET chats": list_chats,
    "POST groups": add_group,
    "POST channels": add_channel,
    "POST add_member": add_member,
    "POST remove_member": remove_member,
    "POST promote": promote,
    "POST demote": demote,
    "POST add_bot": add_bot,
    "POST kick_bot": kick_bot,
    "POST migrate": migrate,
    "POST protect": protect,
    "POST delete_chat": delete_chat,
}

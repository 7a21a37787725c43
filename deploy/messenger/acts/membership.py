"""Who is in which chat, with which rights: changes, the updates and service messages they cause."""

from typing import Any

from deploy.messenger.acts import posting
from deploy.messenger.acts.looking import bot_membership, membership
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, InviteLink, Member, Status
from deploy.messenger.wire import people


def change(
    m: Messenger,
    chat: Chat,
    row: Member,
    *,
    by: int,
    link: InviteLink | None = None,
    via_join_request: bool = False,
) -> Member:
    """Puts the new standing in place of the old one and tells everyone who must know."""
    before = membership(m, chat.id, row.user_id)
    bot_was_admin = bot_membership(m, chat.id).is_admin
    old = people.member(m, before)
    m.store.members.put(row)
    m.bus.publish("members", chat_id=chat.id, person_id=row.user_id)
    body: dict[str, Any] = {
        "chat": people.chat(m, chat),
        "from": people.user(m, by),
        "date": m.clock.now(),
        "old_chat_member": old,
        "new_chat_member": people.member(m, row),
    }
    if link:
        body["invite_link"] = people.invite_link(m, link)
    if via_join_request:
        body["via_join_request"] = True
    if body["old_chat_member"] != body["new_chat_member"]:
        if row.user_id == m.bot.id:
            m.updates.push("my_chat_member", body)
        elif bot_was_admin:
            m.updates.push("chat_member", body)
    _tell_group(m, chat, before, row, row.user_id if via_join_request else by)
    return row


def _tell_group(m: Messenger, chat: Chat, before: Member, after: Member, by: int) -> None:
    """Joining and leaving show as service messages, in groups only."""
    if not chat.is_group or before.present == after.present:
        return
    if after.present:
        posting.post(m, chat, from_id=by, service={"new_chat_members": [after.user_id]})
    else:
        posting.post(m, chat, from_id=by, service={"left_chat_member": after.user_id})


def join(
    m: Messenger,
    chat: Chat,
    user_id: int,
    *,
    by: int,
    link: InviteLink | None = None,
    via_join_request: bool = False,
) -> Member:
    """A restricted person who comes back stays restricted, as in Telegram."""
    before = membership(m, chat.id, user_id)
    row = Member(chat_id=chat.id, user_id=user_id, status="member")
    if before.status == "restricted":
        row = before.model_copy(update={"is_member": True})
    if link:
        link.joined += 1
        m.store.links.put(link)
    m.store.requests.drop(chat.id, user_id)
    return change(m, chat, row, by=by, link=link, via_join_request=via_join_request)


def leave(m: Messenger, chat: Chat, user_id: int, *, by: int) -> Member:
    before = membership(m, chat.id, user_id)
    row = Member(chat_id=chat.id, user_id=user_id, status="left", is_member=False)
    if before.status == "restricted":
        row = before.model_copy(update={"is_member": False})
    return change(m, chat, row, by=by)


def ban(m: Messenger, chat: Chat, user_id: int, *, by: int, until: int = 0) -> Member:
    """`until` is unix seconds, 0 for ever. A waiting request to join goes with it."""
    row = Member(
        chat_id=chat.id, user_id=user_id, status="kicked", is_member=False, until_date=until
    )
    m.store.requests.drop(chat.id, user_id)
    return change(m, chat, row, by=by)


def meet_bot(m: Messenger, person_id: int, *, blocked: bool) -> None:
    """my_chat_member of a private chat: the person blocked the bot, or lets it write again."""
    chat = m.store.chats.get(person_id)
    if chat is None:
        return
    standing: dict[bool, Status] = {True: "kicked", False: "member"}
    rows = [
        Member(chat_id=chat.id, user_id=m.bot.id, status=standing[was])
        for was in (not blocked, blocked)
    ]
    m.updates.push(
        "my_chat_member",
        {
            "chat": people.chat(m, chat),
            "from": people.user(m, person_id),
            "date": m.clock.now(),
            "old_chat_member": people.member(m, rows[0]),
            "new_chat_member": people.member(m, rows[1]),
        },
    )

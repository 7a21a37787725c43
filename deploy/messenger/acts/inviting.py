"""Invite links and join requests."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from deploy.messenger.acts import membership
from deploy.messenger.acts.looking import bot_membership, private_chat
from deploy.messenger.acts.looking import membership as membership_of
from deploy.messenger.errors import ControlError
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, InviteLink, JoinRequest
from deploy.messenger.wire import people

ANSWER_WINDOW = 300
"""Seconds in which a bot may write to someone who asked to join and never started it."""
INVITE_ADDRESS = re.compile(r"(?:https?://)?t\.me/(?:\+|joinchat/)[\w-]+")


def new_link(m: Messenger, chat: Chat, creator_id: int, **fields: Any) -> InviteLink:
    link = f"https://t.me/+{secrets.token_urlsafe(12)}"
    return m.store.links.put(
        InviteLink(link=link, chat_id=chat.id, creator_id=creator_id, **fields)
    )


def primary_link(m: Messenger, chat: Chat, creator_id: int) -> InviteLink:
    """Every administrator has one of his own; it asks for approval when the chat does."""
    for link in m.store.links:
        is_own = (link.chat_id, link.creator_id) == (chat.id, creator_id)
        if is_own and link.is_primary and not link.is_revoked:
            return link
    return new_link(m, chat, creator_id, is_primary=True, creates_join_request=chat.join_by_request)


def usable_link(m: Messenger, address: str) -> InviteLink:
    """The live link behind an address; raises ControlError as the app would say it."""
    found = INVITE_ADDRESS.fullmatch(address.strip())
    token = re.split(r"\+|joinchat/", address.strip())[-1]
    link = m.store.links.get(f"https://t.me/+{token}") if found else None
    expired = link is None or (
        link.is_revoked
        or (link.expire_date and link.expire_date <= m.clock.now())
        or (link.member_limit and link.joined >= link.member_limit)
    )
    if link is None or expired:
        raise ControlError("The invite link is not valid or has expired.")
    return link


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of following an invitation: `state` is "joined" or "requested"."""

    chat: Chat
    state: str


def arrive(m: Messenger, chat: Chat, person_id: int, link: InviteLink | None) -> Arrival:
    """Follows an invite link (or asks at a chat open to requests when there is none)."""
    standing = membership_of(m, chat.id, person_id)
    if standing.present:
        raise ControlError("Already a member of this chat.")
    if standing.status == "kicked":
        raise ControlError("The invite link is not valid or has expired: banned in this chat.")
    if link and not link.creates_join_request:
        membership.join(m, chat, person_id, by=person_id, link=link)
        return Arrival(chat, "joined")
    if not link and not chat.join_by_request:
        raise ControlError("This chat takes no join requests; use an invite link.")
    if m.store.requests.get(chat.id, person_id):
        raise ControlError("The request to join is already waiting.")
    request = JoinRequest(
        chat_id=chat.id, user_id=person_id, date=m.clock.now(), link=link.link if link else ""
    )
    m.store.requests.put(request)
    m.bus.publish("requests", chat_id=chat.id, person_id=person_id)
    _tell_bot(m, chat, request, link)
    return Arrival(chat, "requested")


def _tell_bot(m: Messenger, chat: Chat, request: JoinRequest, link: InviteLink | None) -> None:
    if not bot_membership(m, chat.id).has_right("can_invite_users"):
        return
    body: dict[str, Any] = {
        "chat": people.chat(m, chat),
        "from": people.user(m, request.user_id),
        "user_chat_id": private_chat(m, request.user_id).id,
        "date": request.date,
    }
    if link:
        body["invite_link"] = people.invite_link(m, link)
    m.updates.push("chat_join_request", body)


def settle(m: Messenger, request: JoinRequest, *, by: int, approved: bool) -> None:
    """An administrator, man or bot, lets the person in or not."""
    chat = m.store.chats.get(request.chat_id)
    assert chat is not None
    if approved:
        link = m.store.links.get(request.link)
        membership.join(m, chat, request.user_id, by=by, link=link, via_join_request=True)
    else:
        m.store.requests.drop(chat.id, request.user_id)
    m.bus.publish("requests", chat_id=chat.id, person_id=request.user_id)


def may_answer_requester(m: Messenger, person_id: int) -> bool:
    """The five minutes after a join request the bot was told of, while it is not settled."""
    since = m.clock.now() - ANSWER_WINDOW
    return any(
        request.date > since and bot_membership(m, request.chat_id).has_right("can_invite_users")
        for chat in m.store.chats
        if (request := m.store.requests.get(chat.id, person_id))
    )

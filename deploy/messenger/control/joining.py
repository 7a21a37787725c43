"""People come and go: invite links, requests to join, leaving; people who decide on requests."""

from typing import Any, Final

from deploy.messenger.acts import inviting, membership
from deploy.messenger.acts.inviting import Arrival
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.state.records import JoinRequest


def arrival(found: Arrival) -> dict[str, Any]:
    return {"chat_id": found.chat.id, "title": found.chat.title, "state": found.state}


async def ask_to_join(ask: Ask) -> Any:
    """By `invite_link`, or by `chat_id` through the owner's own link; `state` says what came."""
    person = ask.person()
    if ask.has("invite_link"):
        return follow(ask, person.id, ask.text("invite_link"))
    chat = ask.group()
    link = inviting.primary_link(ask.m, chat, chat.owner_id)
    return arrival(inviting.arrive(ask.m, chat, person.id, link))


def follow(ask: Ask, person_id: int, address: str) -> dict[str, Any]:
    link = inviting.usable_link(ask.m, address)
    chat = Ask(ask.m, {"chat_id": link.chat_id}).chat()
    return arrival(inviting.arrive(ask.m, chat, person_id, link))


async def join(ask: Ask) -> Any:
    return follow(ask, ask.person().id, ask.text("invite_link"))


async def cancel_join(ask: Ask) -> Any:
    request = waiting(ask)
    ask.m.store.requests.drop(request.chat_id, request.user_id)
    ask.m.bus.publish("requests", chat_id=request.chat_id, person_id=request.user_id)
    return {}


def waiting(ask: Ask) -> JoinRequest:
    request = ask.m.store.requests.get(ask.chat().id, ask.person().id)
    if request is None:
        raise ControlError("There is no request to join from this person.")
    return request


async def leave(ask: Ask) -> Any:
    chat, person = ask.group(), ask.person()
    if not ask.standing(chat, person).present:
        raise ControlError("Not a member of this chat.")
    membership.leave(ask.m, chat, person.id, by=person.id)
    return {}


async def approve_request(ask: Ask) -> Any:
    admin = ask.admin(ask.chat(), "can_invite_users")
    inviting.settle(ask.m, waiting(ask), by=admin.id, approved=True)
    return {}


async def decline_request(ask: Ask) -> Any:
    admin = ask.admin(ask.chat(), "can_invite_users")
    inviting.settle(ask.m, waiting(ask), by=admin.id, approved=False)
    return {}


ACTS: Final[Acts] = {
    "POST ask_to_join": ask_to_join,
    "POST join": join,
    "POST cancel_join": cancel_join,
    "POST leave": leave,
    "POST approve_request": approve_request,
    "POST decline_request": decline_request,
}

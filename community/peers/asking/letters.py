"""What the two sides of a question are told: ids alone.

A letter to whoever was asked names their own row, never the question: so nobody learns anything of
a question that they were not asked.
"""

from datetime import datetime
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.peers.asking.models import AskedParent, PeerRequest


def asked(one: AskedParent, due_at: datetime) -> Letter:
    """Somebody goes through what you have been through: would you talk?"""
    params = {"asked": one.id}
    return Letter(to_person(one.person_id), "peers.asked", str(one.id), params, due_at=due_at)


def card_changed(one: AskedParent) -> Letter:
    """The card that was sent before shows how things stand now."""
    return _to_asked("peers.card_update", one)


def not_chosen(one: AskedParent, due_at: datetime) -> Letter:
    """You had accepted; thank you, the conversation was not opened."""
    return _to_asked("peers.not_chosen", one, due_at)


def found(request: PeerRequest, one: AskedParent, due_at: datetime) -> Letter:
    """Somebody who has been through it has answered: shall the conversation open?"""
    return _to_asker("peers.found", request, due_at, asked=one.id)


def decide_soon(request: PeerRequest, one: AskedParent, due_at: datetime) -> Letter:
    return _to_asker("peers.decide_soon", request, due_at, asked=one.id)


def gone(request: PeerRequest, due_at: datetime) -> Letter:
    """Whoever had accepted cannot after all; others are asked."""
    return _to_asker("peers.gone", request, due_at)


def nobody(request: PeerRequest, due_at: datetime) -> Letter:
    """Honestly: nobody was found, and what else there is."""
    return _to_asker("peers.nobody", request, due_at)


def lapsed(request: PeerRequest, due_at: datetime) -> Letter:
    """The time to decide is over; one may ask again."""
    return _to_asker("peers.lapsed", request, due_at)


def talk_opened(request: PeerRequest, person_id: int, due_at: datetime) -> Letter:
    """To whoever had accepted: whom they talk with from now on."""
    return _to_side("peers.opened", request, person_id, due_at)


def talk_faded(request: PeerRequest, person_id: int, due_at: datetime) -> Letter:
    """Nothing was said for a month: the conversation is closed."""
    return _to_side("peers.faded", request, person_id, due_at)


def _to_asked(template: str, one: AskedParent, due_at: datetime | None = None) -> Letter:
    key, params = f"{one.id}:{uuid4().hex}", {"asked": one.id}
    return Letter(to_person(one.person_id), template, key, params, Priority.ANSWER, due_at)


def _to_asker(template: str, request: PeerRequest, due_at: datetime, **params: int) -> Letter:
    assert request.person_id is not None
    key, to = f"{request.id}:{uuid4().hex}", to_person(request.person_id)
    return Letter(to, template, key, {"request": request.id, **params}, Priority.ANSWER, due_at)


def _to_side(template: str, request: PeerRequest, person_id: int, due_at: datetime) -> Letter:
    params = {"conversation": request.conversation_id}
    return Letter(to_person(person_id), template, str(request.id), params, Priority.ANSWER, due_at)

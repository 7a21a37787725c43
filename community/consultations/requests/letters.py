"""What is told about requests: letters for the outbox with ids alone.

Nothing goes to a guardianship body, and nothing to a chat.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.requests.rules import FOLLOW_UP_AFTER
from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person


def offered(request: HelpRequest, offer: Offer, person_id: int) -> Letter:
    """To a specialist: somebody asks, and you may say no."""
    params = {"request": request.id, "offer": offer.id}
    key = f"{request.id}:{offer.id}"
    return Letter(to_person(person_id), "help.offered", key, params, Priority.ANSWER)


def card_changed(request: HelpRequest, person_id: int) -> Letter:
    """The card that was sent before shows how things stand now."""
    return _of("help.card_update", request, person_id)


def taken(request: HelpRequest) -> Letter:
    """To whoever asked: who is there for them, and that they may write."""
    return _of("help.taken", request, request.person_id)


def talk_opened(request: HelpRequest, person_id: int) -> Letter:
    """To the specialist: how the conversation goes."""
    return _of("help.talk_opened", request, person_id)


def looking_on(request: HelpRequest) -> Letter:
    """To whoever asked: whoever had it could not go on, somebody else is looked for."""
    return _of("help.looking_on", request, request.person_id)


def nobody_yet(request: HelpRequest, leader_id: int, at: datetime) -> Letter:
    """To the leader who answers for it; once for each time it was looked at."""
    key = f"{request.id}:{at.timestamp():.0f}"
    return Letter(to_person(leader_id), "help.nobody_yet", key, {"request": request.id})


def still_waiting(request: HelpRequest, at: datetime) -> Letter:
    """To whoever asked, honestly: nobody is free yet, and a leader looks for somebody."""
    key = f"{request.id}:{at.timestamp():.0f}"
    return Letter(to_person(request.person_id), "help.still_waiting", key, {"request": request.id})


def answer_owed(request: HelpRequest, person_id: int, at: datetime) -> Letter:
    """To the specialist: somebody waits, or nothing was heard for long."""
    key = f"{request.id}:{at.timestamp():.0f}"
    return Letter(to_person(person_id), "help.answer_owed", key, {"request": request.id})


def not_answered(request: HelpRequest, leaders: Iterable[int], at: datetime) -> list[Letter]:
    key = f"{request.id}:{at.timestamp():.0f}"
    params = {"request": request.id}
    return [Letter(to_person(one), "help.not_answered", key, params) for one in leaders]


def closed(request: HelpRequest) -> Letter:
    """Thanks, and one question: did it help?"""
    return _of("help.closed", request, request.person_id)


def follow_up(request: HelpRequest, closed_at: datetime) -> Letter:
    params = {"request": request.id}
    due = closed_at + FOLLOW_UP_AFTER
    key = f"{request.id}:{due.timestamp():.0f}"
    to = to_person(request.person_id)
    return Letter(to, "help.follow_up", key, params, Priority.REMINDER, due)


def withdrawn(request: HelpRequest, person_id: int) -> Letter:
    """To the specialist who had it: the parent needs it no more, or has left."""
    return _of("help.withdrawn", request, person_id)


def thanks(request: HelpRequest, person_id: int) -> Letter:
    """To the specialist: it has helped. Nothing is told of a worse answer."""
    return _of("help.thanks", request, person_id)


def _of(template: str, request: HelpRequest, person_id: int) -> Letter:
    key, params = f"{request.id}:{uuid4().hex}", {"request": request.id}
    return Letter(to_person(person_id), template, key, params, Priority.ANSWER)

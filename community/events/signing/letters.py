"""What families are told about their places: letters for the outbox with ids alone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.events.planning.models import Event
from community.events.signing.models import EventParty
from community.events.signing.rules import due_reminders


def offered(party: EventParty, due_at: datetime) -> Letter:
    """Seats became free: yours, if you say so in time."""
    key = f"{party.id}:{due_at.timestamp():.0f}"
    params = {"party": party.id}
    return Letter(to_person(party.person_id), "event.offer", key, params, Priority.ANSWER, due_at)


def lapsed(party: EventParty) -> Letter:
    """Nobody has answered the offer: others were asked, and you may ask again."""
    return _of("event.offer_lapsed", party)


def reminders(event: Event, parties: Iterable[EventParty], moment: datetime) -> list[Letter]:
    """Whether the family wants each of them is asked when it is due. A moved event has others."""
    due = due_reminders(event.starts_at, moment)
    return [_reminder(event, party, before, at) for party in parties for before, at in due]


def _reminder(event: Event, party: EventParty, before: timedelta, at: datetime) -> Letter:
    hours = int(before / timedelta(hours=1))
    params = {"party": party.id, "hours": hours, "version": event.version}
    key = f"{party.id}:{event.version}:{hours}"
    to = to_person(party.person_id)
    return Letter(to, "event.reminder", key, params, Priority.REMINDER, at)


def moved(event: Event, parties: Iterable[EventParty]) -> list[Letter]:
    """Another time: do you still come?"""
    return [_changed("event.moved", event, party) for party in parties]


def changed(event: Event, parties: Iterable[EventParty]) -> list[Letter]:
    """Short, and to those alone who come."""
    return [_changed("event.changed", event, party) for party in parties]


def cancelled(event: Event, parties: Iterable[EventParty]) -> list[Letter]:
    return [_changed("event.cancelled", event, party) for party in parties]


def _changed(template: str, event: Event, party: EventParty) -> Letter:
    """Once for each version: what was told before is not true any more, and is not sent."""
    key = f"{party.id}:{event.version}"
    params = {"party": party.id, "version": event.version}
    return Letter(to_person(party.person_id), template, key, params, Priority.NORMAL)


def passed_on(party: EventParty) -> Letter:
    """To whoever of the family stays: the place is yours now."""
    return _of("event.passed_on", party)


def _of(template: str, party: EventParty) -> Letter:
    key, params = f"{party.id}:{uuid4().hex}", {"party": party.id}
    return Letter(to_person(party.person_id), template, key, params, Priority.ANSWER)

"""What is told about consultations: letters for the outbox, to the two who meet and nobody else.

The parameters are ids; the renderers look at how things stand when a letter is sent, so that a
cancelled consultation reminds nobody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from community.consultations.booking.models import Consultation, GroupConsultation
from community.consultations.booking.rules import ASK_AFTER, REMIND_BEFORE, reminders
from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person


def booked(
    consultation: Consultation, specialist_person: int | None, moment: datetime
) -> list[Letter]:
    """To both at once, then reminders, then the question whether they have met."""
    told = [_of("consultation.booked", consultation, consultation.person_id, Priority.ANSWER)]
    told += [
        _due("consultation.reminder", consultation, consultation.person_id, due)
        for due in reminders(consultation.starts_at, moment)
    ]
    asked_at = consultation.ends_at + ASK_AFTER
    told.append(_due("consultation.arrival", consultation, consultation.person_id, asked_at))
    if specialist_person is not None:
        soon = consultation.starts_at - min(REMIND_BEFORE)
        told.append(_of("consultation.for_specialist", consultation, specialist_person))
        if soon > moment:
            told.append(_due("consultation.soon", consultation, specialist_person, soon))
        told.append(_due("consultation.held_question", consultation, specialist_person, asked_at))
    return told


def cancelled(consultation: Consultation, person_ids: Iterable[int]) -> list[Letter]:
    """To whoever did not cancel it."""
    return [_of("consultation.cancelled", consultation, one, Priority.ANSWER) for one in person_ids]


def moved(consultation: Consultation, person_ids: Iterable[int]) -> list[Letter]:
    """`consultation` is the new one."""
    return [_of("consultation.moved", consultation, one, Priority.ANSWER) for one in person_ids]


def clash(consultation: Consultation, specialist_person: int) -> Letter:
    """To the specialist, once: this stands where they have no hours any more."""
    return _of("consultation.clash", consultation, specialist_person)


def seat_taken(group: GroupConsultation, person_id: int, moment: datetime) -> list[Letter]:
    told = [_of_group("group.seat", group, person_id)]
    told += [
        _of_group("group.reminder", group, person_id, due_at=due)
        for due in reminders(group.starts_at, moment)
    ]
    return told


def group_cancelled(group: GroupConsultation, person_ids: Iterable[int]) -> list[Letter]:
    return [_of_group("group.cancelled", group, one) for one in person_ids]


def _of(
    template: str,
    consultation: Consultation,
    person_id: int,
    priority: Priority = Priority.NORMAL,
) -> Letter:
    params = {"consultation": consultation.id}
    return Letter(to_person(person_id), template, str(consultation.id), params, priority)


def _due(template: str, consultation: Consultation, person_id: int, due: datetime) -> Letter:
    hours = round((consultation.starts_at - due) / timedelta(hours=1))
    params = {"consultation": consultation.id, "hours": hours}
    key = f"{consultation.id}:{hours}"
    return Letter(to_person(person_id), template, key, params, Priority.REMINDER, due)


def _of_group(
    template: str, group: GroupConsultation, person_id: int, *, due_at: datetime | None = None
) -> Letter:
    """Whoever gives a seat back and takes one again is told again."""
    key, params = f"{group.id}:{uuid4().hex}", {"group": group.id}
    priority = Priority.REMINDER if due_at else Priority.ANSWER
    return Letter(to_person(person_id), template, key, params, priority, due_at)

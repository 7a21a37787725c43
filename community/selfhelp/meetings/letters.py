"""What is told of meetings: letters for the outbox with ids alone."""

from collections.abc import Iterable
from datetime import datetime

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.selfhelp.meetings.models import GroupMeeting


def reminders(meeting: GroupMeeting, people: Iterable[int], at: datetime) -> list[Letter]:
    """Whether it is still so is asked when it is due; a moved meeting has others."""
    return [_letter(one, "selfhelp.reminder", meeting, Priority.REMINDER, at) for one in people]


def moved(meeting: GroupMeeting, people: Iterable[int]) -> list[Letter]:
    return [_letter(one, "selfhelp.moved", meeting) for one in people]


def cancelled(meeting: GroupMeeting, people: Iterable[int]) -> list[Letter]:
    return [_letter(one, "selfhelp.cancelled", meeting) for one in people]


def who_came(meeting: GroupMeeting, leads: Iterable[int]) -> list[Letter]:
    """When it is over: who was there, and how was it?"""
    return [
        _letter(one, "selfhelp.who_came", meeting, Priority.NORMAL, meeting.ends_at)
        for one in leads
    ]


def _letter(
    person_id: int,
    template: str,
    meeting: GroupMeeting,
    priority: Priority = Priority.NORMAL,
    at: datetime | None = None,
) -> Letter:
    key = f"{meeting.id}:{meeting.version}"
    params = {"meeting": meeting.id, "version": meeting.version}
    return Letter(to_person(person_id), template, key, params, priority, at)

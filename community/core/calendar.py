"""Meetings as a calendar file (RFC 5545) that a phone, or a subscription, understands.

What a meeting is called is put into words by the edges, and kept short of anybody's secrets: a
calendar is read over shoulders and synchronised to strangers' machines (scenario 13).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

_PRODUCT = "-//club of foster families//calendar//RU"
_ASK_AGAIN = timedelta(hours=1)  # how often a subscribed calendar looks
_REMIND_BEFORE = timedelta(hours=2)


@dataclass(frozen=True)
class Meeting:
    """One line of somebody's calendar. `version` grows with every change of the same meeting."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str | None = None
    version: int = 0
    is_off: bool = False  # called off or moved: a subscribed calendar takes it out


def as_file(
    name: str, meetings: Iterable[Meeting], moment: datetime, *, reminds: bool = False
) -> bytes:
    """A calendar of this name. Times are in UTC, so that every clock shows its own.

    `moment` is when it was made. `reminds`: the phone itself rings two hours before.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, moment, reminds=reminds))
    content: bytes = calendar.to_ical()
    return content


def _event(meeting: Meeting, moment: datetime, *, reminds: bool) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@club")
    event.add("dtstamp", moment)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("sequence", meeting.version)
    event.add("status", "CANCELLED" if meeting.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    if meeting.place:
        event.add("location", meeting.place)
    if reminds and not meeting.is_off:
        event.add_component(_alarm(meeting))
    return event


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.title)
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm

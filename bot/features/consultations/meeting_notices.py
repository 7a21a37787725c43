"""What whoever asked is told of a consultation; a cancelled one reminds nobody.

`cancelled` and `moved` go to whoever did not do it: a specialist reads them in other words.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.parcel import Parcel
from bot.features.consultations.cards import arrival_screen
from bot.features.consultations.looks import place_of, with_whom
from bot.features.consultations.words import meeting_line
from bot.features.helping import meetings
from bot.screen import Row, Screen, button
from community.consultations.booking import queries as bookings
from community.consultations.booking.kinds import ConsultationState, Party
from community.consultations.booking.models import Consultation
from community.consultations.booking.rules import REMIND_BEFORE
from community.consultations.requests import queries as requests
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.people import queries as people


@dataclass(frozen=True)
class _Told:
    """As the asker reads of it; `whom` is the specialist."""

    one: Consultation
    whom: str
    place: str | None
    is_ahead: bool
    came_from: Consultation | None  # the former time, where it was moved here


async def booked(parcel: Parcel) -> Screen | None:
    """Once for a series, and not where the specialist has just told of the new time."""
    told = await _told(parcel, ConsultationState.BOOKED)
    if told is None or not told.is_ahead:
        return None
    texts, one, former = parcel.texts, told.one, told.came_from
    if former is not None and former.ended_by is not Party.ASKER:
        return None
    if former is None and one.series_id is not None:
        return None
    text = texts(
        "✅ <b>{line}</b>, {whom}.\n\nI remind you a day and two hours before. If you cannot come,"
        " one tap is enough.",
        line=_line(told, parcel),
        whom=told.whom,
    )
    return Screen(text, _rows(told, parcel))


async def reminder(parcel: Parcel) -> Screen | None:
    """Of two that come late together, after an outage, the nearer one is enough."""
    told = await _told(parcel, ConsultationState.BOOKED)
    if told is None or not told.is_ahead or _is_late(told, parcel):
        return None
    text = parcel.texts(
        "⏰ I remind you: <b>{line}</b>, {whom}.", line=_line(told, parcel), whom=told.whom
    )
    return Screen(text, _rows(told, parcel))


def _is_late(told: _Told, parcel: Parcel) -> bool:
    left = told.one.starts_at - parcel.context.database.clock.now()
    nearer = [
        before for before in REMIND_BEFORE if before < timedelta(hours=parcel.params["hours"])
    ]
    return any(left <= before for before in nearer)


async def arrival(parcel: Parcel) -> Screen | None:
    """Not where somebody has said it already."""
    told = await _told(parcel, ConsultationState.BOOKED)
    if told is None or told.is_ahead:
        return None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, told.one.person_id, "bot")
        own = await requests.own(session, actor, told.one.request_id)
    return arrival_screen(told.one, own, parcel.texts)


async def cancelled(parcel: Parcel) -> Screen | None:
    if await meetings.is_specialists(parcel):
        return await meetings.specialists_words(parcel)
    told = await _told(parcel, ConsultationState.CANCELLED)
    if told is None:
        return None
    texts, line = parcel.texts, meeting_line(told.one, parcel.texts)
    text = texts(
        "📅 {line}: {whom} cannot come, I am sorry. It is not because of you. Your request stays"
        " open.",
        line=line,
        whom=told.whom,
    )
    again = button(texts("📅 Choose another time"), f"myreq:{told.one.request_id}:book")
    return Screen(text, [[again]])


async def moved(parcel: Parcel) -> Screen | None:
    """The consultation is the new one."""
    if await meetings.is_specialists(parcel):
        return await meetings.specialists_words(parcel)
    told = await _told(parcel, ConsultationState.BOOKED)
    if told is None:
        return None
    texts, line = parcel.texts, _line(told, parcel)
    former = texts.when(told.came_from.starts_at) if told.came_from else ""
    text = texts(
        "🔁 {whom} asks to meet at another time: instead of {former} it is <b>{line}</b>. If that"
        " does not suit you, choose another or give it back.",
        whom=told.whom[:1].upper() + told.whom[1:],
        former=former,
        line=line,
    )
    return Screen(text, _rows(told, parcel))


async def _told(parcel: Parcel, state: ConsultationState) -> _Told | None:
    """None when it stands otherwise by now, or the reader is not the one who asked."""
    assert parcel.person is not None
    reader, texts = parcel.person.id, parcel.texts
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            one = await bookings.consultation(session, parcel.params["consultation"])
            if one.state is not state or one.person_id != reader:
                return None
            whom = await with_whom(session, one, texts)
            return _Told(
                one=one,
                whom=whom,
                place=await place_of(session, one, texts),
                is_ahead=one.starts_at > now(session),
                came_from=await bookings.moved_from(session, one.id),
            )
    return None


def _line(told: _Told, parcel: Parcel) -> str:
    line = meeting_line(told.one, parcel.texts)
    return f"{line}, {told.place}" if told.place else line


def _rows(told: _Told, parcel: Parcel) -> list[Row]:
    texts, key = parcel.texts, told.one.id
    return [
        [button(texts("📅 Into the calendar"), f"mymeet:{key}:ics")],
        [button(texts("🔁 Move or cancel"), f"mymeet:{key}:open")],
    ]

"""A calendar file says when and with whom by first name, and nothing else."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from community.consultations.booking.calendar import of_consultation
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.core.calendar import Meeting, as_file

MOMENT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
START = datetime(2026, 3, 17, 4, 15, tzinfo=UTC)


def consultation(state: ConsultationState = ConsultationState.BOOKED) -> Consultation:
    return Consultation(
        id=7, starts_at=START, ends_at=START + timedelta(minutes=45), state=state, person_id=4001
    )


def test_times_and_words_come_out_as_they_went_in() -> None:
    meeting = of_consultation(consultation(), "Психолог Ирина", "Томск; каб. 3, этаж 2")

    read = Calendar.from_ical(as_file("Консультации", [meeting], MOMENT))

    event = read.walk("VEVENT")[0]
    assert event.decoded("dtstart") == START
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=45)
    assert str(event["summary"]) == "Психолог Ирина"
    assert str(event["location"]) == "Томск; каб. 3, этаж 2"
    assert str(event["status"]) == "CONFIRMED"
    assert str(read["x-wr-calname"]) == "Консультации"


def test_every_line_ends_as_calendars_want_it_and_none_is_too_long() -> None:
    long = Meeting("x-1", START, START + timedelta(hours=1), "Ы" * 200)

    content = as_file("Консультации", [long], MOMENT)

    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert str(Calendar.from_ical(content).walk("VEVENT")[0]["summary"]) == "Ы" * 200


def test_a_cancelled_one_is_the_same_one_called_off() -> None:
    booked = of_consultation(consultation(), "Психолог Ирина")
    gone = of_consultation(consultation(ConsultationState.CANCELLED), "Психолог Ирина")

    events = [
        Calendar.from_ical(as_file("К", [one], MOMENT)).walk("VEVENT")[0] for one in (booked, gone)
    ]

    assert events[0]["uid"] == events[1]["uid"]
    assert events[1]["sequence"] > events[0]["sequence"]
    assert str(events[1]["status"]) == "CANCELLED"


def test_the_phone_rings_only_where_it_is_asked_to() -> None:
    meeting = of_consultation(consultation(), "Психолог Ирина")

    silent = Calendar.from_ical(as_file("К", [meeting], MOMENT))
    ringing = Calendar.from_ical(as_file("К", [meeting], MOMENT, reminds=True))

    assert not silent.walk("VALARM")
    assert ringing.walk("VALARM")[0].decoded("trigger") == -timedelta(hours=2)


def test_nothing_else_of_the_two_is_in_it() -> None:
    content = as_file("К", [of_consultation(consultation(), "Психолог Ирина")], MOMENT).decode()

    assert "4001" not in content
    for field in ("ATTENDEE", "ORGANIZER", "DESCRIPTION", "URL", "CONTACT", "GEO"):
        assert field not in content


def test_an_empty_calendar_is_a_calendar() -> None:
    assert Calendar.from_ical(as_file("К", [], MOMENT)).walk("VEVENT") == []

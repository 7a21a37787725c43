"""Hours, days and states in words, and what was wrong with what somebody typed."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from babel.dates import format_date

from bot.features.helping.words import format_name
from bot.features.schedule.reading import Trouble, Unreadable
from bot.texts import Texts
from community.consultations.schedule.service import Span
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist

_A_MONDAY = date(2024, 1, 1)
_TWO_WEEKS = timedelta(days=14)


def weekday_name(weekday: int, texts: Texts) -> str:
    """«понедельник», standing alone."""
    day = _A_MONDAY.replace(day=1 + weekday)
    return format_date(day, "cccc", locale=texts.language)


def on_weekday(weekday: int, texts: Texts) -> str:
    """«в среду»: names of days resist rules."""
    return (
        texts("on Monday"),
        texts("on Tuesday"),
        texts("on Wednesday"),
        texts("on Thursday"),
        texts("on Friday"),
        texts("on Saturday"),
        texts("on Sunday"),
    )[weekday]


def short_day(day: date, today: date, texts: Texts) -> str:
    """«ср 18», on a button that is half as wide as a telephone; later than two weeks: «12 апр.»."""
    pattern = "EEE d" if day < today + _TWO_WEEKS else "d MMM"
    return format_date(day, pattern, locale=texts.language)


def clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def span_words(span: Span, texts: Texts) -> str:
    """«10:00–14:00, онлайн»"""
    return texts(
        "{begins}–{ends}, {format}",
        begins=clock(span.begins),
        ends=clock(span.ends),
        format=format_name(span.format, texts),
    )


def spans_words(spans: Sequence[Span], texts: Texts) -> str:
    """«10–14, 15:30–18» in a list of days; how to meet is said where the day is opened."""
    return hours_in_short(spans) if spans else texts("free")


def hours_in_short(spans: Sequence[Span]) -> str:
    return ", ".join(f"{_short(one.begins)}–{_short(one.ends)}" for one in spans) or "—"


def _short(at: time) -> str:
    return clock(at) if at.minute else str(at.hour)


def state_words(specialist: Specialist, texts: Texts) -> str:
    state = specialist.state
    if state is SpecialistState.ACTIVE:
        return texts("✅ Requests come to you.")
    if state is SpecialistState.PAUSED:
        if specialist.paused_until is None:
            return texts("⏸ A pause, until you come back.")
        return texts("⏸ A pause until {day}.", day=texts.date(specialist.paused_until))
    if state is SpecialistState.VETTED:
        return texts("🌱 Everything has been seen: a leader lets you begin soon.")
    missing = [
        *([texts("to look at your documents")] if specialist.documents_seen_at is None else []),
        *([texts("to talk with you")] if specialist.interviewed_at is None else []),
    ]
    return texts(
        "🌱 A leader is still {missing}. You may set your hours meanwhile.",
        missing=texts(" and ").join(missing),
    )


def trouble_words(error: Unreadable, texts: Texts) -> str:
    """What was not understood, and how it can be said."""
    piece = error.piece[:40]
    return {
        Trouble.HOURS: texts(
            "⚠️ I do not understand «{piece}». Hours look like this: 10-14, 15:30-18.", piece=piece
        ),
        Trouble.DAY: texts(
            "⚠️ I do not understand «{piece}». A day looks like this: tomorrow, Friday, 12 April,"
            " 12.04.",
            piece=piece,
        ),
        Trouble.HOUR: texts(
            "⚠️ «{piece}»: and at what hour? For example: 21 March 12:00.", piece=piece
        ),
        Trouble.LENGTH: texts(
            "⚠️ I do not understand «{piece}». For example: 2 hours, 90 minutes, until 15:00.",
            piece=piece,
        ),
        Trouble.CLOCK: texts(
            "⚠️ «{piece}» is on no clock: hours go from 0 to 23, the last quarter is 23:45.",
            piece=piece,
        ),
        Trouble.QUARTER: texts(
            "⚠️ «{piece}»: everything begins and ends on a quarter of an hour, as 10:00, 10:15,"
            " 10:30 or 10:45.",
            piece=piece,
        ),
        Trouble.ORDER: texts("⚠️ «{piece}» ends before it begins.", piece=piece),
        Trouble.PAST: texts("⚠️ «{piece}» is over already.", piece=piece),
        Trouble.FAR: texts("⚠️ «{piece}» is more than a year away.", piece=piece),
    }[error.trouble]

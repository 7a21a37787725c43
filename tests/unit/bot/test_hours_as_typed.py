"""Hours, days and time off as people type them on a telephone."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.schedule.reading import (
    Away,
    Trouble,
    Unreadable,
    read_away,
    read_day,
    read_moment,
    read_spans,
    read_until,
)
from community.consultations.schedule.service import Span
from community.consultations.specialists.kinds import Format
from tests.support.practice import ZONE

TODAY = date(2026, 3, 16)  # a Monday
QUARTERS = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))


def hours(*bounds: int) -> list[Span]:
    return [
        Span(time(one), time(other)) for one, other in zip(bounds[::2], bounds[1::2], strict=True)
    ]


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("10-14", hours(10, 14)),
        ("10–14, 15—18", hours(10, 14, 15, 18)),
        ("с 10 до 14 и с 15 до 18", hours(10, 14, 15, 18)),
        ("10:00-14:00 15.30-18.00", [Span(time(10), time(14)), Span(time(15, 30), time(18))]),
        ("10ч-14ч", hours(10, 14)),
        ("с 9 часов до 12 часов", hours(9, 12)),
        ("from 10 to 14", hours(10, 14)),
        ("10-14 онлайн", [Span(time(10), time(14), Format.ONLINE)]),
        ("лично 10-12; 14-16 Онлайн.", [
            Span(time(10), time(12), Format.IN_PERSON),
            Span(time(14), time(16), Format.ONLINE),
        ]),
        ("Выходной", []),
        ("нет", []),
        ("—", []),
    ],
)  # fmt: skip
def test_hours_are_read(typed: str, spans: list[Span]) -> None:
    assert read_spans(typed) == spans


@pytest.mark.parametrize(
    ("typed", "trouble", "piece"),
    [
        ("утром", Trouble.HOURS, "утром"),
        ("10-14, потом посмотрим", Trouble.HOURS, "потом посмотрим"),
        ("10", Trouble.HOURS, "10"),
        ("14-10", Trouble.ORDER, "14-10"),
        ("10-10", Trouble.ORDER, "10-10"),
        ("10:10-14", Trouble.QUARTER, "10:10"),
        ("10-24", Trouble.CLOCK, "24:00"),
        ("10:75-14", Trouble.CLOCK, "10:75"),
        ("", Trouble.HOURS, ""),
    ],
)
def test_what_is_no_hours_is_named(typed: str, trouble: Trouble, piece: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_spans(typed)
    assert (raised.value.trouble, raised.value.piece) == (trouble, piece)


@given(st.lists(st.tuples(QUARTERS, QUARTERS, st.sampled_from([None, *Format])), min_size=1))
def test_whatever_hours_are_written_down_are_read_back(
    drawn: list[tuple[time, time, Format | None]],
) -> None:
    spans = [Span(min(a, b), max(a, b), how) for a, b, how in drawn if a != b]
    names = {None: "", Format.ONLINE: " онлайн", Format.IN_PERSON: " лично"}
    typed = ", ".join(f"{one.begins:%H:%M}-{one.ends:%H:%M}{names[one.format]}" for one in spans)
    if spans:
        assert read_spans(typed) == spans


@given(st.text(alphabet="0123456789 .,:;-–по дсвонлайнапреля/", max_size=40))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    for read in (read_spans, lambda text: read_away(text, TODAY), lambda t: read_moment(t, TODAY)):
        with suppress(Unreadable):
            read(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("сегодня", TODAY),
        ("Завтра", date(2026, 3, 17)),
        ("послезавтра", date(2026, 3, 18)),
        ("в пятницу", date(2026, 3, 20)),
        ("пт", date(2026, 3, 20)),
        ("во вторник", date(2026, 3, 17)),
        ("понедельник", date(2026, 3, 23)),
        ("в среду", date(2026, 3, 18)),
        ("Friday", date(2026, 3, 20)),
        ("12 апреля", date(2026, 4, 12)),
        ("12 мая", date(2026, 5, 12)),
        ("3 марта", date(2027, 3, 3)),
        ("12.04", date(2026, 4, 12)),
        ("12.2.2027", date(2027, 2, 12)),
        ("2026-04-12", date(2026, 4, 12)),
        ("12 февраля 2027 года", date(2027, 2, 12)),
        ("April 12", date(2026, 4, 12)),
        ("12 april", date(2026, 4, 12)),
    ],
)
def test_days_are_read(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "когда-нибудь", "31 февраля", "40.13", "12", "12 абракадабра"]
)
def test_what_is_no_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_day(typed, TODAY)
    assert raised.value.trouble is Trouble.DAY


@pytest.mark.parametrize(
    ("typed", "away"),
    [
        ("завтра", Away(date(2026, 3, 17), date(2026, 3, 17))),
        ("12 апреля", Away(date(2026, 4, 12), date(2026, 4, 12))),
        ("с 5 по 12 апреля", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("5-12 апреля", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("5 – 12.04", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("с 28 апреля по 3 мая", Away(date(2026, 4, 28), date(2026, 5, 3))),
        ("28.04-03.05", Away(date(2026, 4, 28), date(2026, 5, 3))),
        ("5.04 до 12.04", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("2026-04-05 - 2026-04-12", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("до пятницы", Away(TODAY, date(2026, 3, 20))),
        ("по 12 апреля", Away(TODAY, date(2026, 4, 12))),
        ("со среды по пятницу", Away(date(2026, 3, 18), date(2026, 3, 20))),
        ("с завтра до пятницы", Away(date(2026, 3, 17), date(2026, 3, 20))),
        ("from 5 April to 12 April", Away(date(2026, 4, 5), date(2026, 4, 12))),
        ("с 28 декабря по 8 января", Away(date(2026, 12, 28), date(2027, 1, 8))),
        ("завтра с 10 до 14", Away(date(2026, 3, 17), date(2026, 3, 17), time(10), time(14))),
        ("завтра 10-14", Away(date(2026, 3, 17), date(2026, 3, 17), time(10), time(14))),
        ("12.04 10:15-14", Away(date(2026, 4, 12), date(2026, 4, 12), time(10, 15), time(14))),
        ("с 15 до 18", Away(TODAY, TODAY, time(15), time(18))),
        ("завтра после 15", Away(date(2026, 3, 17), date(2026, 3, 17), time(15), None)),
        ("в среду до 12", Away(date(2026, 3, 18), date(2026, 3, 18), None, time(12))),
    ],
)  # fmt: skip
def test_time_off_is_read(typed: str, away: Away) -> None:
    assert read_away(typed, TODAY) == away


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("отпуск", Trouble.DAY),
        ("с 5 по", Trouble.DAY),
        ("12 апреля по 5 апреля", Trouble.ORDER),
        ("завтра с 14 до 10", Trouble.ORDER),
        ("завтра с 10:05 до 14", Trouble.QUARTER),
    ],
)
def test_time_off_that_cannot_be_says_why(typed: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as raised:
        read_away(typed, TODAY)
    assert raised.value.trouble is trouble


def test_whole_days_end_at_midnight_and_hours_where_they_end() -> None:
    week = Away(date(2026, 4, 5), date(2026, 4, 12)).moments(ZONE)
    assert week == (datetime(2026, 4, 5, tzinfo=ZONE), datetime(2026, 4, 13, tzinfo=ZONE))
    begins, ends = Away(TODAY, TODAY, time(10), time(14)).moments(ZONE)
    assert ends - begins == timedelta(hours=4)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("12 апреля в 18:00", (date(2026, 4, 12), time(18))),
        ("в пятницу 18:30", (date(2026, 3, 20), time(18, 30))),
        ("завтра, 9", (date(2026, 3, 17), time(9))),
        ("12.04 18.00", (date(2026, 4, 12), time(18))),
    ],
)
def test_moments_are_read(typed: str, moment: tuple[date, time]) -> None:
    assert read_moment(typed, TODAY) == moment


def test_until_is_a_day() -> None:
    assert read_until("до 12 апреля", TODAY) == date(2026, 4, 12)
    assert read_until("12 апреля", TODAY) == date(2026, 4, 12)

"""When an event begins and ends, as organisers type it on a telephone."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.organising.reading import read_count, read_end, read_when
from bot.features.schedule.reading import Trouble, Unreadable
from tests.support.practice import ZONE

NOW = datetime(2026, 3, 16, 10, tzinfo=ZONE)  # a Monday


def at(day: int, month: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("21 марта 12:00", at(21, 3, 12), None),
        ("21 марта в 12", at(21, 3, 12), None),
        ("завтра в 18", at(17, 3, 18), None),
        ("завтра в 6 вечера", at(17, 3, 18), None),
        ("в субботу в 11.40", at(21, 3, 11, 40), None),
        ("сегодня после 15", at(16, 3, 15), None),
        ("12:00 21 марта", at(21, 3, 12), None),
        ("в 12 21.03", at(21, 3, 12), None),
        ("21.03 12-15", at(21, 3, 12), at(21, 3, 15)),
        ("21.03 с 12:10 до 15:45", at(21, 3, 12, 10), at(21, 3, 15, 45)),
        ("завтра 11–13:30", at(17, 3, 11), at(17, 3, 13, 30)),
        ("в субботу с 10 утра до 2 дня", at(21, 3, 10), at(21, 3, 14)),
        ("12 июня 10:00 - 14 июня 18:00", at(12, 6, 10), at(14, 6, 18)),
        ("с 12 июня 10:00 до 14 июня 18:00", at(12, 6, 10), at(14, 6, 18)),
        ("5 января 12:00", at(5, 1, 12, year=2027), None),
        ("21 March 12:00", at(21, 3, 12), None),
        ("tomorrow at 6 pm", at(17, 3, 18), None),
    ],
)
def test_when_it_begins_is_read(typed: str, begins: datetime, ends: datetime | None) -> None:
    assert read_when(typed, NOW, ZONE) == (begins, ends)


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("скоро", Trouble.DAY),
        ("", Trouble.DAY),
        ("18:00", Trouble.DAY),
        ("21 марта", Trouble.HOUR),
        ("в субботу", Trouble.HOUR),
        ("5-12 апреля", Trouble.HOUR),
        ("21 марта 25:00", Trouble.CLOCK),
        ("21.03 15-12", Trouble.ORDER),
        ("14 июня 18:00 - 12 июня 10:00", Trouble.ORDER),
        ("сегодня 9:00", Trouble.PAST),
        ("21.03.2020 12:00", Trouble.PAST),
        ("21.06.2028 12:00", Trouble.FAR),
        ("31 февраля 12:00", Trouble.DAY),
    ],
)
def test_what_cannot_be_read_is_named(typed: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as raised:
        read_when(typed, NOW, ZONE)
    assert raised.value.trouble is trouble


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("2 часа", at(21, 3, 14)),
        ("2ч", at(21, 3, 14)),
        ("1,5 часа", at(21, 3, 13, 30)),
        ("полтора часа", at(21, 3, 13, 30)),
        ("Час", at(21, 3, 13)),
        ("90 минут", at(21, 3, 13, 30)),
        ("1 час 20 мин.", at(21, 3, 13, 20)),
        ("45 min", at(21, 3, 12, 45)),
        ("до 15:00", at(21, 3, 15)),
        ("15.30", at(21, 3, 15, 30)),
        ("до 3 дня", at(21, 3, 15)),
        ("15", at(21, 3, 15)),
        ("до 23 марта 18:00", at(23, 3, 18)),
        ("30 часов", at(22, 3, 18)),
    ],
)
def test_until_when_is_read(typed: str, ends: datetime) -> None:
    assert read_end(typed, at(21, 3, 12)) == ends


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("долго", Trouble.LENGTH),
        ("", Trouble.LENGTH),
        ("0 минут", Trouble.LENGTH),
        ("до 11:00", Trouble.ORDER),
        ("до 25:00", Trouble.CLOCK),
        ("до вечера", Trouble.LENGTH),
    ],
)
def test_an_end_that_cannot_be_says_why(typed: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as raised:
        read_end(typed, at(21, 3, 12))
    assert raised.value.trouble is trouble


@given(st.text(alphabet="0123456789 .,:;-–подсвчасмин вечера июнязавтра", max_size=40))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    for read in (lambda text: read_when(text, NOW, ZONE), lambda text: read_end(text, NOW)):
        with suppress(Unreadable):
            read(typed)
    read_count(typed)


@given(
    st.dates(date(2026, 3, 17), date(2027, 3, 15)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.integers(1, 600),
)
def test_whatever_is_written_down_is_read_back(day: date, hour: time, minutes: int) -> None:
    begins = datetime.combine(day, hour, ZONE)
    ends = begins + timedelta(minutes=minutes)

    assert read_when(f"{begins:%d.%m.%Y %H:%M} - {ends:%d.%m.%Y %H:%M}", NOW, ZONE) == (
        begins,
        ends,
    )
    assert read_end(f"{minutes} минут", begins) == ends


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("30", 30),
        ("30 мест", 30),
        ("до 30 человек", 30),
        ("много", None),
        ("20-30", None),
        ("", None),
        ("9" * 5000, int("9" * 100)),
    ],
)
def test_how_many_is_one_number(typed: str, count: int | None) -> None:
    assert read_count(typed) == count

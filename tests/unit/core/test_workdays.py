"""Working days by Russia's calendar: the vectors and chains of seed-rows.md §1.5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.workdays import WorkCalendar

CALENDAR = WorkCalendar()
days_with_a_calendar = st.dates(date(2024, 1, 1), date(2027, 12, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("event", "plus_1", "plus_2", "plus_3", "plus_7"),
    [
        ("2026-04-30", "2026-05-04", "2026-05-05", "2026-05-06", "2026-05-13"),
        ("2026-05-08", "2026-05-12", "2026-05-13", "2026-05-14", "2026-05-20"),
        ("2026-10-30", "2026-11-02", "2026-11-03", "2026-11-05", "2026-11-11"),
        ("2026-12-29", "2026-12-30", "2027-01-11", "2027-01-12", "2027-01-18"),
        ("2026-12-30", "2027-01-11", "2027-01-12", "2027-01-13", "2027-01-19"),
        ("2027-02-19", "2027-02-20", "2027-02-24", "2027-02-25", "2027-03-03"),
        ("2027-11-03", "2027-11-08", "2027-11-09", "2027-11-10", "2027-11-16"),
        ("2024-04-26", "2024-04-27", "2024-05-02", "2024-05-03", "2024-05-13"),
        ("2025-10-31", "2025-11-01", "2025-11-05", "2025-11-06", "2025-11-12"),
    ],
)
def test_the_vectors_of_the_procedure(
    event: str, plus_1: str, plus_2: str, plus_3: str, plus_7: str
) -> None:
    due = [CALENDAR.add(day(event), count) for count in (1, 2, 3, 7)]

    assert due == [day(plus_1), day(plus_2), day(plus_3), day(plus_7)]


@pytest.mark.parametrize(
    ("returned", "last_days"),
    [
        ("2026-12-28", ["2026-12-30", "2027-01-11", "2027-01-12", "2027-01-15", "2027-01-21"]),
        ("2026-04-27", ["2026-04-29", "2026-04-30", "2026-05-04", "2026-05-07", "2026-05-14"]),
    ],
)
def test_the_whole_chain_with_every_step_on_its_last_day(
    returned: str, last_days: list[str]
) -> None:
    notice = CALENDAR.add(day(returned), 2)  # PR-01
    referral = CALENDAR.add(notice, 1)  # PR-02
    responsible = CALENDAR.add(referral, 1)  # PR-04
    # the parent is informed and the agreement signed counting from the appointment.
    told, signed = CALENDAR.add(responsible, 3), CALENDAR.add(responsible, 7)  # PR-05, PR-06

    assert [notice, referral, responsible, told, signed] == [day(last) for last in last_days]


@pytest.mark.parametrize(
    ("last_day_of_the_term", "ends"),
    [
        ("2027-02-21", "2027-02-24"),  # a month from 2027-01-21: Sunday, then a long weekend
        ("2027-05-24", "2027-05-24"),
        ("2027-07-21", "2027-07-21"),
        ("2027-08-24", "2027-08-24"),
        ("2026-06-14", "2026-06-15"),
        ("2026-09-15", "2026-09-15"),
        ("2026-11-14", "2026-11-16"),
        ("2026-12-15", "2026-12-15"),
    ],
)
def test_a_term_of_months_ends_on_a_working_day(last_day_of_the_term: str, ends: str) -> None:
    assert CALENDAR.roll_forward(day(last_day_of_the_term)) == day(ends)


def test_a_decree_that_came_later_is_entered_by_hand() -> None:
    decreed = WorkCalendar({day("2026-03-16"): False, day("2026-03-21"): True})

    assert CALENDAR.is_working(day("2026-03-16"))
    assert not decreed.is_working(day("2026-03-16"))
    assert decreed.is_working(day("2026-03-21"))
    assert decreed.add(day("2026-03-13"), 1) == day("2026-03-17")
    assert decreed.add(day("2026-03-20"), 1) == day("2026-03-21")
    assert decreed.version == f"{CALENDAR.version.removesuffix(' + 0')} + 2"


@given(start=days_with_a_calendar, count=st.integers(1, 40))
def test_a_deadline_is_a_working_day_with_the_right_number_of_them_before(
    start: date, count: int
) -> None:
    deadline = CALENDAR.add(start, count)

    passed = [start + timedelta(days=n) for n in range(1, (deadline - start).days + 1)]
    assert CALENDAR.is_working(deadline)
    assert sum(map(CALENDAR.is_working, passed)) == count


@given(start=days_with_a_calendar, one=st.integers(0, 15), more=st.integers(0, 15))
def test_steps_add_up(start: date, one: int, more: int) -> None:
    assert CALENDAR.add(CALENDAR.add(start, one), more) == CALENDAR.add(start, one + more)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add(day("2026-03-16"), -1)

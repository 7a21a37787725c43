"""A rhythm laid out over the weeks: every property that members rely on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import InvalidInput
from community.core.workdays import WorkCalendar
from community.selfhelp.meetings.rules import Rhythm, check, check_where, days, reminder_at, span

TOMSK = ZoneInfo("Asia/Tomsk")
moments = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(moments, moments, st.integers(1, 8), st.integers(0, 200))
def test_the_days_of_a_rhythm(begins_on: date, first: date, weeks: int, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(days(Rhythm(begins_on, weeks, time(19), 90), first, last))

    expected = [
        first + timedelta(days=n)
        for n in range(length + 1)
        if first + timedelta(days=n) >= begins_on
        and (first + timedelta(days=n) - begins_on).days % (7 * weeks) == 0
    ]
    assert found == expected


@pytest.mark.parametrize("zone", ["Asia/Tomsk", "Europe/Berlin"])
def test_seven_in_the_evening_is_seven_in_the_evening(zone: str) -> None:
    """Also where clocks are put forward: a zone with summer time stands in for what may come."""
    for day in (date(2026, 3, 22), date(2026, 3, 29), date(2026, 10, 25)):
        starts_at, ends_at = span(day, time(19), 90, ZoneInfo(zone))
        assert starts_at.astimezone(ZoneInfo(zone)).time() == time(19)
        assert ends_at - starts_at == timedelta(minutes=90)


def test_a_reminder_that_would_come_too_late_does_not_come() -> None:
    starts_at = datetime(2026, 3, 20, 12, tzinfo=UTC)

    def awake(at: datetime) -> datetime:
        return at

    assert reminder_at(starts_at, starts_at - timedelta(days=2), awake) == starts_at - timedelta(
        days=1
    )
    assert reminder_at(starts_at, starts_at - timedelta(hours=3), awake) is None


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("every_weeks", {"every_weeks": 0}),
        ("every_weeks", {"every_weeks": 9}),
        ("minutes", {"minutes": 29}),
        ("minutes", {"minutes": 241}),
        ("place", {"place": "д" * 201}),
        ("link", {"link": "http://example.org"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "https://localhost"}),
    ],
)
def test_what_no_rhythm_can_be(field: str, changes: dict[str, object]) -> None:
    said: dict[str, object] = {
        "begins_on": date(2026, 3, 20),
        "every_weeks": 1,
        "at": time(19),
        "minutes": 90,
    }
    with pytest.raises(InvalidInput) as refused:
        check(Rhythm(**(said | changes)))  # type: ignore[arg-type]
    assert refused.value.fields["field"] == field


def test_a_video_link_is_https() -> None:
    check_where(None, "https://meet.example.org/круг")


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2026, 1, 7), True),
        (date(2026, 5, 1), True),
        (date(2026, 3, 8), True),  # a Sunday, and a feast all the same
        (date(2026, 3, 9), True),  # the day that it was moved to
        (date(2026, 3, 14), False),  # a mere Saturday
        (date(2026, 3, 18), False),
    ],
)
def test_a_weekend_is_no_holiday(day: date, *, is_holiday: bool) -> None:
    assert WorkCalendar().is_holiday(day) is is_holiday


def test_a_day_that_a_decree_made_free_is_one() -> None:
    day = date(2026, 3, 18)
    assert WorkCalendar({day: False}).is_holiday(day)
    assert not WorkCalendar({date(2026, 5, 1): True}).is_holiday(date(2026, 5, 1))

"""Halves of a day in any zone, colours, circles, and how many nights are enough."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.duty.kinds import Circle, Colour, Half
from community.duty.rules import (
    bounds,
    fits_the_week,
    following,
    half_at,
    most_nights_in_a_week,
    next_circle,
    redder,
)

TOMSK, BERLIN = ZoneInfo("Asia/Tomsk"), ZoneInfo("Europe/Berlin")
MONDAY, SUNDAY = date(2026, 3, 16), date(2026, 3, 15)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NIGHTS = st.frozensets(st.dates(date(2026, 3, 1), date(2026, 4, 10)), max_size=20)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, (SUNDAY, Half.NIGHT)),
        (7, 59, (SUNDAY, Half.NIGHT)),
        (8, 0, (MONDAY, Half.DAY)),
        (19, 59, (MONDAY, Half.DAY)),
        (20, 0, (MONDAY, Half.NIGHT)),
        (23, 59, (MONDAY, Half.NIGHT)),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(
    hour: int, minute: int, expected: tuple[date, Half]
) -> None:
    moment = datetime(2026, 3, 16, hour, minute, tzinfo=TOMSK)

    assert half_at(moment, TOMSK) == expected
    assert half_at(moment.astimezone(UTC), TOMSK) == expected


def test_the_last_night_of_a_year_is_of_that_year() -> None:
    assert half_at(datetime(2027, 1, 1, 3, tzinfo=TOMSK), TOMSK) == (date(2026, 12, 31), Half.NIGHT)


def test_bounds_are_in_utc() -> None:
    begins, ends = bounds(MONDAY, Half.NIGHT, TOMSK)

    assert (begins, ends) == (
        datetime(2026, 3, 16, 13, tzinfo=UTC),
        datetime(2026, 3, 17, 1, tzinfo=UTC),
    )
    assert (begins.tzinfo, ends.tzinfo) == (UTC, UTC)


@pytest.mark.parametrize(
    ("night", "hours"), [(date(2026, 3, 28), 11), (date(2026, 10, 24), 13), (MONDAY, 12)]
)
def test_a_night_in_which_the_clocks_change_is_shorter_or_longer(night: date, hours: int) -> None:
    begins, ends = bounds(night, Half.NIGHT, BERLIN)

    assert ends - begins == hours * HOUR


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_day_after_is_as_long_as_any(day: date) -> None:
    begins, ends = bounds(day, Half.DAY, BERLIN)

    assert ends - begins == 12 * HOUR


@pytest.mark.parametrize("zone", [TOMSK, BERLIN])
def test_halves_meet_without_a_hole_or_an_overlap_the_whole_year(zone: ZoneInfo) -> None:
    day, half = date(2026, 1, 1), Half.DAY
    _, before = bounds(date(2025, 12, 31), Half.NIGHT, zone)
    while day.year == 2026:
        begins, ends = bounds(day, half, zone)
        assert before == begins < ends
        assert half_at(begins, zone) == half_at(ends - timedelta(seconds=1), zone) == (day, half)
        before, (day, half) = ends, following(day, half)


@given(
    st.integers(0, 365 * 24 * 60).map(lambda minutes: NEW_YEAR + minutes * MINUTE),
    st.sampled_from([TOMSK, BERLIN]),
)
def test_every_moment_lies_within_its_own_half(moment: datetime, zone: ZoneInfo) -> None:
    begins, ends = bounds(*half_at(moment, zone), zone)

    assert begins <= moment < ends


def test_no_nights_are_none() -> None:
    assert most_nights_in_a_week([]) == 0
    assert fits_the_week([], MONDAY, 1)


def test_seven_days_begin_anywhere() -> None:
    nights = [MONDAY, MONDAY + timedelta(days=6)]

    assert most_nights_in_a_week(nights) == 2
    assert most_nights_in_a_week([MONDAY, MONDAY + timedelta(days=7)]) == 1


@given(NIGHTS, st.dates(date(2026, 3, 1), date(2026, 4, 10)), st.integers(1, 7))
def test_one_more_night_fits_where_every_seven_days_around_it_hold_no_more(
    nights: frozenset[date], new: date, limit: int
) -> None:
    around = [new - timedelta(days=back) for back in range(7)]
    counts = [
        sum(first <= night < first + timedelta(days=7) for night in nights | {new})
        for first in around
    ]

    assert fits_the_week(nights, new, limit) is (max(counts) <= limit) or (
        # Older nights that are too many already are not the new one's fault.
        most_nights_in_a_week(nights) > limit
    )


@given(st.lists(st.dates(date(2026, 3, 1), date(2026, 4, 10)), max_size=40), st.integers(1, 7))
def test_a_roster_filled_night_by_night_never_holds_too_many(asked: list[date], limit: int) -> None:
    roster: set[date] = set()
    for night in asked:
        if fits_the_week(roster, night, limit):
            roster.add(night)

    assert most_nights_in_a_week(roster) <= limit


@given(NIGHTS, st.dates(date(2026, 3, 1), date(2026, 4, 10)))
def test_seven_nights_a_week_are_every_night(nights: frozenset[date], new: date) -> None:
    assert fits_the_week(nights, new, 7)


def test_the_redder_colour_wins_and_order_does_not_matter() -> None:
    assert sorted(Colour, key=lambda colour: colour.weight) == [
        Colour.YELLOW,
        Colour.ORANGE,
        Colour.RED,
    ]
    for one in Colour:
        for other in Colour:
            assert redder(one, other) is redder(other, one)
            assert redder(one, other).weight >= one.weight


def test_from_every_circle_the_leaders_are_reached_and_reached_again() -> None:
    circle, seen = Circle.ON_DUTY, []
    for _ in range(6):
        seen.append(circle)
        circle = next_circle(circle)

    assert set(seen) == set(Circle)
    assert seen[2::2] == [Circle.LEADERS, Circle.LEADERS]

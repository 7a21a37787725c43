"""From hours on the wall to times that can be booked: round, apart, within the hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from community.consultations.schedule.hours import Calendar, Dial, Wish
from community.consultations.schedule.rules import (
    Opening,
    Pace,
    Window,
    bits,
    moment_of,
    quarter_of,
    quarter_until,
    serves,
    starts_in,
)
from community.consultations.specialists.kinds import Format

TOMSK = ZoneInfo("Asia/Tomsk")
BERLIN = ZoneInfo("Europe/Berlin")  # a zone whose clocks still change
MONDAY = date(2026, 3, 16)
HOUR = Pace(3, 1)  # 45 minutes and a quarter of rest


@dataclass
class Week:
    weekday: int
    begins: time
    ends: time
    format: Format | None = None


@dataclass
class Day:
    day: date
    begins: time
    ends: time
    format: Format | None = None
    district_id: int | None = None


def clock(opening: Opening, zone: ZoneInfo = TOMSK) -> tuple[str, str]:
    return tuple(
        f"{moment_of(quarter).astimezone(zone):%a %H:%M}"
        for quarter in (opening.first, opening.last)
    )


def test_hours_of_a_week_repeat_in_the_regions_time() -> None:
    found = Calendar([Week(0, time(10), time(14))], [], Dial(TOMSK, MONDAY, 8)).openings
    assert [clock(one) for one in found] == [("Mon 10:00", "Mon 14:00")] * 2


def test_a_day_with_hours_of_its_own_has_no_others() -> None:
    week = [Week(weekday, time(10), time(14)) for weekday in range(5)]
    travel = Day(date(2026, 3, 17), time(12), time(16), Format.IN_PERSON, district_id=7)
    found = Calendar(week, [travel], Dial(TOMSK, MONDAY, 3)).openings
    assert [clock(one) for one in found] == [
        ("Mon 10:00", "Mon 14:00"),
        ("Tue 12:00", "Tue 16:00"),
        ("Wed 10:00", "Wed 14:00"),
    ]
    assert found[1].district_id == 7


def test_a_night_shift_ends_at_midnight_at_the_latest() -> None:
    found = Calendar([Week(0, time(20), time(23, 45))], [], Dial(TOMSK, MONDAY, 1)).openings
    assert clock(found[0]) == ("Mon 20:00", "Mon 23:45")


def test_where_the_clock_goes_forward_the_hours_are_shorter() -> None:
    """29 March 2026, 02:00 → 03:00."""
    found = Calendar([Week(6, time(1), time(5))], [], Dial(BERLIN, date(2026, 3, 29), 1)).openings
    assert found[0].last - found[0].first == 3 * 4
    assert clock(found[0], BERLIN) == ("Sun 01:00", "Sun 05:00")


def test_where_it_goes_back_they_are_longer() -> None:
    found = Calendar([Week(6, time(1), time(5))], [], Dial(BERLIN, date(2026, 10, 25), 1)).openings
    assert found[0].last - found[0].first == 5 * 4


def test_times_are_round_and_the_last_pause_may_reach_beyond() -> None:
    opening = Calendar([Week(0, time(10), time(13, 45))], [], Dial(TOMSK, MONDAY, 1)).openings[0]
    starts = [moment_of(one).astimezone(TOMSK) for one in starts_in(opening, HOUR, [], 0)]
    assert [f"{one:%H:%M}" for one in starts] == ["10:00", "11:00", "12:00", "13:00"]


def test_what_is_taken_takes_its_neighbours_along_only_where_they_touch() -> None:
    opening = Opening(0, 16)
    assert starts_in(opening, HOUR, [(4, 8)], 0) == [0, 8, 12]
    # Off the beat: a booking of older hours blocks both times that it reaches into.
    assert starts_in(opening, HOUR, [(6, 10)], 0) == [0, 12]


def test_the_past_is_not_offered() -> None:
    assert starts_in(Opening(0, 16), HOUR, [], 5) == [8, 12]


def test_a_day_of_travel_is_for_that_district_alone() -> None:
    travel = (Format.IN_PERSON, 7)
    assert serves(*travel, None, 7)
    assert serves(*travel, Format.IN_PERSON, 7)
    assert not serves(*travel, Format.IN_PERSON, 8)
    assert not serves(*travel, Format.ONLINE, 7)


def test_hours_without_a_format_are_for_either() -> None:
    assert serves(None, None, Format.ONLINE, 8)
    assert not serves(Format.IN_PERSON, None, Format.ONLINE, 8)


@given(st.integers(0, 4_000_000_000))
def test_a_quarter_holds_its_moment(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    quarter = quarter_of(moment)
    assert moment_of(quarter) <= moment < moment_of(quarter + 1)
    assert moment_of(quarter_until(moment)) - moment < timedelta(minutes=15)


STRETCHES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 20)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=12,
)


@given(
    st.integers(0, 100),
    st.integers(0, 200),
    st.builds(Pace, st.integers(1, 12), st.integers(0, 8)),
    STRETCHES,
    st.integers(0, 300),
)
def test_free_times_lie_in_the_hours_apart_from_all_that_is_taken(
    first: int, length: int, pace: Pace, taken: list[tuple[int, int]], not_before: int
) -> None:
    opening = Opening(first, first + length)
    starts = starts_in(opening, pace, taken, not_before)
    for start in starts:
        assert opening.first <= start <= opening.last - pace.length
        assert start >= not_before
        assert all(start + pace.step <= begins or start >= ends for begins, ends in taken)
    assert all(later - earlier >= pace.step for earlier, later in pairwise(starts))
    # And none is held back without a reason.
    for start in range(opening.first, opening.last - pace.length + 1, pace.step):
        touches = any(start < ends and start + pace.step > begins for begins, ends in taken)
        assert (start in starts) is (start >= not_before and not touches)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(8, 12), st.integers(13, 19)), max_size=6),
    st.lists(st.tuples(st.integers(0, 13), st.sampled_from([None, 7, 8])), max_size=4),
    st.sampled_from([None, *Format]),
)
def test_bits_tell_the_same_as_the_openings_one_by_one(
    week: list[tuple[int, int, int]], single: list[tuple[int, int | None]], wished: Format | None
) -> None:
    dial = Dial(TOMSK, MONDAY, 14)
    by_weekday = {weekday: Week(weekday, time(a), time(b)) for weekday, a, b in week}
    days = {
        number: Day(
            MONDAY + timedelta(days=number),
            time(9),
            time(15),
            Format.IN_PERSON if home else None,
            district_id=home,
        )
        for number, home in single
    }
    calendar = Calendar([*by_weekday.values()], [*days.values()], dial)
    window = Window(dial.whole(MONDAY)[0], dial.whole(MONDAY + timedelta(days=13))[1])
    told = {window.first + bit for bit in bits(calendar.starts(HOUR, window, Wish(wished, 7)))}
    assert told == {
        start
        for one in calendar.openings
        if serves(one.format, one.district_id, wished, 7)
        for start in starts_in(one, HOUR, [], 0)
    }

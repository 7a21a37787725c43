"""Who is asked for help, and how long that may take."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from community.consultations.booking.rules import reminders, repeats
from community.consultations.requests.kinds import Urgency
from community.consultations.requests.rules import (
    Candidate,
    Need,
    in_order,
    step_lasts,
    suits,
    typical,
)
from community.consultations.specialists.kinds import Format
from tests.unit.consultations.test_schedule_rules import BERLIN, TOMSK

NOON = datetime(2026, 3, 16, 5, tzinfo=UTC)


def candidate(number: int = 1, **fields: object) -> Candidate:
    usual = {
        "load": 0,
        "limit": 5,
        "online": True,
        "in_person": True,
        "districts": frozenset({1}),
        "last_offered_at": None,
    }
    return Candidate(number, **{**usual, **fields})  # type: ignore[arg-type]


def order(*candidates: Candidate, need: Need | None = None, **rest: object) -> list[int]:
    found = in_order(candidates, need or Need(None, 1), **rest)  # type: ignore[arg-type]
    return [one.specialist_id for one in found]


def test_whoever_has_as_many_as_they_can_bear_is_not_asked() -> None:
    assert order(candidate(1, load=5), candidate(2, load=4)) == [2]


def test_the_least_busy_of_what_each_can_bear_is_first() -> None:
    assert order(candidate(1, load=2, limit=4), candidate(2, load=3, limit=10)) == [2, 1]


def test_among_equals_whoever_was_asked_longest_ago() -> None:
    assert order(
        candidate(1, last_offered_at=NOON), candidate(2, last_offered_at=NOON - timedelta(days=1))
    ) == [2, 1]


def test_a_wish_comes_before_everything_but_a_full_hand() -> None:
    need = Need(None, 1, wished_id=3)
    others = candidate(1), candidate(3, load=4)
    assert order(*others, need=need) == [3, 1]
    assert order(candidate(1), candidate(3, load=5), need=need) == [1]


def test_whoever_said_no_is_left_out() -> None:
    assert order(candidate(1), candidate(2), without={1}) == [2]


def test_in_person_means_in_a_district_where_they_can_be() -> None:
    far = candidate(districts=frozenset({2}))
    assert not suits(far, Need(Format.IN_PERSON, 1))
    assert suits(far, Need(Format.ONLINE, 1))
    assert suits(far, Need(None, 1))
    assert not suits(candidate(online=False, districts=frozenset({2})), Need(None, 1))


def test_what_is_wanted_today_does_not_wait_half_a_day() -> None:
    assert step_lasts(Urgency.TODAY, 12) == timedelta(hours=2)
    assert step_lasts(Urgency.WEEK, 12) == timedelta(hours=12)
    assert step_lasts(Urgency.TODAY, 1) == timedelta(hours=1)


def test_nothing_is_promised_of_two_cases() -> None:
    hours = [timedelta(hours=hour) for hour in (1, 2, 30)]
    assert typical(hours[:2]) is None
    assert typical(hours) == timedelta(hours=2)


def test_only_reminders_that_are_still_ahead() -> None:
    assert reminders(NOON, NOON - timedelta(days=2)) == [
        NOON - timedelta(hours=24),
        NOON - timedelta(hours=2),
    ]
    assert reminders(NOON, NOON - timedelta(hours=5)) == [NOON - timedelta(hours=2)]
    assert reminders(NOON, NOON - timedelta(hours=1)) == []


def test_a_series_keeps_its_hour_on_the_wall_across_a_change_of_the_clock() -> None:
    first = datetime(2026, 3, 23, 10, tzinfo=BERLIN)  # a week before the change
    hours = [one.astimezone(BERLIN).hour for one in repeats(first, 3, BERLIN)]
    assert hours == [10, 10, 10]
    assert repeats(first, 3, BERLIN)[1] - repeats(first, 3, BERLIN)[0] != timedelta(days=7)


@given(st.integers(1_700_000_000, 1_900_000_000))
def test_in_a_zone_without_changes_a_week_is_a_week(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    first, second = repeats(moment, 2, TOMSK)
    assert first == moment
    assert second - first == timedelta(days=7)

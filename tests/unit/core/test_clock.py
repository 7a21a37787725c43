"""Time is asked of a clock, is aware, and in a test moves only when told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from community.core.clock import ManualClock, SystemClock

TOMSK = timezone(timedelta(hours=7))


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(datetime(2026, 3, 16, 10, 0, tzinfo=TOMSK))

    assert clock.now() == clock.now() == datetime(2026, 3, 16, 3, 0, tzinfo=UTC)

    clock.advance(timedelta(days=1, minutes=5))
    assert clock.now() == datetime(2026, 3, 17, 3, 5, tzinfo=UTC)


def test_a_clock_speaks_utc() -> None:
    assert ManualClock(datetime(2026, 3, 16, tzinfo=TOMSK)).now().tzinfo is UTC
    assert SystemClock().now().tzinfo is UTC


def test_a_clock_does_not_start_at_a_moment_of_no_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        ManualClock(datetime(2026, 3, 16))  # noqa: DTZ001  the very thing that is refused

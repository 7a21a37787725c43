"""Who signs up late is promised no reminder that cannot come."""

from datetime import timedelta

import pytest

from community.events.signing.kinds import Reminders
from community.events.signing.rules import still_ahead
from tests.support.databases import START

BOTH, DAY, HOURS, NONE = Reminders.BOTH, Reminders.DAY, Reminders.HOURS, Reminders.NONE


@pytest.mark.parametrize(
    ("choice", "hours_left", "ahead"),
    [
        (BOTH, 25, BOTH),
        (BOTH, 24, HOURS),
        (BOTH, 2, NONE),
        (DAY, 25, DAY),
        (DAY, 3, NONE),
        (HOURS, 3, HOURS),
        (NONE, 100, NONE),
    ],
)
def test_what_can_still_come_true(choice: Reminders, hours_left: int, ahead: Reminders) -> None:
    assert still_ahead(choice, START + timedelta(hours=hours_left), START) is ahead

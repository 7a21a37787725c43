"""What of a change concerns those who come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community.events.planning.kinds import Concern, EventFormat, EventKind
from community.events.planning.rules import EventPlan, concern_of

_BEGINS = datetime(2026, 3, 21, 5, 0, tzinfo=UTC)
_PLAN = EventPlan(
    kind=EventKind.LEISURE,
    title="Пикник",
    starts_at=_BEGINS,
    ends_at=_BEGINS + timedelta(hours=3),
    format=EventFormat.IN_PERSON,
    place="Парк",
)


@pytest.mark.parametrize(
    ("changes", "concern"),
    [
        ({}, Concern.NOTHING),
        ({"about": "Возьмите мяч", "capacity": 5}, Concern.NOTHING),
        ({"title": " Пикник "}, Concern.NOTHING),
        ({"place": "Набережная"}, Concern.CHANGED),
        ({"format": EventFormat.BOTH}, Concern.CHANGED),
        ({"link": "https://meet.example.org/1"}, Concern.CHANGED),
        ({"ends_at": _BEGINS + timedelta(hours=4)}, Concern.MOVED),
        ({"starts_at": _BEGINS + timedelta(minutes=5), "place": "Набережная"}, Concern.MOVED),
    ],
)
def test_a_change_concerns_those_who_come(changes: dict[str, Any], concern: Concern) -> None:
    assert concern_of(_PLAN, replace(_PLAN, **changes)) is concern

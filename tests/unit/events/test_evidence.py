"""What a held event counts for (CL-Q4, Q5, Q8 and the tasks of the stages)."""

from typing import Any

import pytest

from community.events.attending.rules import TARGETS, Held, Row, proves
from community.events.planning.kinds import EventFormat, EventKind


def held(kind: EventKind, **more: Any) -> Held:
    usual: dict[str, Any] = {
        "format": EventFormat.IN_PERSON,
        "is_regional": True,
        "participants": 5,
    }
    return Held(kind=kind, **(usual | more))


@pytest.mark.parametrize(
    ("event", "rows"),
    [
        (held(EventKind.CORE_SESSION, core=3), {Row.CORE_SESSIONS}),
        (held(EventKind.CORE_SESSION), set()),
        (
            held(EventKind.SEMINAR, core=1, specialists=2),
            {Row.SEMINARS_FOR_BOTH, Row.TRAINING_FOR_BOTH},
        ),
        (held(EventKind.SEMINAR, core=1), set()),
        (
            held(EventKind.SEMINAR, authorities=1),
            {Row.SEMINAR_WITH_AUTHORITIES, Row.WITH_AUTHORITIES},
        ),
        (held(EventKind.LEISURE), {Row.REGIONAL_LEISURE}),
        (held(EventKind.LEISURE, is_regional=False), set()),
        (
            held(EventKind.PRESENTATION, format=EventFormat.BOTH),
            {Row.PRESENTATION_ONLINE, Row.PRESENTATION_IN_PERSON},
        ),
        (held(EventKind.PRESENTATION), {Row.PRESENTATION_IN_PERSON}),
        (held(EventKind.EDUCATIONAL, psychologists=1), {Row.BY_PSYCHOLOGISTS}),
        (held(EventKind.EDUCATIONAL), set()),
        (held(EventKind.TRAINING, core=2, specialists=1), {Row.TRAINING_FOR_BOTH}),
        (held(EventKind.STRATEGIC_SESSION, materials=1), {Row.STRATEGIC_SESSION}),
        (held(EventKind.STRATEGIC_SESSION), set()),
        (held(EventKind.FESTIVAL, federal_speakers=1), {Row.WITH_FEDERAL_SPEAKERS}),
        (held(EventKind.LEISURE, federal_speakers=1), {Row.REGIONAL_LEISURE}),
    ],
)
def test_what_it_proves(event: Held, rows: set[Row]) -> None:
    assert proves(event) == rows


@pytest.mark.parametrize("kind", EventKind)
def test_nobody_came_and_it_proves_nothing(kind: EventKind) -> None:
    everything = held(
        kind,
        participants=0,
        core=1,
        specialists=1,
        authorities=1,
        federal_speakers=1,
        psychologists=1,
        materials=1,
    )
    assert proves(everything) == set()


def test_the_numbers_are_those_of_the_source() -> None:
    assert (TARGETS[Row.CORE_SESSIONS], TARGETS[Row.SEMINARS_FOR_BOTH]) == (4, 2)
    assert {TARGETS[row] for row in Row} == {1, 2, 4}

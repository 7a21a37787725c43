"""Which rows of the source documents an event is evidence of, once attendance is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from community.events.planning.kinds import EventFormat, EventKind


class Row(StrEnum):
    """The row's id in the source documents (S002), as stages and metrics name it."""

    CORE_SESSIONS = "CL-Q4"
    SEMINARS_FOR_BOTH = "CL-Q5"
    SEMINAR_WITH_AUTHORITIES = "CL-Q8"
    REGIONAL_LEISURE = "CL-T1.4"
    PRESENTATION_ONLINE = "CL-T1.6 online"
    PRESENTATION_IN_PERSON = "CL-T1.6 in person"
    BY_PSYCHOLOGISTS = "CL-T2.2"
    TRAINING_FOR_BOTH = "CL-T2.3"
    STRATEGIC_SESSION = "CL-T2.6"
    WITH_AUTHORITIES = "CL-T3.2"
    WITH_FEDERAL_SPEAKERS = "CL-T3.3"


# How many of them the source asks for; one, where it names no number.
TARGETS: Mapping[Row, int] = {
    row: {Row.CORE_SESSIONS: 4, Row.SEMINARS_FOR_BOTH: 2}.get(row, 1) for row in Row
}
_LEARNING = (EventKind.TRAINING, EventKind.SEMINAR)
_LARGE = (EventKind.FESTIVAL, EventKind.CONTEST, EventKind.CONFERENCE, EventKind.SEMINAR)


@dataclass(frozen=True)
class Held:
    """What is known of a confirmed event. `core` and `specialists` came, in families."""

    kind: EventKind
    format: EventFormat
    is_regional: bool
    participants: int
    core: int = 0
    specialists: int = 0
    authorities: int = 0
    federal_speakers: int = 0
    psychologists: int = 0
    materials: int = 0


def proves(event: Held) -> frozenset[Row]:
    """Nobody came: evidence of nothing."""
    if not event.participants:
        return frozenset()
    both = event.core > 0 and event.specialists > 0
    online = event.format in (EventFormat.ONLINE, EventFormat.BOTH)
    in_person = event.format in (EventFormat.IN_PERSON, EventFormat.BOTH)
    is_seminar = event.kind is EventKind.SEMINAR
    is_presentation = event.kind is EventKind.PRESENTATION
    found = {
        Row.CORE_SESSIONS: event.kind is EventKind.CORE_SESSION and event.core > 0,
        Row.SEMINARS_FOR_BOTH: is_seminar and both,
        Row.SEMINAR_WITH_AUTHORITIES: is_seminar and event.authorities > 0,
        Row.REGIONAL_LEISURE: event.kind is EventKind.LEISURE and event.is_regional,
        Row.PRESENTATION_ONLINE: is_presentation and online,
        Row.PRESENTATION_IN_PERSON: is_presentation and in_person,
        Row.BY_PSYCHOLOGISTS: event.kind is EventKind.EDUCATIONAL and event.psychologists > 0,
        Row.TRAINING_FOR_BOTH: event.kind in _LEARNING and both,
        # Its plan of events is attached to it.
        Row.STRATEGIC_SESSION: event.kind is EventKind.STRATEGIC_SESSION and event.materials > 0,
        Row.WITH_AUTHORITIES: event.authorities > 0,
        Row.WITH_FEDERAL_SPEAKERS: event.kind in _LARGE and event.federal_speakers > 0,
    }
    return frozenset(row for row, is_so in found.items() if is_so)

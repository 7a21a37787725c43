"""Kinds, aims and states of events, apart from the tables so that rules need no database."""

from enum import StrEnum


class EventKind(StrEnum):
    """CL-A4, CL-A6, CL-T1.4–T3.3, CL-Q4, CL-Q5."""

    LEISURE = "leisure"
    EDUCATIONAL = "educational"
    THEMATIC = "thematic"
    TRAINING = "training"
    SEMINAR = "seminar"
    CORE_SESSION = "core_session"  # for the core of the club (CL-Q4)
    STRATEGIC_SESSION = "strategic_session"
    PRESENTATION = "presentation"  # of the club itself (CL-T1.6)
    FESTIVAL = "festival"
    CONTEST = "contest"
    CONFERENCE = "conference"


class EventAim(StrEnum):
    """CL-A4 and, the last three, CL-A6."""

    RESOURCE = "resource"  # ресурсность родителей
    LOYALTY = "loyalty"
    BONDS = "bonds"  # межличностные связи
    PREVENTION = "prevention"  # профилактика вторичного сиротства
    GROWTH = "growth"  # to see how the community may grow
    AUTHORITIES = "authorities"  # работа с органами власти
    FEEDBACK = "feedback"  # обратная связь в корректной форме


class EventFormat(StrEnum):
    ONLINE = "online"
    IN_PERSON = "in_person"
    BOTH = "both"


class EventState(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    HELD = "held"  # its time is over; nobody has said yet who came
    CLOSED = "closed"  # attendance is confirmed
    CANCELLED = "cancelled"


class Concern(StrEnum):
    """What those who come hear of a change of an event that is announced."""

    NOTHING = "nothing"
    CHANGED = "changed"  # another place, format or link; or another title
    MOVED = "moved"  # another time: everybody is asked anew


class Guests(StrEnum):
    """Who is invited; nobody else sees the event."""

    FAMILIES = "families"
    CANDIDATES = "candidates"
    CORE = "core"  # activists, facilitators, leaders
    SPECIALISTS = "specialists"


class SpeakerLevel(StrEnum):
    LOCAL = "local"
    REGIONAL = "regional"
    FEDERAL = "federal"  # CL-T3.3

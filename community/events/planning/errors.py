"""Why an event cannot be planned or changed so."""

from community.core.errors import DomainError


class EventOver(DomainError):  # noqa: N818
    """It is called off or over; it may be repeated, not changed."""

    code = "event_over"


class EventNotAnnounced(DomainError):  # noqa: N818
    """It is a draft still: nobody can come to it."""

    code = "event_not_announced"


class EventInThePast(DomainError):  # noqa: N818
    """What is announced must lie ahead."""

    code = "event_in_the_past"


class DistrictOutOfReach(DomainError):  # noqa: N818
    """An organiser of one district plans events of that district."""

    code = "district_out_of_reach"


class QuestionsAnswered(DomainError):  # noqa: N818
    """People have answered already: questions may be added and reworded, not taken away."""

    code = "questions_answered"

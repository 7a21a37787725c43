"""Why a duty or a signal cannot be changed so."""

from community.core.errors import DomainError


class CannotServe(DomainError):  # noqa: N818
    """Only activists and leaders who reach the district are on duty."""

    code = "cannot_serve"


class DutyOver(DomainError):  # noqa: N818
    code = "duty_over"


class DutyTaken(DomainError):  # noqa: N818
    """Somebody else has this half of the day, or took it over a moment ago."""

    code = "duty_taken"


class TooManyNights(DomainError):  # noqa: N818
    """Fields: `limit`, nights in seven days."""

    code = "too_many_nights"


class SignalTaken(DomainError):  # noqa: N818
    """Somebody is with the person already."""

    code = "signal_taken"


class SignalClosed(DomainError):  # noqa: N818
    code = "signal_closed"


class CardFull(DomainError):  # noqa: N818
    """So much has been written to one signal that the rest is better said to whoever comes."""

    code = "card_full"


class OwnSignal(DomainError):  # noqa: N818
    """Nobody comes to oneself."""

    code = "own_signal"

"""Why something could not be said."""

from community.core.errors import DomainError


class ConversationClosed(DomainError):  # noqa: N818
    code = "conversation_closed"


class GivesAway(DomainError):  # noqa: N818
    """It would show who is writing; fields: `what`, a `GivenAway`."""

    code = "gives_away"


class WordsTooLong(DomainError):  # noqa: N818
    """Fields: `limit`, in UTF-16 units as messengers count."""

    code = "words_too_long"


class NothingToTakeBack(DomainError):  # noqa: N818
    code = "nothing_to_take_back"


class ComplaintEnded(DomainError):  # noqa: N818
    """It was decided, or what it was about has been erased."""

    code = "complaint_ended"


class NotOpenToBoth(DomainError):  # noqa: N818
    """Nobody reads alone: both readers must have consented, each within the last three days."""

    code = "not_open_to_both"

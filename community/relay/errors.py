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

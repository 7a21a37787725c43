"""Why something about a request cannot be."""

from community.core.errors import DomainError


class NobodyAnswers(DomainError):  # noqa: N818
    """The club has neither a specialist of this kind nor a leader who could look for one."""

    code = "nobody_answers"


class AlreadyAsked(DomainError):  # noqa: N818
    """The same help for the same member of the family is being looked for; fields: `request`."""

    code = "already_asked"


class RequestTaken(DomainError):  # noqa: N818
    """It is in somebody else's hands by now."""

    code = "request_taken"


class RequestClosed(DomainError):  # noqa: N818
    code = "request_closed"


class LoadReached(DomainError):  # noqa: N818
    """The specialist has as many open requests as they can bear; fields: `limit`."""

    code = "load_reached"


class WrongSpeciality(DomainError):  # noqa: N818
    """The specialist does not do what is asked for, or is the one who asks."""

    code = "wrong_speciality"

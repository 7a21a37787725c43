"""Why something about a specialist cannot be."""

from community.core.errors import DomainError


class NotVetted(DomainError):  # noqa: N818
    """Documents were not seen, or no interview was held; fields: `missing`, a list of both."""

    code = "not_vetted"


class SpecialistCodeUnknown(DomainError):  # noqa: N818
    """The invitation of a specialist is used, taken back or never was."""

    code = "specialist_code_unknown"


class AlreadySpecialist(DomainError):  # noqa: N818
    """Whoever opens the invitation is a specialist of the club already."""

    code = "already_specialist"

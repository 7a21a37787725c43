"""Why hours cannot be as asked."""

from community.core.errors import DomainError


class HoursOverlap(DomainError):  # noqa: N818
    """These hours begin before others of the same day have ended."""

    code = "hours_overlap"


class HoursTooShort(DomainError):  # noqa: N818
    """Not one consultation fits in; fields: `minutes`, how long one lasts."""

    code = "hours_too_short"

"""What became of a request for an article."""

from enum import StrEnum


class RequestState(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    DECLINED = "declined"
    MERGED = "merged"  # another request asks the same


STILL_OPEN = (RequestState.OPEN, RequestState.ASSIGNED)

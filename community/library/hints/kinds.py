"""What became of a suggestion."""

from enum import StrEnum


class HintState(StrEnum):
    OPEN = "open"
    USED = "used"  # the chat was answered with the article
    DISMISSED = "dismissed"

"""What guests answer afterwards."""

from enum import StrEnum


class ComesAgain(StrEnum):
    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Whom(StrEnum):
    """Whom a word of the organiser goes to."""

    GOING = "going"
    WAITING = "waiting"
    EVERYONE = "everyone"

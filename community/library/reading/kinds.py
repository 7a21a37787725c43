"""Where people keep articles."""

from enum import StrEnum


class Shelf(StrEnum):
    FAVOURITE = "favourite"
    LATER = "later"

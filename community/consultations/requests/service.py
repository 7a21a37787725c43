"""All that can be done with a request, for the edges."""

from community.consultations.requests.asking import (
    Ask,
    add_words,
    answer_follow_up,
    ask,
    book_time,
    rate,
    take_back,
)
from community.consultations.requests.changing import change, change_format
from community.consultations.requests.closing import close, close_for_club
from community.consultations.requests.taking import accept, decline, give, hand_on, look_again

__all__ = [
    "Ask",
    "accept",
    "add_words",
    "answer_follow_up",
    "ask",
    "book_time",
    "change",
    "change_format",
    "close",
    "close_for_club",
    "decline",
    "give",
    "hand_on",
    "look_again",
    "rate",
    "take_back",
]

"""Where a question to other parents stands, and what those who were asked said."""

from enum import StrEnum


class PeerState(StrEnum):
    LOOKING = "looking"  # parents are asked, a few at a time
    FOUND = "found"  # one has answered; whoever asked decides
    CLOSED = "closed"


class PeerOutcome(StrEnum):
    OPENED = "opened"  # both agreed, and a conversation began
    NOBODY = "nobody"  # nobody has been through it, or nobody answered in time
    CANCELLED = "cancelled"  # by whoever asked
    LAPSED = "lapsed"  # somebody answered, and whoever asked did not decide in time
    LEFT = "left"  # whoever asked has left the club


class PeerAnswer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_CHOSEN = "not_chosen"  # had accepted; whoever asked did not open the conversation
    WITHDRAWN = "withdrawn"  # somebody else was faster, or it is over
    UNREACHABLE = "unreachable"  # has blocked the bot: was not asked at all
    LEFT = "left"  # the club

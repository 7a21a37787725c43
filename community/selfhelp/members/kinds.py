"""How somebody stands to a group, apart from the tables so that rules need no database."""

from enum import StrEnum


class MemberState(StrEnum):
    ASKED = "asked"  # whoever leads it has not answered
    WAITING = "waiting"  # for a place
    MEMBER = "member"
    DECLINED = "declined"
    LEFT = "left"  # or took the wish back
    REMOVED = "removed"
    ENDED = "ended"  # with the group


IN_TOUCH = (MemberState.ASKED, MemberState.WAITING, MemberState.MEMBER)


class CameBy(StrEnum):
    LINK = "link"  # whoever leads it gave it on
    REQUEST = "request"

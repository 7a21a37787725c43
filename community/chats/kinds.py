"""Kinds and states of chats and requests, apart from the tables so that rules need no database."""

from enum import StrEnum


class Purpose(StrEnum):
    REGIONAL = "regional"  # all parents of the region
    DISTRICT = "district"
    GROUP = "group"  # a self-help group
    ACTIVISTS = "activists"
    GUARDIANSHIP = "guardianship"  # the work chat of a guardianship body: informed, reads nothing


class ChatState(StrEnum):
    NEW = "new"  # the bot was added, nobody has said what for
    ACTIVE = "active"
    LOST = "lost"  # the bot was removed, or the chat deleted


class Presence(StrEnum):
    MEMBER = "member"
    ADMIN = "admin"
    RESTRICTED = "restricted"
    LEFT = "left"
    BANNED = "banned"


class RequestState(StrEnum):
    WAITING = "waiting"
    ADMITTED = "admitted"
    DECLINED = "declined"
    GONE = "gone"  # withdrawn by the person, or answered by somebody in the messenger itself

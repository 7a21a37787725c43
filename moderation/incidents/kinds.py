"""Kinds and states of incidents and what follows from them; no database needed."""

from enum import StrEnum


class Topic(StrEnum):
    """What an incident is about: the detector's four questions, and what only rules can say."""

    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    DISTRESS = "distress"
    PROBATION = "probation"  # a newcomer's link, picture or forwarded message
    CHANNEL = "channel"  # posted in the name of a channel
    OTHER = "other"  # reported, or met by a moderator, for another reason


class Source(StrEnum):
    """Who noticed."""

    DETECTOR = "detector"
    RULE = "rule"  # probation, slow and night mode, channel posts
    REPORT = "report"
    MODERATOR = "moderator"  # a command in the group


class RuleReason(StrEnum):
    """Why a rule noticed a message, beside the detector's own reasons."""

    LINK = "probation.link"
    MEDIA = "probation.media"
    FORWARD = "probation.forward"
    CHANNEL = "channel.post"


class IncidentState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"  # a moderator looks into it
    DECIDED = "decided"


class Decision(StrEnum):
    """A person's word on an incident; LAPSED is time's: nobody looked while the text was kept."""

    RIGHT = "right"  # the message is to be gone, nothing else follows
    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"
    INNOCENT = "innocent"  # everything is put back, and the phrase is not learned as bad
    MET = "met"  # distress: somebody is with the person
    FALSE_ALARM = "false_alarm"  # distress: it was nothing
    LAPSED = "lapsed"


class MessageState(StrEnum):
    STANDING = "standing"  # still to be read in the chat
    REMOVING = "removing"
    REMOVED = "removed"
    RETURNING = "returning"
    RETURNED = "returned"  # quoted back into the chat
    REFUSED = "refused"  # the messenger did not let the bot remove it


class SanctionKind(StrEnum):
    WARNING = "warning"
    MUTE = "mute"
    BAN = "ban"


class MeasureState(StrEnum):
    """How a sanction stands in one chat."""

    PENDING = "pending"
    APPLIED = "applied"
    LIFTING = "lifting"
    LIFTED = "lifted"
    REFUSED = "refused"  # no right, or the messenger protects an administrator


class ReportReason(StrEnum):
    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    UNWELL = "unwell"  # «человеку плохо»: a signal, not a complaint
    OTHER = "other"


class AppealState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class LessonState(StrEnum):
    WAITING = "waiting"  # looks poisoned: a second moderator must say so too
    ACTIVE = "active"
    UNDONE = "undone"

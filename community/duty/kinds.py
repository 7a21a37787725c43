"""Colours, states and circles of a signal, halves of a day; no database needed."""

from enum import StrEnum


class Colour(StrEnum):
    """How soon somebody must come. The redder one wins when a person is heard twice."""

    YELLOW = "yellow"  # wants to talk to somebody
    ORANGE = "orange"  # at the end of one's strength; a child to be given back
    RED = "red"  # life, violence, a child in danger

    @property
    def weight(self) -> int:
        return list(Colour).index(self)


class SignalSource(StrEnum):
    SOS = "sos"  # 🆘, pressed by the person
    DETECTOR = "detector"  # heard in a chat
    REPORT = "report"  # «человеку плохо», said by a neighbour


class SignalState(StrEnum):
    RAISED = "raised"  # nobody has come yet
    TAKEN = "taken"
    CLOSED = "closed"


class Circle(StrEnum):
    """Who is asked, one circle after the other."""

    ON_DUTY = "on_duty"
    SUBSTITUTE = "substitute"
    LEADERS = "leaders"
    ROSTER = "roster"  # everybody who serves


class Outcome(StrEnum):
    """What came of a signal, for the figures (spec/beyond.md 3)."""

    HELPED = "helped"  # by talking
    SPECIALIST = "specialist"  # handed on to one
    REFUSAL_RISK = "refusal_risk"  # the family may give the child back
    EMERGENCY = "emergency"  # emergency services were called
    FALSE_ALARM = "false_alarm"
    LAPSED = "lapsed"  # the person is forgotten; nobody can know any more


class Half(StrEnum):
    """A duty lasts half a day, in the region's time: 8–20 or 20–8."""

    DAY = "day"
    NIGHT = "night"


class DebriefAnswer(StrEnum):
    TALK = "talk"  # with a leader
    SPECIALIST = "specialist"
    NO = "no"

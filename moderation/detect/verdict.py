"""What the detector says: four separate scores, why, where, and what should be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from moderation.detect.reasons import Reason


class Question(StrEnum):
    """Four separate questions: a message may be any of them, or several."""

    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    DISTRESS = "distress"


class Action(StrEnum):
    """By growing weight. A word of help to somebody in distress is none of them."""

    ALLOW = "allow"
    HINT = "hint"  # a soft word to the author in private; the message stays
    HOLD = "hold"  # taken out of sight until a moderator looks
    REMOVE = "remove"  # taken away; the author gets the text back with the reason
    MUTE = "mute"
    BAN = "ban"

    @property
    def weight(self) -> int:
        return list(Action).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign: how sure it makes (0 to 1), why, and where in the text (characters)."""

    question: Question
    score: float
    reason: Reason
    begin: int = 0
    end: int = 0

    @property
    def kind(self) -> str:
        """What was found, as a word for programs, e.g. `snils`."""
        return self.reason.value.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`decided_by` is the question that led to the action; `raised` all that a person should see.

    Somebody in distress is never acted against: then `action` is ALLOW, whatever else was found.
    """

    action: Action
    scores: Mapping[Question, float]
    findings: tuple[Finding, ...]
    raised: frozenset[Question]
    decided_by: Question | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of what was raised, the surest first, each once."""
        told = [finding for finding in self.findings if finding.question in self.raised]
        told.sort(key=lambda finding: -finding.score)
        return tuple(dict.fromkeys(finding.reason for finding in told))

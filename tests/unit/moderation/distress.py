"""What tests of distress ask again and again."""

from functools import cache

from moderation.detect.detector import Detector
from moderation.detect.distress import DistressSigns
from moderation.detect.message import ChatRules, Message
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question, Verdict

RAISED_FROM = 0.5


@cache
def signs() -> DistressSigns:
    return DistressSigns()


def findings(text: str) -> list[Finding]:
    return list(signs().find(Text(text), Message(text), ChatRules()))


def judged(message: Message | str) -> Verdict:
    """The verdict of a detector that asks for distress alone."""
    return Detector([signs()]).judge(Message(message) if isinstance(message, str) else message)


def score(text: str) -> float:
    return judged(text).scores[Question.DISTRESS]


def is_raised(text: str) -> bool:
    return Question.DISTRESS in judged(text).raised


def surest(text: str) -> Finding:
    return max(findings(text), key=lambda finding: finding.score)

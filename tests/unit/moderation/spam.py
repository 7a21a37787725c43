"""Asking the spam signs about one message."""

from functools import cache

from moderation.detect import Action, ChatRules, Detector, Message, Question, Verdict
from moderation.detect.reasons import Reason
from moderation.detect.spam import SpamModel, SpamSigns, load_model


@cache
def shipped() -> Detector:
    """The detector with the shipped model; for messages without an author it remembers nothing."""
    return Detector([SpamSigns(load_model())])


def with_model(model: SpamModel | None) -> Detector:
    return Detector([SpamSigns(model)])


def verdict_on(message: Message | str, rules: ChatRules | None = None) -> Verdict:
    asked = Message(message) if isinstance(message, str) else message
    return shipped().judge(asked, rules or ChatRules())


def is_held(message: Message | str, detector: Detector | None = None) -> bool:
    """Whether a newcomer's message is at least put aside for a moderator."""
    asked = Message(message) if isinstance(message, str) else message
    return (detector or shipped()).judge(asked).action.weight >= Action.HOLD.weight


def score_of(message: Message | str, detector: Detector | None = None) -> float:
    asked = Message(message) if isinstance(message, str) else message
    return (detector or shipped()).judge(asked).scores[Question.SPAM]


def signs_of(message: Message | str) -> set[Reason]:
    asked = Message(message) if isinstance(message, str) else message
    return {finding.reason for finding in shipped().judge(asked).findings if finding.score}

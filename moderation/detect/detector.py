"""All four questions put to one message."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from moderation.detect.message import ChatRules, Message
from moderation.detect.policy import decide
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question, Verdict

_DEFAULT_RULES = ChatRules()


class Signs(Protocol):
    """Answers one question by the signs that speak for it."""

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        """What was found; nothing when there is nothing to say."""


class Detector:
    """Judges messages. Holds no message; what was learned sits in the signs."""

    def __init__(self, signs: Iterable[Signs]) -> None:
        self._signs = tuple(signs)

    def judge(self, message: Message, rules: ChatRules = _DEFAULT_RULES) -> Verdict:
        text = Text(message.text, message.quotes)
        findings: list[Finding] = []
        for signs in self._signs:
            findings.extend(signs.find(text, message, rules))
        scores = {question: _score(question, findings) for question in Question}
        action, decided_by, raised = decide(scores, message.standing, rules)
        return Verdict(action, scores, tuple(findings), raised, decided_by)


def _score(question: Question, findings: Iterable[Finding]) -> float:
    """Signs add to each other, never above certainty: 1 − Π(1 − s)."""
    doubt = 1.0
    for finding in findings:
        if finding.question is question:
            doubt *= 1.0 - finding.score
    return 1.0 - doubt

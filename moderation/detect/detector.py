"""All four questions put to one message."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from moderation.detect.exceptions import Exceptions, normalised
from moderation.detect.message import ChatRules, Message
from moderation.detect.policy import decide
from moderation.detect.text import Text
from moderation.detect.verdict import Action, Finding, Question, Verdict

DEFAULT_RULES = ChatRules()
NOTHING_FOUND = Verdict(Action.ALLOW, dict.fromkeys(Question, 0.0), (), frozenset())
# A cry for help as clear as this is heard, whoever called the same words a false alarm before.
_CLEAR_DISTRESS = 0.85


class Signs(Protocol):
    """Answers one question by the signs that speak for it."""

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        """What was found; nothing when there is nothing to say."""


class Detector:
    """Judges messages. Holds no message; what was learned sits in the signs and the exceptions.

    `sign` is the keyed hash by which the exceptions know words.
    """

    def __init__(
        self,
        signs: Iterable[Signs],
        exceptions: Exceptions | None = None,
        sign: Callable[[str], bytes] | None = None,
    ) -> None:
        self._signs = tuple(signs)
        self._exceptions = exceptions
        self._sign = sign

    def judge(self, message: Message, rules: ChatRules = DEFAULT_RULES) -> Verdict:
        text = Text(message.text, message.quotes)
        findings: list[Finding] = []
        for signs in self._signs:
            findings.extend(signs.find(text, message, rules))
        if not findings:
            return NOTHING_FOUND
        verdict = _weigh(findings, message, rules)
        if excused := self._excused(text, message, verdict):
            kept = [finding for finding in findings if finding.question not in excused]
            return _weigh(kept, message, rules)
        return verdict

    def _excused(self, text: Text, message: Message, verdict: Verdict) -> frozenset[Question]:
        """The questions for which these very words were declared innocent."""
        if self._exceptions is None or self._sign is None or not verdict.raised:
            return frozenset()
        exceptions, signature = self._exceptions, self._sign(normalised(text))
        excused = {question for question in verdict.raised if exceptions.knows(question, signature)}
        if message.links or message.has_buttons:
            # Innocent words may carry another link than the one that was looked at.
            excused.discard(Question.SPAM)
        if verdict.scores[Question.DISTRESS] >= _CLEAR_DISTRESS:
            excused.discard(Question.DISTRESS)
        return frozenset(excused)


def _weigh(findings: Sequence[Finding], message: Message, rules: ChatRules) -> Verdict:
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

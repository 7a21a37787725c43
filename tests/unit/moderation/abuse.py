"""What the tests of abuse share: one message judged by this question alone."""

from moderation.detect import Action, Detector, Message, Question, Standing, Verdict
from moderation.detect.abuse import AbuseSigns

_DETECTOR = Detector([AbuseSigns()])


def judged(text: str, standing: Standing = Standing.MEMBER) -> Verdict:
    return _DETECTOR.judge(Message(text, standing))


def score(text: str) -> float:
    return judged(text).scores[Question.ABUSE]


def action(text: str) -> Action:
    return judged(text).action


def kinds(text: str) -> set[str]:
    """What the author would be told of."""
    return {finding.kind for finding in judged(text).findings if finding.score >= 0.5}


def marked(text: str) -> set[str]:
    """The pieces of the text that were found, as they were written."""
    return {text[finding.begin : finding.end] for finding in judged(text).findings}

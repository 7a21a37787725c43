"""What the personal data signs say of one message."""

from moderation.detect import ChatRules, Detector, Known, Message, Question, Verdict
from moderation.detect.message import Media
from moderation.detect.personal_data import PersonalDataSigns

_DETECTOR = Detector([PersonalDataSigns()])


def judged(
    text: str, *, media: Media | None = None, file_name: str = "", known: Known | None = None
) -> Verdict:
    message = Message(text, media=media, file_name=file_name)
    return _DETECTOR.judge(message, ChatRules(known=known or Known()))


def score(verdict: Verdict) -> float:
    return verdict.scores[Question.PERSONAL_DATA]


def places(text: str) -> dict[str, str]:
    """Each kind that was found, with the piece of the message where."""
    return {one.kind: text[one.begin : one.end] for one in judged(text).findings if one.score}

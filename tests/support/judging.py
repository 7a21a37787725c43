"""A detector whose opinion is read off a few words, so that tests do not depend on its tuning."""

from collections.abc import Sequence

from moderation.detect import ChatRules, Detector, Finding, Message, Question
from moderation.detect.reasons import Reason
from moderation.detect.text import Text

CERTAIN_SPAM = "крипта"  # a newcomer is banned for it, a member's message removed
LIKELY_SPAM = "подработка"  # held, whoever wrote it
INSULT = "негодяй"  # removed
THREAT = "прибью"  # removed, and the author muted
HARD_DATA = "112-233-445 95"  # removed
SOFT_DATA = "дочка Маша"  # a soft word in private
DESPAIR = "не хочу жить"  # somebody comes

_OPINIONS = {
    CERTAIN_SPAM: (Question.SPAM, 0.99, Reason.SPAM_WORDING),
    LIKELY_SPAM: (Question.SPAM, 0.7, Reason.SPAM_LURE),
    INSULT: (Question.ABUSE, 0.9, Reason.SPAM_WORDING),
    THREAT: (Question.ABUSE, 0.99, Reason.SPAM_WORDING),
    HARD_DATA: (Question.PERSONAL_DATA, 0.95, Reason.SNILS),
    SOFT_DATA: (Question.PERSONAL_DATA, 0.5, Reason.CHILD_NAME),
    DESPAIR: (Question.DISTRESS, 0.9, Reason.SUICIDE),
}


class PlainSigns:
    """Knows the words above, wherever the author's own text has them."""

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        return [
            Finding(question, score, reason, begin, begin + len(words))
            for words, (question, score, reason) in _OPINIONS.items()
            if (begin := text.raw.find(words)) >= 0
        ]


def plain_detector() -> Detector:
    return Detector([PlainSigns()])

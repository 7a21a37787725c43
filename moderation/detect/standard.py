"""The detector as the product ships it: all four questions."""

from collections.abc import Callable
from types import EllipsisType

from moderation.detect.abuse import AbuseSigns
from moderation.detect.detector import DEFAULT_RULES, NOTHING_FOUND, Detector
from moderation.detect.distress.signs import DistressSigns
from moderation.detect.exceptions import Exceptions
from moderation.detect.message import ChatRules, Message
from moderation.detect.personal_data import PersonalDataSigns
from moderation.detect.quiet import Quiet
from moderation.detect.spam import ModelBroken, SpamModel, SpamSigns, load_model
from moderation.detect.verdict import Verdict


class StandardDetector(Detector):
    """`by_rules_alone`: there is no model, spam is told by its plainest signs only.

    `by_phrases_alone`: the learned weights of distress are damaged.
    """

    def __init__(
        self,
        model: SpamModel | None,
        exceptions: Exceptions | None = None,
        sign: Callable[[str], bytes] | None = None,
    ) -> None:
        distress = DistressSigns()
        signs = (SpamSigns(model), AbuseSigns(), PersonalDataSigns(), distress)
        super().__init__(signs, exceptions, sign)
        self.by_rules_alone = model is None
        self.by_phrases_alone = not distress.is_whole
        self._quiet = Quiet(lambda: model.lessons if model else 0)

    def judge(self, message: Message, rules: ChatRules = DEFAULT_RULES) -> Verdict:
        if self._quiet.knows(message):
            return NOTHING_FOUND
        verdict = super().judge(message, rules)
        if not verdict.findings:
            self._quiet.remember(message)
        return verdict


def standard_detector(
    model: SpamModel | EllipsisType | None = ...,
    exceptions: Exceptions | None = None,
    sign: Callable[[str], bytes] | None = None,
) -> StandardDetector:
    """With no model named, the shipped one; where that is broken, or None is named, by rules."""
    if isinstance(model, EllipsisType):
        try:
            model = load_model()
        except ModelBroken:
            model = None
    return StandardDetector(model, exceptions, sign)

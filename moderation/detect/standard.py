"""The detector as the product ships it: all four questions."""

from collections.abc import Callable

from moderation.detect.abuse import AbuseSigns
from moderation.detect.detector import Detector
from moderation.detect.exceptions import Exceptions
from moderation.detect.personal_data import PersonalDataSigns
from moderation.detect.spam import SpamModel


def standard_detector(
    model: SpamModel | None = None,
    exceptions: Exceptions | None = None,
    sign: Callable[[str], bytes] | None = None,
) -> Detector:
    """Without a model, spam is told by rules alone."""
    return Detector((AbuseSigns(), PersonalDataSigns()), exceptions, sign)
